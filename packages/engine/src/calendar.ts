// Working time as an axis of its own: position(minute) counts the working minutes before a minute.
// Adding working time is an addition on that axis; a position has an earliest minute (the end of
// a working period) and a latest one (the start of the next), equal inside a period.
// Tables cover a few years and are built anew, twice as long, when arithmetic leaves them.
import { buildDayTable, type DayPattern, type DayTable, grownBounds, type PatternRange } from './day-table.ts'
import { InvalidCalendarError } from './errors.ts'
import { dayOf, MINUTES_PER_DAY } from './time.ts'
import type { CalendarExceptionSpec, CalendarSpec, Minute, ShiftSpec } from './types.ts'

/** A calendar that can be calculated with; its table grows on demand. */
export interface Calendar {
  readonly id: string
  readonly week: readonly DayPattern[]
  readonly ranges: readonly PatternRange[]
  table: DayTable | null
}

const INITIAL_DAYS_BACK = 400
const INITIAL_DAYS_AHEAD = 1200

/** Throws InvalidCalendarError when the week has no working time or a shift or day is malformed. */
export function compileCalendar(spec: CalendarSpec): Calendar {
  if (spec.week.length !== 7) {
    throw new InvalidCalendarError(spec.id, `a week has 7 days, not ${spec.week.length}`)
  }
  const week = spec.week.map((shifts) => compilePattern(spec.id, shifts))
  if (week.every((day) => day.minutes === 0)) {
    throw new InvalidCalendarError(spec.id, 'the week has no working time')
  }
  const ranges = spec.exceptions.map((exception) => compileRange(spec.id, exception))
  return { id: spec.id, week, ranges, table: null }
}

/**
 * The minute that lies `minutes` of working time after `from` (before it when negative). Going
 * forward gives the end of a working period rather than the start of the next, going back the
 * start of a period rather than the end of the one before. Zero gives `from` itself.
 */
export function addWorkingMinutes(calendar: Calendar, from: Minute, minutes: number): Minute {
  if (minutes === 0) return from
  return minutes > 0 ? earliestAfter(calendar, from, minutes) : latestAfter(calendar, from, minutes)
}

/** Working time from `a` to `b`; negative when `b` lies before `a`. */
export function workingMinutesBetween(calendar: Calendar, a: Minute, b: Minute): number {
  tableAround(calendar, Math.min(a, b))
  const table = tableAround(calendar, Math.max(a, b))
  return position(table, b) - position(table, a)
}

/** The first minute, `from` or later, at which work can start. */
export function nextWorkingMinute(calendar: Calendar, from: Minute): Minute {
  return latestAfter(calendar, from, 0)
}

/** The last minute, `from` or earlier, at which work can end. */
export function previousWorkingMinute(calendar: Calendar, from: Minute): Minute {
  return earliestAfter(calendar, from, 0)
}

/** The latest minute with `minutes` of working time between `from` and it; `minutes` may be negative. */
export function latestAfter(calendar: Calendar, from: Minute, minutes: number): Minute {
  let table = tableAround(calendar, from)
  for (;;) {
    const target = position(table, from) + minutes
    if (target < 0) table = grow(calendar, table, 'past')
    else if (target >= lastPosition(table)) table = grow(calendar, table, 'future')
    else return latestMinuteAt(table, target)
  }
}

/** The earliest minute with `minutes` of working time between `from` and it. */
export function earliestAfter(calendar: Calendar, from: Minute, minutes: number): Minute {
  let table = tableAround(calendar, from)
  for (;;) {
    const target = position(table, from) + minutes
    if (target <= 0) table = grow(calendar, table, 'past')
    else if (target > lastPosition(table)) table = grow(calendar, table, 'future')
    else return earliestMinuteAt(table, target)
  }
}

