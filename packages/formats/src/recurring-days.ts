// The days of a calendar exception that repeats, for those that cannot hold the recurrence itself.
import { dayOf, type Recurrence, textOfDay } from '@throughline/engine'

/** What some programs know besides: the first working weekday of a month, say; every month, or only of one (1 to 12). */
export interface GroupRecurrence {
  readonly kind: 'monthly-group'
  readonly group: 'day' | 'weekday' | 'weekend'
  /** 1 to 4, or -1 for the last. */
  readonly position: number
  readonly every: number
  readonly month: number | null
}

/** Both days are inclusive. */
export interface DayRange {
  readonly from: string
  readonly to: string
}

const MAXIMUM_DAYS = 366 * 50

/** The ranges of days from `from` to `to` that a recurrence is about; null is every day. */
export function recurringDays(
  { from, to }: DayRange,
  recurrence: Recurrence | GroupRecurrence | null,
  occurrences: number | null,
): DayRange[] {
  const first = dayOf(from)
  const last = Math.min(dayOf(to), first + MAXIMUM_DAYS)
  if (recurrence === null) return first > last ? [] : [{ from, to }]
  const falls = ruleOf(recurrence, first)
  const ranges: DayRange[] = []
  for (let day = first; day <= last && ranges.length < (occurrences ?? MAXIMUM_DAYS); day += 1) {
    if (falls(day)) ranges.push({ from: textOfDay(day), to: textOfDay(day) })
  }
  return ranges
}

function ruleOf(recurrence: Recurrence | GroupRecurrence, first: number): (day: number) => boolean {
  const isMonthOf = (every: number, day: number) => (monthNumber(day) - monthNumber(first)) % Math.max(1, every) === 0
  switch (recurrence.kind) {
    case 'daily':
      return (day) => (day - first) % Math.max(1, recurrence.every) === 0
    case 'weekly':
      return (day) =>
        recurrence.weekdays.includes(weekday(day)) &&
        (weekOf(day) - weekOf(first)) % Math.max(1, recurrence.every) === 0
    case 'monthly-day':
      return (day) => isMonthOf(recurrence.every, day) && dayOfMonth(day) === recurrence.day
    case 'monthly-weekday':
      return (day) => isMonthOf(recurrence.every, day) && isAt(recurrence, day, (each) => each === recurrence.weekday)
    case 'yearly-day':
      return (day) => monthOf(day) === recurrence.month && dayOfMonth(day) === recurrence.day
    case 'yearly-weekday':
      return (day) => monthOf(day) === recurrence.month && isAt(recurrence, day, (each) => each === recurrence.weekday)
    case 'monthly-group':
      return (day) =>
        isMonthOf(recurrence.every, day) &&
        (recurrence.month ?? monthOf(day)) === monthOf(day) &&
        isAt(recurrence, day, (each) => isInGroup(recurrence.group, each))
  }
}

/** Whether the day is, say, the second Tuesday of its month. */
function isAt({ position }: { position: number }, day: number, isItem: (weekday: number) => boolean): boolean {
  const first = day - dayOfMonth(day) + 1
  const days: number[] = []
  for (let each = first; monthOf(each) === monthOf(first); each += 1) {
    if (isItem(weekday(each))) days.push(each)
  }
  return days.at(position < 0 ? position : position - 1) === day
}

function isInGroup(group: GroupRecurrence['group'], weekdayNumber: number): boolean {
  return group === 'day' || (group === 'weekend') === weekdayNumber > 5
}

/** Monday is 1, Sunday 7. */
function weekday(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

/** Weeks start on Sunday. */
function weekOf(day: number): number {
  return Math.floor((day + 4) / 7)
}

/** January is 1. */
function monthOf(day: number): number {
  return Number(textOfDay(day).slice(5, 7))
}

function dayOfMonth(day: number): number {
  return Number(textOfDay(day).slice(8, 10))
}

function monthNumber(day: number): number {
  return Number(textOfDay(day).slice(0, 4)) * 12 + monthOf(day)
}
