import type { Minute, Plan, Schedule, ScheduledTask, WorkingTime } from '../index.ts'
import { calendarsOf, finishDay, latePoint, pointDay, startDay, workingDays, workStartDay } from './inclusive-dates.ts'

/** A scheduled task in days: early and late dates, both inclusive, total and free float. */
export interface DatedTask {
  readonly task: ScheduledTask
  readonly es: string
  readonly ef: string
  readonly ls: string
  readonly lf: string
  readonly tf: number
  readonly ff: number
  readonly critical: boolean
}

/** In the order of the plan. */
export function datedTasks(
  plan: Plan,
  { tasks, finish }: Pick<Schedule, 'tasks' | 'finish'>,
  minutesPerDay: number,
): DatedTask[] {
  const calendarOf = calendarsOf(plan)
  return tasks.map((task, index) => ({
    task,
    ...daysOf(task, calendarOf(plan.tasks[index]), finish),
    tf: workingDays(task.totalFloat, minutesPerDay),
    ff: workingDays(task.freeFloat, minutesPerDay),
    critical: task.isCritical,
  }))
}

function daysOf(task: ScheduledTask, calendar: WorkingTime, projectFinish: Minute) {
  const { earlyStart, earlyFinish, lateStart, lateFinish } = task
  if (earlyStart === earlyFinish && lateStart === lateFinish) {
    const early = pointDay(earlyStart, calendar)
    const late = pointDay(latePoint(earlyStart, lateStart, calendar, projectFinish), calendar)
    return { es: early, ef: early, ls: late, lf: late }
  }
  return {
    es: workStartDay(earlyStart, calendar),
    ef: finishDay(earlyStart, earlyFinish, calendar),
    ls: workStartDay(lateStart, calendar),
    lf: finishDay(lateStart, lateFinish, calendar),
  }
}

/** The day on which the last task ends. */
export function lastDay({ finish }: Pick<Schedule, 'finish'>, dated: readonly DatedTask[]): string {
  const last = dated
    .filter(({ task }) => task.finish === finish)
    .map(({ task, ef, lf }) => (task.finish === task.earlyFinish ? ef : lf))
  return last.reduce((latest, day) => (day > latest ? day : latest), last[0] ?? startDay(finish))
}