function compilePattern(calendarId: string, shifts: readonly ShiftSpec[]): DayPattern {
  const sorted = [...shifts].sort((a, b) => a.from - b.from)
  let end = 0
  let minutes = 0
  for (const { from, to } of sorted) {
    if (!Number.isInteger(from) || !Number.isInteger(to) || from >= to || to > MINUTES_PER_DAY) {
      throw new InvalidCalendarError(calendarId, `a shift from minute ${from} to ${to} of a day`)
    }
    if (from < end) throw new InvalidCalendarError(calendarId, 'shifts of a day overlap')
    end = to
    minutes += to - from
  }
  return { shifts: sorted, minutes }
}

function compileRange(calendarId: string, exception: CalendarExceptionSpec): PatternRange {
  const firstDay = exceptionDay(calendarId, exception.from)
  const endDay = exceptionDay(calendarId, exception.to) + 1
  if (firstDay >= endDay) {
    throw new InvalidCalendarError(calendarId, `an exception from ${exception.from} to ${exception.to}`)
  }
  return { firstDay, endDay, pattern: compilePattern(calendarId, exception.shifts) }
}

function exceptionDay(calendarId: string, text: string): number {
  try {
    return dayOf(text)
  } catch (error) {
    throw new InvalidCalendarError(calendarId, (error as RangeError).message)
  }
}

function tableAround(calendar: Calendar, minute: Minute): DayTable {
  const day = Math.floor(minute / MINUTES_PER_DAY)
  let table = calendar.table ?? firstTable(calendar, day)
  while (day < table.firstDay) table = grow(calendar, table, 'past')
  while (day >= table.endDay) table = grow(calendar, table, 'future')
  return table
}

function firstTable(calendar: Calendar, day: number): DayTable {
  const { week, ranges } = calendar
  calendar.table = buildDayTable(week, ranges, day - INITIAL_DAYS_BACK, day + INITIAL_DAYS_AHEAD)
  return calendar.table
}

function grow(calendar: Calendar, table: DayTable, towards: 'past' | 'future'): DayTable {
  const { firstDay, endDay } = grownBounds(calendar.id, table, towards)
  calendar.table = buildDayTable(calendar.week, calendar.ranges, firstDay, endDay)
  return calendar.table
}

function lastPosition(table: DayTable): number {
  return table.before[table.endDay - table.firstDay] as number
}

function position(table: DayTable, minute: Minute): number {
  const day = Math.floor(minute / MINUTES_PER_DAY)
  const index = day - table.firstDay
  const minuteOfDay = minute - day * MINUTES_PER_DAY
  let worked = table.before[index] as number
  for (const { from, to } of (table.patterns[index] as DayPattern).shifts) {
    if (minuteOfDay <= from) break
    worked += Math.min(minuteOfDay, to) - from
  }
  return worked
}

function latestMinuteAt(table: DayTable, target: number): Minute {
  const index = countUpTo(table.before, target) - 1
  let rest = target - (table.before[index] as number)
  for (const { from, to } of (table.patterns[index] as DayPattern).shifts) {
    if (rest < to - from) return minuteAt(table, index, from + rest)
    rest -= to - from
  }
  throw new RangeError(`no minute at position ${target}`)
}

function earliestMinuteAt(table: DayTable, target: number): Minute {
  // Positions are whole numbers, so the days before this one are those up to one minute less.
  const index = countUpTo(table.before, target - 1) - 1
  let rest = target - (table.before[index] as number)
  for (const { from, to } of (table.patterns[index] as DayPattern).shifts) {
    if (rest <= to - from) return minuteAt(table, index, from + rest)
    rest -= to - from
  }
  throw new RangeError(`no minute at position ${target}`)
}

function minuteAt(table: DayTable, index: number, minuteOfDay: number): Minute {
  return (table.firstDay + index) * MINUTES_PER_DAY + minuteOfDay
}

/** How many values of a rising array are at most `limit`; binary search. */
function countUpTo(values: Float64Array, limit: number): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((values[middle] as number) <= limit) low = middle + 1
    else high = middle
  }
  return low
}
