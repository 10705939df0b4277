import { END_MINUTE, FIRST_MINUTE } from '../calendar/horizon.ts'
import { InvalidInputError } from '../errors.ts'
import type { Plan, PlanTask } from '../plan/types.ts'

/** Throws InvalidInputError for a start, finish or status date that is no whole minute of the years 1600 to 3000. */
export function checkPlanDates({ start, finish, statusDate }: Plan): void {
  if (!isDate(start)) throw invalidDate('plan', 'plan', 'start', start)
  if (finish != null && !isDate(finish)) throw invalidDate('plan', 'plan', 'finish', finish)
  if (statusDate != null && !isDate(statusDate)) throw invalidDate('plan', 'plan', 'status date', statusDate)
}

/** The same for all dates of a task: beyond these years they would not fit their arrays. */
export function checkTaskDates({ id, constraint, deadline, manual, progress }: PlanTask): void {
  if (constraint != null && constraint.date != null) checkDate(id, 'constraint date', constraint.date)
  if (deadline != null) checkDate(id, 'deadline', deadline)
  if (manual != null) {
    if (manual.start != null) checkDate(id, 'start by hand', manual.start)
    if (manual.finish != null) checkDate(id, 'finish by hand', manual.finish)
  }
  if (progress != null) {
    if (progress.actualStart != null) checkDate(id, 'actual start', progress.actualStart)
    if (progress.actualFinish != null) checkDate(id, 'actual finish', progress.actualFinish)
    if (progress.resume != null) checkDate(id, 'resume date', progress.resume)
  }
}

function checkDate(taskId: string, what: string, date: number): void {
  if (!isDate(date)) throw invalidDate('task', taskId, what, date)
}

function isDate(date: number): boolean {
  return Number.isInteger(date) && date >= FIRST_MINUTE && date < END_MINUTE
}

function invalidDate(kind: 'plan' | 'task', id: string, what: string, date: number): InvalidInputError {
  return new InvalidInputError(kind, id, `has a ${what} of ${date}, which is no minute of the years 1600 to 3000`)
}
