import { minuteOf, textOf } from '@throughline/engine'
import type { WallTime } from '../../plan-document.ts'
import { monthNamed } from './month-names.ts'

export type DateOrder = 'year-month-day' | 'month-day-year' | 'day-month-year'

export interface TableDate {
  /** A wall time, or a day such as "2026-03-02". */
  readonly at: WallTime
  /** Whether day and month could be meant the other way round. */
  readonly isAmbiguous: boolean
}

export interface DateReading {
  /** Of two numbers before the year. */
  readonly order: Exclude<DateOrder, 'year-month-day'>
  /** Whether the order was told, so that a date that does not fit it is none. */
  readonly isGiven: boolean
  /** Whether other dates of the table show the order. */
  readonly isClear?: boolean
  /** Whether years of two digits stand first. */
  readonly isYearFirst: boolean
  /** Time of day of dates that say none, such as "08:00"; null leaves them days. */
  readonly time: string | null
}

interface DayParts {
  readonly year: string
  readonly month: string
  readonly day: string
  readonly isAmbiguous: boolean
}

const TIME = /(?:T|,?\s)\s*(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*(am|pm|uhr)?\s*(?:Z|[+-]\d{2}:?\d{2})?$/i
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/
const NUMBERS = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$/
const DAY_AND_NAME = /^(\d{1,2})\.?[\s-]+(?:de\s+)?(\p{Letter}+)\.?,?[\s-]+(?:de\s+)?(\d{4}|\d{2})$/iu
const NAME_AND_DAY = /^(\p{Letter}+)\.?[\s-]+(\d{1,2})(?:st|nd|rd|th)?,?[\s-]+(\d{4}|\d{2})$/iu
const WEEKDAY = /^\p{Letter}{2,10}\.?,?\s+(?=\d|\p{Letter}+\.?\s+\d)/iu

/**
 * ISO dates, 31.12.2026, 12/31/2026 and 3 March 2026, with or without a time; null for anything else. Which of two
 * numbers is the day is told by the order, unless it cannot be the month; with dots the day is first.
 */
export function parseDate(text: string, reading: DateReading): TableDate | null {
  const trimmed = text.trim()
  const time = TIME.exec(trimmed)
  const day = parseDay(time === null ? trimmed : trimmed.slice(0, time.index).trim(), reading)
  if (day === null) return null
  const date = `${day.year}-${day.month.padStart(2, '0')}-${day.day.padStart(2, '0')}`
  try {
    const at = textOf(minuteOf(`${date}T${time === null ? (reading.time ?? '00:00') : timeOf(time)}`))
    return { at: time === null && reading.time === null ? date : at, isAmbiguous: day.isAmbiguous }
  } catch {
    return null
  }
}

/** What a date with two numbers tells about the order of its column: null when it could be either, or is none. */
export function orderShownBy(text: string): DateReading['order'] | 'either' | null {
  const [, first, separator, second] = NUMBERS.exec(dayPart(text)) ?? []
  if (first === undefined || second === undefined || separator === '.') return null
  if (Number(first) > 12) return Number(second) > 12 ? null : 'day-month-year'
  return Number(second) > 12 ? 'month-day-year' : first === second ? null : 'either'
}

function dayPart(text: string): string {
  const trimmed = text.trim()
  const time = TIME.exec(trimmed)
  return (time === null ? trimmed : trimmed.slice(0, time.index).trim()).replace(WEEKDAY, '')
}

function parseDay(text: string, reading: DateReading): DayParts | null {
  const yearFirst = YEAR_FIRST.exec(text)
  if (yearFirst !== null) return parts(yearFirst[1], yearFirst[3], yearFirst[4])
  return parseNamed(text) ?? parseNumbers(text.replace(WEEKDAY, ''), reading) ?? parseNamed(text.replace(WEEKDAY, ''))
}

function parseNamed(text: string): DayParts | null {
  const dayFirst = DAY_AND_NAME.exec(text)
  const nameFirst = dayFirst === null ? NAME_AND_DAY.exec(text) : null
  const [day, name, year] = dayFirst?.slice(1) ?? [nameFirst?.[2], nameFirst?.[1], nameFirst?.[3]]
  const month = name === undefined ? null : monthNamed(name)
  return month === null ? null : parts(year, String(month), day)
}

function parseNumbers(text: string, { order, isGiven, isClear, isYearFirst }: DateReading): DayParts | null {
  const [, first, separator, second, last] = NUMBERS.exec(text) ?? []
  if (first === undefined || second === undefined || last === undefined) return null
  if (isYearFirst && last.length === 2) return parts(first, second, last)
  const isDayFirst = separator === '.' ? Number(second) <= 12 : order === 'day-month-year'
  const [day, month] = isDayFirst ? [first, second] : [second, first]
  if (Number(month) <= 12 || (isGiven && separator !== '.')) {
    const isAmbiguous = !isGiven && isClear !== true && separator !== '.' && Number(day) <= 12 && day !== month
    return { ...parts(last, month, day), isAmbiguous }
  }
  return parts(last, day, month)
}

function parts(year = '', month = '', day = ''): DayParts {
  return { year: year.length === 2 ? `20${year}` : year, month, day, isAmbiguous: false }
}

function timeOf([, hour = '', minute = '', half]: RegExpExecArray): string {
  const isHalf = half !== undefined && half.toLowerCase() !== 'uhr'
  const shift = isHalf ? (Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : Number(hour)
  return `${String(shift).padStart(2, '0')}:${minute}`
}
