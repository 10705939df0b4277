// The days of a calendar exception that repeats, for those that cannot hold the recurrence itself.
import * as engine from '@throughline/engine'
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
  const days =
    recurrence.kind === 'monthly-group'
      ? groupDays(recurrence, first, last, occurrences ?? MAXIMUM_DAYS)
      : engine.recurringDays(repeating(recurrence), first, last + 1, occurrences)
  return days.map(textOfDay).map((day) => ({ from: day, to: day }))
}

/** Files may say that something repeats every 0 weeks. */
function repeating(recurrence: Recurrence): Recurrence {
  return 'every' in recurrence ? { ...recurrence, every: Math.max(1, recurrence.every) } : recurrence
}

function groupDays(recurrence: GroupRecurrence, first: number, last: number, most: number): number[] {
  const days: number[] = []
  const every = Math.max(1, recurrence.every)
  for (let day = first; day <= last && days.length < most; day += 1) {
    const isInMonth = (recurrence.month ?? monthOf(day)) === monthOf(day)
    const isDue = (monthNumber(day) - monthNumber(first)) % every === 0
    if (isInMonth && isDue && isAt(recurrence, day)) days.push(day)
  }
  return days
}

/** Whether the day is, say, the second weekday of its month. */
function isAt({ position, group }: GroupRecurrence, day: number): boolean {
  const first = day - dayOfMonth(day) + 1
  const days: number[] = []
  for (let each = first; monthOf(each) === monthOf(first); each += 1) {
    if (isInGroup(group, weekday(each))) days.push(each)
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
