// The days of an exception that repeats. Types: 1 every day of the period, 2 a date each year,
// 3 a weekday each year, 4 a day of the month, 5 a weekday of the month, 6 weekly, 7 every n days.
import { dayOf, textOfDay } from '@throughline/engine'
import type { WallTime } from '../plan-document.ts'

export interface Recurrence {
  readonly type: number
  readonly from: WallTime
  readonly to: WallTime
  /** At most so many days; null for all within from and to. */
  readonly occurrences: number | null
  /** Every so many days, weeks or months. */
  readonly period: number
  /** Bits of the days of the week, Sunday 1, Monday 2 … Saturday 64. */
  readonly daysOfWeek: number
  /** January is 0. */
  readonly month: number
  readonly monthDay: number
  /** 0 a day, 1 a working weekday, 2 a day of the weekend, 3 Sunday … 9 Saturday. */
  readonly monthItem: number
  /** 0 the first … 3 the fourth, 4 the last. */
  readonly monthPosition: number
}

export interface DayRange {
  readonly from: string
  readonly to: string
}

const MAXIMUM_DAYS = 366 * 50

/** Ranges of days, or null when the kind of recurrence is not known. */
export function recurringDays(recurrence: Recurrence): DayRange[] | null {
  const from = dayOf(recurrence.from.slice(0, 10))
  const to = Math.min(dayOf(recurrence.to.slice(0, 10)), from + MAXIMUM_DAYS)
  if (recurrence.type === 1) {
    return from > to ? [] : [{ from: textOfDay(from), to: textOfDay(dayOf(recurrence.to.slice(0, 10))) }]
  }
  const falls = ruleOf(recurrence, from)
  if (falls === null) return null
  const ranges: DayRange[] = []
  for (let day = from; day <= to && ranges.length < (recurrence.occurrences ?? MAXIMUM_DAYS); day += 1) {
    if (falls(day)) ranges.push({ from: textOfDay(day), to: textOfDay(day) })
  }
  return ranges
}

function ruleOf(recurrence: Recurrence, from: number): ((day: number) => boolean) | null {
  const { month, monthDay, daysOfWeek } = recurrence
  const period = Math.max(1, recurrence.period)
  const isInPeriod = (day: number) => (monthNumber(day) - monthNumber(from)) % period === 0
  switch (recurrence.type) {
    case 2:
      return (day) => monthOf(day) === month && dayOfMonth(day) === monthDay
    case 3:
      return (day) => monthOf(day) === month && isAtPosition(recurrence, day)
    case 4:
      return (day) => isInPeriod(day) && dayOfMonth(day) === monthDay
    case 5:
      return (day) => isInPeriod(day) && isAtPosition(recurrence, day)
    case 6:
      return (day) => (daysOfWeek & (1 << weekday(day))) !== 0 && (weekOf(day) - weekOf(from)) % period === 0
    case 7:
      return (day) => (day - from) % period === 0
    default:
      return null
  }
}

/** Whether the day is, say, the second Tuesday of its month. */
function isAtPosition({ monthItem, monthPosition }: Recurrence, day: number): boolean {
  const first = day - dayOfMonth(day) + 1
  const days: number[] = []
  for (let each = first; monthOf(each) === monthOf(first); each += 1) {
    if (isItem(monthItem, weekday(each))) days.push(each)
  }
  return (monthPosition === 4 ? days.at(-1) : days[monthPosition]) === day
}

function isItem(monthItem: number, weekdayNumber: number): boolean {
  if (monthItem === 0) return true
  const isWeekend = weekdayNumber === 0 || weekdayNumber === 6
  if (monthItem === 1) return !isWeekend
  if (monthItem === 2) return isWeekend
  return weekdayNumber === monthItem - 3
}

/** Sunday is 0. */
function weekday(day: number): number {
  return (((day + 4) % 7) + 7) % 7
}

/** Weeks start on Sunday. */
function weekOf(day: number): number {
  return Math.floor((day + 4) / 7)
}

function monthOf(day: number): number {
  return new Date(day * 86_400_000).getUTCMonth()
}

function dayOfMonth(day: number): number {
  return new Date(day * 86_400_000).getUTCDate()
}

function monthNumber(day: number): number {
  return new Date(day * 86_400_000).getUTCFullYear() * 12 + monthOf(day)
}
