import { HorizonError } from './errors.ts'
import type { ShiftSpec } from './types.ts'

/** The shifts of one kind of day, in order, and their sum. */
export interface DayPattern {
  readonly shifts: readonly ShiftSpec[]
  readonly minutes: number
}

/** Days from `firstDay` to before `endDay`, in days since 1970-01-01, that follow a pattern. */
export interface PatternRange {
  readonly firstDay: number
  readonly endDay: number
  readonly pattern: DayPattern
}

/**
 * A run of days with the working minutes before each of them (one entry more than days), so that
 * positions on the working axis are found by binary search.
 */
export interface DayTable {
  readonly firstDay: number
  readonly endDay: number
  readonly patterns: readonly DayPattern[]
  readonly before: Float64Array
}

const FIRST_DAY = -135_140
const END_DAY = 376_200
const MONDAY_OFFSET = 3

export function buildDayTable(
  week: readonly DayPattern[],
  ranges: readonly PatternRange[],
  firstDay: number,
  endDay: number,
): DayTable {
  const patterns: DayPattern[] = []
  for (let day = firstDay; day < endDay; day += 1) {
    patterns.push(week[(((day + MONDAY_OFFSET) % 7) + 7) % 7] as DayPattern)
  }
  for (const range of ranges) {
    const from = Math.max(range.firstDay, firstDay) - firstDay
    const end = Math.min(range.endDay, endDay) - firstDay
    if (from < end) patterns.fill(range.pattern, from, end)
  }
  return { firstDay, endDay, patterns, before: prefixSums(patterns) }
}

/** The bounds of a larger table, about twice as long towards `day`. */
export function grownBounds(
  calendarId: string,
  table: { readonly firstDay: number; readonly endDay: number },
  towards: 'past' | 'future',
): { readonly firstDay: number; readonly endDay: number } {
  const length = table.endDay - table.firstDay
  const grown =
    towards === 'past'
      ? { firstDay: Math.max(table.firstDay - length, FIRST_DAY), endDay: table.endDay }
      : { firstDay: table.firstDay, endDay: Math.min(table.endDay + length, END_DAY) }
  if (grown.endDay - grown.firstDay <= length) throw new HorizonError(calendarId)
  return grown
}

function prefixSums(patterns: readonly DayPattern[]): Float64Array {
  const before = new Float64Array(patterns.length + 1)
  let sum = 0
  for (const [index, pattern] of patterns.entries()) {
    before[index] = sum
    sum += pattern.minutes
  }
  before[patterns.length] = sum
  return before
}
