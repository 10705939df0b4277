import type { Plan, Schedule, ScheduledTask } from '../index.ts'
import { calendarsOf, finishDay, startDay, workingDays } from './inclusive-dates.ts'

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
export function datedTasks(plan: Plan, { tasks }: Pick<Schedule, 'tasks'>, minutesPerDay: number): DatedTask[] {
  const calendarOf = calendarsOf(plan)
  return tasks.map((task, index) => {
    const calendar = calendarOf(plan.tasks[index])
    return {
      task,
      es: startDay(task.earlyStart),
      ef: finishDay(task.earlyStart, task.earlyFinish, calendar),
      ls: startDay(task.lateStart),
      lf: finishDay(task.lateStart, task.lateFinish, calendar),
      tf: workingDays(task.totalFloat, minutesPerDay),
      ff: workingDays(task.freeFloat, minutesPerDay),
      critical: task.isCritical,
    }
  })
}

/** The day on which the last task ends. */
export function lastDay({ finish }: Pick<Schedule, 'finish'>, dated: readonly DatedTask[]): string {
  const last = dated
    .filter(({ task }) => task.finish === finish)
    .map(({ task, ef, lf }) => (task.finish === task.earlyFinish ? ef : lf))
  return last.reduce((latest, day) => (day > latest ? day : latest), last[0] ?? startDay(finish))
}
