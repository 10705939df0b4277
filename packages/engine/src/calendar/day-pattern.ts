import { InvalidCalendarError } from '../errors.ts'
import type { ShiftSpec } from '../plan/types.ts'
import { MINUTES_PER_DAY } from '../time.ts'

/** The shifts of one kind of day, in order; the last may reach into the day after. */
export type DayPattern = readonly ShiftSpec[]

/** Seven days, Monday first; null where another week says. */
export type PatternWeek = readonly (DayPattern | null)[]

export function compileWeek(calendarId: string, week: readonly (readonly ShiftSpec[] | null)[]): PatternWeek {
  if (week.length !== 7) throw new InvalidCalendarError(calendarId, `a week has 7 days, not ${week.length}`)
  return week.map((shifts) => (shifts === null ? null : compilePattern(calendarId, shifts)))
}

/** Throws InvalidCalendarError for shifts that make no sense or overlap. */
export function compilePattern(calendarId: string, shifts: readonly ShiftSpec[]): DayPattern {
  const sorted = [...shifts].sort((a, b) => a.from - b.from)
  let end = 0
  for (const { from, to } of sorted) {
    if (!isShift(from, to)) throw new InvalidCalendarError(calendarId, `a shift from minute ${from} to ${to} of a day`)
    if (from < end) throw new InvalidCalendarError(calendarId, 'shifts of a day overlap')
    end = to
  }
  return sorted
}

function isShift(from: number, to: number): boolean {
  return (
    Number.isInteger(from) &&
    Number.isInteger(to) &&
    from >= 0 &&
    from < MINUTES_PER_DAY &&
    from < to &&
    to <= 2 * MINUTES_PER_DAY
  )
}
