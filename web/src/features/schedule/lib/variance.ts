import type { Baseline, BaselineTask, Plan, Task } from '@throughline/contract'
import { minuteOf, workingMinutesBetween } from '@throughline/engine'
import { workingTimeOf } from '../../../lib/working-time.ts'

/** How far the plan is from a baseline, in working minutes; positive is later. Null where one of the two is missing. */
export interface Variances {
  readonly baseline: Baseline
  readonly project: number | null
  readonly finishOf: (task: Task) => number | null
}

export function variancesOf(plan: Plan, baseline: Baseline, tasks: readonly BaselineTask[]): Variances {
  const captured = new Map(tasks.map((task) => [task.taskId, task]))

  function between(calendarId: string, before: string | null | undefined, after: string | null): number | null {
    const calendar = workingTimeOf(plan.calendars, calendarId)
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
