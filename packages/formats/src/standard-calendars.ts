import type { ShiftSpec } from '@throughline/engine'

export const STANDARD_SHIFTS: readonly ShiftSpec[] = [
  { from: 480, to: 720 },
  { from: 780, to: 1020 },
]

/** Monday to Friday, 08:00 to 12:00 and 13:00 to 17:00. */
export const STANDARD_WEEK: readonly (readonly ShiftSpec[])[] = Array.from({ length: 7 }, (_, day) =>
  day < 5 ? STANDARD_SHIFTS : [],
)

/** Minutes per week of elapsed time. */
const ELAPSED_WEEK = 10_080
const ELAPSED_DAY = 1440

/**
 * About how many working minutes an elapsed time is: a week is a working week, a day a working
 * day, and what is shorter counts in full up to a working day.
 */
export function workingPartOf(elapsed: number, minutesPerDay: number, minutesPerWeek: number): number {
  const length = Math.abs(elapsed)
  const rest = length % ELAPSED_WEEK
  const days = Math.floor(rest / ELAPSED_DAY) * minutesPerDay + Math.min(rest % ELAPSED_DAY, minutesPerDay)
  return Math.sign(elapsed) * (Math.floor(length / ELAPSED_WEEK) * minutesPerWeek + Math.min(days, minutesPerWeek))
}
