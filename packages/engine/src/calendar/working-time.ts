// Working time as an axis of its own: a position counts the working minutes since the anchor day.
// One table of Int32 holds the working periods of some years in order, two numbers each: its start
// and the position there; the length of a period is the difference to the next position. The first
// and the last are guards of no length. Behind the periods lie two lists that make both directions a
// look-up and, seldom, a step: for every 256 minutes, and for every so many positions, where in the
// table the period is. (One array, since each array costs checks of its own in a hot loop.)
// Tables are worked out when needed and again, twice as long, when arithmetic leaves them.
import { HorizonError, InvalidCalendarError } from '../errors.ts'
import { MINUTES_PER_DAY } from '../time.ts'
import { END_DAY, FIRST_DAY } from './horizon.ts'

/** Working periods in order, disjoint and not touching: begins and ends in turn, in minutes. */
export interface Periods {
  readonly count: number
  readonly bounds: Int32Array
}

/** All working periods from the start of one day to the start of another, cut off at both. */
export type PeriodSource = (firstDay: number, endDay: number) => Periods

/** 2020-01-01, for a calendar that is asked for a position before any day. */
const DEFAULT_ANCHOR_DAY = 18_262
const INITIAL_DAYS_BACK = 200
const INITIAL_DAYS_AHEAD = 1000
const GUARD = 0x7fff_ffff

export const MINUTE_BLOCK_BITS = 8

/**
 * A calendar that can be calculated with. Its fields change as its table grows and are for the
 * functions of this folder only.
 */
export class WorkingTime {
  readonly id: string
  readonly source: PeriodSource
  /** Positions count from here, the first day asked for, so that tables may grow without moving them. */
  anchorDay = DEFAULT_ANCHOR_DAY
  /** The minutes and positions covered: from low to before high, respectively to high. */
  lowMinute = 0
  highMinute = 0
  lowPosition = 0
  highPosition = 0
  table: Int32Array = new Int32Array(0)
  /** Where the list by minute begins: the last period that starts before or with each block. */
  minuteBlocks = 0
  /** Where the list by position begins: the period that holds the first of each block. */
  positionBlocks = 0
  positionBlockBits = 0

  constructor(id: string, source: PeriodSource) {
    this.id = id
    this.source = source
  }
}

/** Makes the table hold a minute. Throws HorizonError when no table can. */
export function coverMinute(calendar: WorkingTime, minute: number): void {
  const day = Math.floor(minute / MINUTES_PER_DAY)
  if (!(day >= FIRST_DAY && day < END_DAY)) throw new HorizonError(calendar.id)
  coverDays(calendar, day, day + 1)
}

/** Makes the table hold whole days. Throws HorizonError when no table can. */
export function coverDays(calendar: WorkingTime, firstDay: number, endDay: number): void {
  if (!(firstDay >= FIRST_DAY && endDay <= END_DAY)) throw new HorizonError(calendar.id)
  if (calendar.highMinute === calendar.lowMinute) {
    calendar.anchorDay = firstDay
    rebuild(calendar, Math.max(firstDay - INITIAL_DAYS_BACK, FIRST_DAY), Math.min(endDay + INITIAL_DAYS_AHEAD, END_DAY))
    return
  }
  const low = calendar.lowMinute / MINUTES_PER_DAY
  const high = calendar.highMinute / MINUTES_PER_DAY
  if (firstDay >= low && endDay <= high) return
  const days = high - low
  rebuild(
    calendar,
    firstDay < low ? Math.max(Math.min(firstDay, low - days), FIRST_DAY) : low,
    endDay > high ? Math.min(Math.max(endDay, high + days), END_DAY) : high,
  )
}

/**
 * Makes the table hold the working minute at a position. Throws InvalidCalendarError when the
 * calendar has no working time at all, and HorizonError when it has not enough.
 */
