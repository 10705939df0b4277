import { minuteOf, textOf } from '@throughline/engine'
import { ownedText } from '../owned-text.ts'
import type { DurationUnit, WallTime } from '../plan-document.ts'
import { child, malformed, textOfChild, type XmlRecord } from './xml-record.ts'

const DATE_TIME = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/
const DURATION = /^(-)?P(?:(\d+)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/
const TIME_OF_DAY = /^(?:\d{4}-\d{2}-\d{2}T)?(\d{2}):(\d{2})(:\d{2}(\.\d+)?)?$/

/** The years that the engine works out. */
const FIRST_DATE = '1600-01-01T00:00'
const LAST_DATE = '2999-12-31T23:59'

/** Null for what is no date. Times are local; a zone, which some writers add, says nothing. Seconds are dropped. */
export function parseDate(text: string): WallTime | null {
  const known = dates.get(text)
  if (known !== undefined) return known
  const match = DATE_TIME.exec(text)
  if (match === null) return null
  try {
    const date = textOf(minuteOf(`${match[1]}T${match[2]}`))
    if (dates.size >= MOST_DATES) dates.clear()
    dates.set(ownedText(text), date)
    return date
  } catch {
    return null
  }
}

/** Files say the same dates again and again. */
const dates = new Map<string, WallTime>()
const MOST_DATES = 10_000

/** Throws FormatError for what is no date, or none that can be scheduled. */
export function dateOfChild(record: XmlRecord, name: string): WallTime | null {
  const element = child(record, name)
  const date = element === null ? null : dateOf(element)
  if (element === null || date === null || isSchedulable(date)) return date
  throw malformed(element, 'a date from the year 1600 to 2999')
}

/** Null for what is no date, or none that can be scheduled. */
export function schedulableDate(text: string): WallTime | null {
  const date = parseDate(text)
  return date !== null && isSchedulable(date) ? date : null
}

function isSchedulable(date: WallTime): boolean {
  return date >= FIRST_DATE && date <= LAST_DATE
}

/** A date that only bounds something; one beyond all that can be scheduled is the last that can be. */
export function boundOfChild(record: XmlRecord, name: string): WallTime | null {
  const element = child(record, name)
  const date = element === null ? null : dateOf(element)
  if (date === null) return null
  return date < FIRST_DATE ? FIRST_DATE : date > LAST_DATE ? LAST_DATE : date
}

function dateOf(element: XmlRecord): WallTime | null {
  const text = element.text.trim()
  if (text === '' || text === 'NA') return null
  const date = parseDate(text)
  if (date === null) throw malformed(element, 'a date and time such as 2026-03-02T08:00:00')
  return date
}

/** What programs write for a date that there is not. */
const NO_DATES: ReadonlySet<WallTime> = new Set([
  '0001-01-01T00:00',
  '1984-01-01T00:00',
  '2000-01-01T00:00',
  '2049-12-31T23:59',
])

/** As `dateOfChild`, for dates that most tasks do not have and some programs always write. */
export function optionalDateOfChild(record: XmlRecord, name: string): WallTime | null {
  const element = child(record, name)
  const date = element === null ? null : dateOf(element)
  return date === null || NO_DATES.has(date) ? null : dateOfChild(record, name)
}

/** Minutes of "PT8H30M0S"; null for what is no duration. */
export function parseDuration(text: string): number | null {
  const match = DURATION.exec(text)
  if (match === null || text.endsWith('P') || text.endsWith('T')) return null
  const [, sign, days = 0, hours = 0, minutes = 0, seconds = 0] = match
  const total = Number(days) * 1440 + Number(hours) * 60 + Number(minutes) + Number(seconds) / 60
  return Math.round(sign === '-' ? -total : total)
}

/** Null when the child is missing. Throws FormatError for what is no duration. */
export function minutesOfChild(record: XmlRecord, name: string): number | null {
  const element = child(record, name)
  const text = element?.text.trim() ?? ''
  if (element === null || text === '') return null
  const minutes = parseDuration(text)
  if (minutes === null) throw malformed(element, 'a duration such as PT8H0M0S')
  return minutes
}

/** In lower case; null for none, which some write as zeros. */
export function guidOfChild(record: XmlRecord): string | null {
  const text = textOfChild(record, 'GUID')
  return text !== null && isGuid(text) ? ownedText(text.toLowerCase()) : null
}

export function isGuid(text: string): boolean {
  return GUID.test(text) && text !== NO_GUID
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const NO_GUID = '00000000-0000-0000-0000-000000000000'

/** The minute of the day of "08:00:00". */
export function timeOfChild(record: XmlRecord, name: string): number | null {
  const element = child(record, name)
  if (element === null || element.text.trim() === '') return null
  const match = TIME_OF_DAY.exec(element.text.trim())
  const hours = Number(match?.[1])
  const minutes = Number(match?.[2])
  if (match === null || hours > 24 || minutes > 59) throw malformed(element, 'a time of day such as 08:00:00')
  return hours * 60 + minutes
}

/** 3 and 4 are minutes and elapsed minutes, 5 and 6 hours, 7 and 8 days, 9 and 10 weeks, 11 and 12 months. */
export function unitOfFormat(format: number | null): DurationUnit {
  return UNITS[Math.floor((((format ?? 0) % ESTIMATED) - 3) / 2)] ?? 'days'
}

/** The format of a duration in `unit`. */
export function formatOf(unit: DurationUnit, isElapsed: boolean, isEstimated: boolean): number {
  return 3 + 2 * UNITS.indexOf(unit) + (isElapsed ? 1 : 0) + (isEstimated ? ESTIMATED : 0)
}

const UNITS: readonly DurationUnit[] = ['minutes', 'hours', 'days', 'weeks', 'months']

const ELAPSED_FORMATS: ReadonlySet<number> = new Set([4, 6, 8, 10, 12, 20])
const PERCENT_FORMATS: ReadonlySet<number> = new Set([19, 20])
const ESTIMATED = 32

/** Elapsed time runs around the clock. Formats above 32 are the same, estimated. */
export function isElapsedFormat(format: number | null): boolean {
  return ELAPSED_FORMATS.has((format ?? 0) % ESTIMATED)
}

export function isEstimatedFormat(format: number | null): boolean {
  return (format ?? 0) > ESTIMATED
}

export function isPercentFormat(format: number | null): boolean {
  return PERCENT_FORMATS.has((format ?? 0) % ESTIMATED)
}
