// Exceptions that repeat. Types: 1 every day of the period, 2 a date each year, 3 a weekday each
// year, 4 a day of the month, 5 a weekday of the month, 6 weekly, 7 every n days.
import type { CalendarExceptionSpec, Recurrence, ShiftSpec } from '@throughline/engine'
import { type GroupRecurrence, recurringDays } from '../recurring-days.ts'
import type { Warnings } from '../warnings.ts'
import { boundOfChild } from './values.ts'
import { child, flagOfChild, numberOfChild, type XmlRecord } from './xml-record.ts'

/** Microsoft Project counts no further. */
export const MAXIMUM_OCCURRENCES = 999

export function readException(
  exception: XmlRecord,
  shifts: readonly ShiftSpec[],
  warnings: Warnings,
): CalendarExceptionSpec[] {
  const range = readRange(exception)
  if (range === null) return []
  const type = numberOfChild(exception, 'Type') ?? 1
  if (type === 1) return [{ ...range, shifts }]
  const recurs = recurrenceOf(exception, type)
  const given = flagOfChild(exception, 'EnteredByOccurrences') ? (numberOfChild(exception, 'Occurrences') ?? 0) : 0
  const occurrences = given > 0 ? Math.min(given, MAXIMUM_OCCURRENCES) : null
  if (recurs === null) {
    const message = `A calendar exception repeats in a way that is not known here (type ${type}); it is left out.`
    warnings.add('unknown recurrence', exception, message)
    return []
  }
  if (recurs.kind === 'monthly-group') {
    return recurringDays(range, recurs, occurrences).map((days) => ({ ...days, shifts }))
  }
  if (recurs.kind === 'daily' && recurs.every === 1 && occurrences === null) return [{ ...range, shifts }]
  return [{ ...range, shifts, recurs, occurrences }]
}

function recurrenceOf(exception: XmlRecord, type: number): Recurrence | GroupRecurrence | null {
  const number = (name: string) => numberOfChild(exception, name) ?? 0
  const every = Math.max(1, numberOfChild(exception, 'Period') ?? 1)
  const month = number('Month') + 1
  const day = number('MonthDay')
  const weekdays = [1, 2, 3, 4, 5, 6, 7].filter((weekday) => (number('DaysOfWeek') & (1 << (weekday % 7))) !== 0)
  switch (type) {
    case 2:
      return isWithin(day, 31) && isWithin(month, 12) ? { kind: 'yearly-day', month, day } : null
    case 3:
      return onWeekday(exception, { every: 1, month })
    case 4:
      return isWithin(day, 31) ? { kind: 'monthly-day', every, day } : null
    case 5:
      return onWeekday(exception, { every, month: null })
    case 6:
      return weekdays.length > 0 ? { kind: 'weekly', every, weekdays } : null
    case 7:
      return { kind: 'daily', every }
    default:
      return null
  }
}

const GROUPS = ['day', 'weekday', 'weekend'] as const

/** MonthItem: 0 a day, 1 a working weekday, 2 a day of the weekend, 3 Sunday … 9 Saturday. MonthPosition: 0 first … 4 last. */
function onWeekday(
  exception: XmlRecord,
  { every, month }: { every: number; month: number | null },
): Recurrence | GroupRecurrence | null {
  const item = numberOfChild(exception, 'MonthItem') ?? 0
  const place = numberOfChild(exception, 'MonthPosition') ?? 0
  const position = place === 4 ? -1 : place + 1
  const weekday = ((item + 3) % 7) + 1
  const group = GROUPS[item]
  if (!isWithin(month ?? 1, 12) || !isWithin(item + 1, 10) || !isWithin(place + 1, 5)) return null
  if (group !== undefined) return { kind: 'monthly-group', group, position, every, month }
  return month === null
    ? { kind: 'monthly-weekday', every, weekday, position }
    : { kind: 'yearly-weekday', month, weekday, position }
}

function isWithin(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most
}

/** The days of a TimePeriod. */
export function readRange(holder: XmlRecord): { from: string; to: string } | null {
  const period = child(holder, 'TimePeriod')
  const from = period === null ? null : boundOfChild(period, 'FromDate')
  const to = period === null ? null : boundOfChild(period, 'ToDate')
  if (from === null || to === null || from > to) return null
  return { from: from.slice(0, 10), to: to.slice(0, 10) }
}
