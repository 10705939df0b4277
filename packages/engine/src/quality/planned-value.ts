import { workingMinutesBetween } from '../calendar/positions.ts'
import type { WorkingTime } from '../calendar/working-time.ts'
import type { Minute } from '../plan/types.ts'
import type { Accrual, BaselineTask } from './baseline.ts'

/**
 * What of `value` was to be earned by a date: all or nothing for costs at start or end, otherwise the
 * share of the baseline's working time, on the task's calendar, that lies before the date. Rounded to
 * the nearest whole unit, halves up.
 */
export function plannedValue(baseline: BaselineTask, value: number, calendar: WorkingTime, date: Minute): number {
  return Math.round(value * plannedShare(baseline, calendar, date))
}

/** From 0 to 1, never falling as the date goes on. */
export function plannedShare(baseline: BaselineTask, calendar: WorkingTime, date: Minute): number {
  const { start, finish, accrual } = baseline
  if (accrual === 'start') return date >= start ? 1 : 0
  if (date >= finish) return 1
  if (accrual === 'end' || date <= start) return 0
  const total = workingMinutesBetween(calendar, start, finish)
  return total > 0 ? workingMinutesBetween(calendar, start, date) / total : 0
}

/** What a task has earned of 1 when `percent` of it is done and its cost accrues in this way. */
export function earnedShare(accrual: Accrual, percent: number): number {
  if (accrual === 'start') return percent > 0 ? 1 : 0
  if (accrual === 'end') return percent >= 100 ? 1 : 0
  return percent / 100
}