export function coverPosition(calendar: WorkingTime, position: number): void {
  if (calendar.highMinute === calendar.lowMinute) coverDays(calendar, DEFAULT_ANCHOR_DAY, DEFAULT_ANCHOR_DAY)
  while (!(position >= calendar.lowPosition && position < calendar.highPosition)) {
    const low = calendar.lowMinute / MINUTES_PER_DAY
    const high = calendar.highMinute / MINUTES_PER_DAY
    const isPast = position < calendar.lowPosition
    if (!isPast && !(position >= calendar.highPosition)) throw new HorizonError(calendar.id)
    if (isPast ? low === FIRST_DAY : high === END_DAY) throw horizonError(calendar)
    coverDays(calendar, isPast ? low - 1 : low, isPast ? high : high + 1)
  }
}

/** Whether there is any working time in the years 1600 to 3000. */
export function hasWorkingTime(calendar: WorkingTime): boolean {
  if (calendar.highPosition > calendar.lowPosition) return true
  if (calendar.highMinute === calendar.lowMinute) coverDays(calendar, DEFAULT_ANCHOR_DAY, DEFAULT_ANCHOR_DAY)
  if (calendar.highPosition === calendar.lowPosition) coverDays(calendar, FIRST_DAY, END_DAY)
  return calendar.highPosition > calendar.lowPosition
}

function horizonError(calendar: WorkingTime): HorizonError | InvalidCalendarError {
  return hasWorkingTime(calendar)
    ? new HorizonError(calendar.id)
    : new InvalidCalendarError(calendar.id, 'it has no working time')
}

function rebuild(calendar: WorkingTime, firstDay: number, endDay: number): void {
  const low = firstDay * MINUTES_PER_DAY
  const high = endDay * MINUTES_PER_DAY
  const periods = calendar.source(firstDay, endDay)
  const { worked, workedAtAnchor } = sums(periods, calendar.anchorDay)
  const bits = Math.max(31 - Math.clz32(worked / Math.max(periods.count, 1)), 0)
  const minuteBlocks = 2 * (periods.count + 2)
  const positionBlocks = minuteBlocks + ((high - low) >> MINUTE_BLOCK_BITS) + 1
  const table = new Int32Array(positionBlocks + (worked >> bits) + 1)
  fillPeriods(table, periods, low, -workedAtAnchor)
  fillMinuteBlocks(table.subarray(0, positionBlocks), minuteBlocks, low)
  fillPositionBlocks(table, minuteBlocks - 4, positionBlocks, bits)
  calendar.lowMinute = low
  calendar.highMinute = high
  calendar.lowPosition = -workedAtAnchor
  calendar.highPosition = worked - workedAtAnchor
  calendar.table = table
  calendar.minuteBlocks = minuteBlocks
  calendar.positionBlocks = positionBlocks
  calendar.positionBlockBits = bits
}

function sums(
  { count, bounds }: Periods,
  anchorDay: number,
): { readonly worked: number; readonly workedAtAnchor: number } {
  let worked = 0
  let workedAtAnchor = 0
  for (let period = 0; period < count; period += 1) {
    const from = bounds[2 * period] as number
    const to = bounds[2 * period + 1] as number
    workedAtAnchor += Math.min(Math.max(anchorDay * MINUTES_PER_DAY - from, 0), to - from)
    worked += to - from
  }
  return { worked, workedAtAnchor }
}

function fillPeriods(table: Int32Array, { count, bounds }: Periods, low: number, lowPosition: number): void {
  let position = lowPosition
  table[0] = low
  table[1] = position
  for (let period = 0; period < count; period += 1) {
    const from = bounds[2 * period] as number
    table[2 * period + 2] = from
    table[2 * period + 3] = position
    position += (bounds[2 * period + 1] as number) - from
  }
  table[2 * count + 2] = GUARD
  table[2 * count + 3] = position
}

function fillMinuteBlocks(table: Int32Array, first: number, low: number): void {
  let period = 0
  for (let block = first; block < table.length; block += 1) {
    const minute = low + ((block - first) << MINUTE_BLOCK_BITS)
    while ((table[period + 2] as number) <= minute) period += 2
    table[block] = period
  }
}

function fillPositionBlocks(table: Int32Array, lastPeriod: number, first: number, bits: number): void {
  const low = table[1] as number
  let period = 0
  for (let block = first; block < table.length; block += 1) {
    const position = low + ((block - first) << bits)
    while (period < lastPeriod && (table[period + 3] as number) <= position) period += 2
    table[block] = period
  }
}
