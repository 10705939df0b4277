import type { Baseline, BaselineTask, Plan, Task } from '@throughline/contract'
import { compileCalendar, minuteOf, type WorkingTime, workingMinutesBetween } from '@throughline/engine'

/** How far the plan is from a baseline, in working minutes; positive is later. Null where one of the two is missing. */
export interface Variances {
  readonly baseline: Baseline
  readonly project: number | null
  readonly finishOf: (task: Task) => number | null
}

export function variancesOf(plan: Plan, baseline: Baseline, tasks: readonly BaselineTask[]): Variances {
  const calendars = new Map(plan.calendars.map((calendar) => [calendar.id, calendar]))
  const compiled = new Map<string, WorkingTime | null>()
  const captured = new Map(tasks.map((task) => [task.taskId, task]))

  function calendarOf(id: string): WorkingTime | null {
    const known = compiled.get(id)
    if (known !== undefined) return known
    const calendar = calendars.get(id)
    const working = calendar ? compileCalendar(calendar) : null
    compiled.set(id, working)
    return working
  }

  function between(calendarId: string, before: string | null | undefined, after: string | null): number | null {
    const calendar = calendarOf(calendarId)
    if (!calendar || !before || !after) return null
    return workingMinutesBetween(calendar, minuteOf(before), minuteOf(after))
  }

  const { calendarId, finishesAt } = plan.project
  return {
    baseline,
    project: between(calendarId, baseline.finishesAt, finishesAt),
    finishOf: (task) => between(task.calendarId ?? calendarId, captured.get(task.id)?.earlyFinish, task.earlyFinish),
  }
}
