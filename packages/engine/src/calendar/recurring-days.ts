// The days of an exception that repeats. As Microsoft Project stores and MPXJ reads them: weeks
// begin on Sunday; a day that a month does not have is its last day; months are counted from that
// of `from`, or from the next one when the day of the month has passed by then.
import { InvalidCalendarError } from '../errors.ts'
import type { Recurrence } from '../plan/types.ts'
import { civilOfDay, dayOfCivil, daysInMonth, weekdayOfDay } from './civil-date.ts'
import { END_DAY } from './horizon.ts'

/** Days since 1970-01-01, rising, from `from` to before `end`, at most so many. */
export function recurringDays(recurrence: Recurrence, from: number, end: number, occurrences: number | null): number[] {
  const days: number[] = []
  const limit = Math.min(end, END_DAY)
  const most = occurrences ?? Number.POSITIVE_INFINITY
  for (let step = 0; days.length < most; step += 1) {
    const found = daysOfStep(recurrence, from, step)
    if (found.start >= limit) break
    for (const day of found.days) {
      if (day >= from && day < limit && days.length < most) days.push(day)
    }
  }
  return days
}

/** Throws InvalidCalendarError when a number of the recurrence is out of its range. */
export function checkRecurrence(calendarId: string, recurrence: Recurrence, occurrences: number | null): void {
  const isWhole = (value: number, low: number, high: number) => Number.isInteger(value) && value >= low && value <= high
  const isPosition = (value: number) => value === -1 || isWhole(value, 1, 4)
  const isValid =
    (!('every' in recurrence) || isWhole(recurrence.every, 1, 9999)) &&
    (!('weekdays' in recurrence) || recurrence.weekdays.every((weekday) => isWhole(weekday, 1, 7))) &&
    (!('weekday' in recurrence) || isWhole(recurrence.weekday, 1, 7)) &&
    (!('position' in recurrence) || isPosition(recurrence.position)) &&
    (!('month' in recurrence) || isWhole(recurrence.month, 1, 12)) &&
    (!('day' in recurrence) || isWhole(recurrence.day, 1, 31)) &&
    (occurrences === null || isWhole(occurrences, 1, 1_000_000))
  if (!isValid)
    throw new InvalidCalendarError(calendarId, `a recurrence of ${JSON.stringify({ ...recurrence, occurrences })}`)
}

interface Step {
  /** The first day that the step is about. */
  readonly start: number
  readonly days: readonly number[]
}

function daysOfStep(recurrence: Recurrence, from: number, step: number): Step {
  switch (recurrence.kind) {
    case 'daily': {
      const day = from + step * recurrence.every
      return { start: day, days: [day] }
    }
    case 'weekly': {
      const sunday = from - (weekdayOfDay(from) % 7) + step * recurrence.every * 7
      return { start: sunday, days: weekdaysFrom(sunday, recurrence.weekdays) }
    }
    case 'monthly-day': {
      const first = civilOfDay(from)
      const skipped = recurrence.day < first.day ? 1 : 0
      return dateIn(first.year, first.month + skipped + step * recurrence.every, recurrence.day)
    }
    case 'monthly-weekday': {
      const first = civilOfDay(from)
      return weekdayIn(first.year, first.month + step * recurrence.every, recurrence)
    }
    case 'yearly-day':
      return dateIn(civilOfDay(from).year + step, recurrence.month, recurrence.day)
    case 'yearly-weekday':
      return weekdayIn(civilOfDay(from).year + step, recurrence.month, recurrence)
  }
}

function weekdaysFrom(sunday: number, weekdays: readonly number[]): number[] {
  return [...new Set(weekdays)].map((weekday) => sunday + (weekday % 7)).sort((a, b) => a - b)
}

/** Months beyond 12 are those of later years. */
function dateIn(baseYear: number, baseMonth: number, day: number): Step {
  const { year, month } = normalized(baseYear, baseMonth)
  const start = dayOfCivil(year, month, 1)
  return { start, days: [start + Math.min(day, daysInMonth(year, month)) - 1] }
}

function weekdayIn(
  baseYear: number,
  baseMonth: number,
  { weekday, position }: { readonly weekday: number; readonly position: number },
): Step {
  const { year, month } = normalized(baseYear, baseMonth)
  const start = dayOfCivil(year, month, 1)
  const last = start + daysInMonth(year, month) - 1
  const day =
    position === -1
      ? last - ((weekdayOfDay(last) - weekday + 7) % 7)
      : start + ((weekday - weekdayOfDay(start) + 7) % 7) + (position - 1) * 7
  return { start, days: [day] }
}

function normalized(year: number, month: number): { readonly year: number; readonly month: number } {
  return { year: year + Math.floor((month - 1) / 12), month: ((month - 1) % 12) + 1 }
}
