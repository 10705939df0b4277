import type { CalendarExceptionSpec, CalendarSpec, Minute } from '@throughline/engine'
import { dayOfValue, fail, isAbsent, type JsonPlace, listOf, objectOf, shown } from './json-values.ts'

/** A working day is one shift from 08:00 to 16:00, so that dates are exact to the day. */
export const MINUTES_PER_WORKING_DAY = 480
const DAY_START = 480
const DAY_END = 960
const SHIFTS = [{ from: DAY_START, to: DAY_END }]

export const startOfDay = (day: number): Minute => day * 1440 + DAY_START
export const endOfDay = (day: number): Minute => day * 1440 + DAY_END

/** A calendar of whole days. Absent: Monday to Friday. */
export function calendarOf(value: unknown, id: string, list: string): CalendarSpec {
  const spec = isAbsent(value) ? {} : objectOf(value, { list })
  const weekdays = weekdaysOf(spec.working_weekdays, { list, key: 'working_weekdays' })
  return {
    id,
    week: [1, 2, 3, 4, 5, 6, 7].map((weekday) => (weekdays.has(weekday) ? SHIFTS : [])),
    exceptions: listOf(spec.exceptions, { list, key: 'exceptions' }).map((range, index) =>
      exceptionOf(range, { list: list === '' ? 'exceptions' : `${list}.exceptions`, index }),
    ),
  }
}

function weekdaysOf(value: unknown, place: JsonPlace): Set<number> {
  if (isAbsent(value)) return new Set([1, 2, 3, 4, 5])
  const weekdays = listOf(value, place)
  for (const weekday of weekdays) {
    const isWeekday = typeof weekday === 'number' && Number.isInteger(weekday) && weekday >= 1 && weekday <= 7
    if (!isWeekday) fail(place, `must hold numbers from 1 (Monday) to 7 (Sunday), and holds ${shown(weekday)}`)
  }
  if (weekdays.length === 0) fail(place, 'must hold at least one working day')
  return new Set(weekdays as number[])
}

function exceptionOf(value: unknown, place: JsonPlace): CalendarExceptionSpec {
  if (!Array.isArray(value) || value.length !== 2) {
    fail(place, `must be two days, ["2026-12-24", "2026-12-26"], and is ${shown(value)}`)
  }
  const [from, to] = value as [string, string]
  if (dayOfValue(from, place) > dayOfValue(to, place)) fail(place, `ends on ${to}, before it begins on ${from}`)
  return { from, to, shifts: [] }
}
