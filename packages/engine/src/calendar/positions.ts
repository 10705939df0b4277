// Adding working time is an addition of positions. A position has an earliest minute (the end of a
// working period) and a latest one (the start of the next), equal inside a period.
// These functions run several times for each task: no calls, closures or objects in them when warm.
import type { Minute } from '../plan/types.ts'
import { coverMinute, coverPosition, MINUTE_BLOCK_BITS, type WorkingTime } from './working-time.ts'

/**
 * Working minutes from the calendar's anchor to the minute, negative before it. Throws
 * HorizonError outside the years 1600 to 3000.
 */
export function positionOf(calendar: WorkingTime, minute: Minute): number {
  if (!(minute >= calendar.lowMinute && minute < calendar.highMinute)) coverMinute(calendar, minute)
  const table = calendar.table
  let period = table[calendar.minuteBlocks + ((minute - calendar.lowMinute) >> MINUTE_BLOCK_BITS)] as number
  while ((table[period + 2] as number) <= minute) period += 2
  const position = (table[period + 1] as number) + minute - (table[period] as number)
  return Math.min(position, table[period + 3] as number)
}

/**
 * The earliest minute at a position: a period's end rather than the next start. Throws HorizonError
 * when it lies outside the years 1600 to 3000, InvalidCalendarError when the calendar never works.
 */
export function earliestMinuteAt(calendar: WorkingTime, position: number): Minute {
  const last = position - 1
  if (!(last >= calendar.lowPosition && last < calendar.highPosition)) coverPosition(calendar, last)
  const table = calendar.table
  const block = (last - calendar.lowPosition) >> calendar.positionBlockBits
  let period = table[calendar.positionBlocks + block] as number
  while ((table[period + 3] as number) <= last) period += 2
  return (table[period] as number) + position - (table[period + 1] as number)
}

/** The latest minute at a position: the next start rather than a period's end. Throws as `earliestMinuteAt`. */
export function latestMinuteAt(calendar: WorkingTime, position: number): Minute {
  if (!(position >= calendar.lowPosition && position < calendar.highPosition)) coverPosition(calendar, position)
  const table = calendar.table
  const block = (position - calendar.lowPosition) >> calendar.positionBlockBits
  let period = table[calendar.positionBlocks + block] as number
  while ((table[period + 3] as number) <= position) period += 2
  return (table[period] as number) + position - (table[period + 1] as number)
}

/**
 * The minute that lies `minutes` of working time after `from` (before it when negative). Going
 * forward gives the end of a working period rather than the start of the next, going back the
 * start of a period rather than the end of the one before. Zero gives `from` itself.
 */
export function addWorkingMinutes(calendar: WorkingTime, from: Minute, minutes: number): Minute {
  if (minutes === 0) return from
  const position = positionOf(calendar, from) + minutes
  return minutes > 0 ? earliestMinuteAt(calendar, position) : latestMinuteAt(calendar, position)
}

/** Working time from `a` to `b`; negative when `b` lies before `a`. */
export function workingMinutesBetween(calendar: WorkingTime, a: Minute, b: Minute): number {
  return positionOf(calendar, b) - positionOf(calendar, a)
}

/** The first minute, `from` or later, at which work can start. */
export function nextWorkingMinute(calendar: WorkingTime, from: Minute): Minute {
  return latestMinuteAt(calendar, positionOf(calendar, from))
}

/** The last minute, `from` or earlier, at which work can end. */
export function previousWorkingMinute(calendar: WorkingTime, from: Minute): Minute {
  return earliestMinuteAt(calendar, positionOf(calendar, from))
}
