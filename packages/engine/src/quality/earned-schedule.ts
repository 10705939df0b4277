import { workingMinutesBetween } from '../calendar/positions.ts'
import type { WorkingTime } from '../calendar/working-time.ts'
import type { Minute } from '../plan/types.ts'
import type { BaselineTask } from './baseline.ts'
import { plannedValue } from './planned-value.ts'

/** Times are working minutes of the project's calendar from the start of the baseline. */
export interface EarnedSchedule {
  readonly plannedMinutes: number
  readonly actualMinutes: number
  readonly earnedMinutes: number
  /** When what is earned by now was to be earned. */
  readonly earnedDate: Minute
  /** SV(t) = earned - actual time; behind when negative. */
  readonly svMinutes: number
  /** SPI(t) = earned / actual time; null before the baseline has started. */
  readonly spi: number | null
}

/**
 * Earned schedule (W. Lipke, "Schedule is Different", The Measurable News, 2003): the earliest minute
 * at which the planned value reached what is earned by now. Unlike SPI, SPI(t) does not return to
 * 1 when a late project ends; after its end pass its finish as status date. Planned value is known for
 * each minute, so no interpolation between reporting periods is needed. `earned` is the project's EV,
 * in minor units of cost. Null when the baseline is empty.
 */
export function earnedSchedule(
  baseline: readonly BaselineTask[],
  earned: number,
  statusDate: Minute,
  calendar: WorkingTime,
  calendarOf: (taskId: string) => WorkingTime,
): EarnedSchedule | null {
  if (baseline.length === 0) return null
  const start = baseline.reduce((least, task) => Math.min(least, task.start), Number.POSITIVE_INFINITY)
  const finish = baseline.reduce((most, task) => Math.max(most, task.finish), Number.NEGATIVE_INFINITY)
  const plannedBy = (date: Minute): number =>
    baseline.reduce((sum, task) => sum + plannedValue(task, task.costMinor, calendarOf(task.taskId), date), 0)
  const earnedDate = earliestMinute(start, finish, (date) => plannedBy(date) >= earned)
  const actualMinutes = workingMinutesBetween(calendar, start, statusDate)
  const earnedMinutes = workingMinutesBetween(calendar, start, earnedDate)
  return {
    plannedMinutes: workingMinutesBetween(calendar, start, finish),
    actualMinutes,
    earnedMinutes,
    earnedDate,
    svMinutes: earnedMinutes - actualMinutes,
    spi: actualMinutes > 0 ? earnedMinutes / actualMinutes : null,
  }
}

/** The first minute of a range from which on something holds, or its end; binary search. */
function earliestMinute(from: Minute, to: Minute, holds: (date: Minute) => boolean): Minute {
  let low = from
  let high = to
  while (low < high) {
    const middle = low + Math.floor((high - low) / 2)
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
