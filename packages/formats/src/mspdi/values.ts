import { minuteOf, textOf } from '@throughline/engine'
import type { WallTime } from '../plan-document.ts'
import { child, malformed, type XmlRecord } from './xml-record.ts'

const DATE_TIME = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/
const DURATION = /^(-)?P(?:(\d+)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/
const TIME_OF_DAY = /^(?:\d{4}-\d{2}-\d{2}T)?(\d{2}):(\d{2})(:\d{2}(\.\d+)?)?$/

/** Times are local; a zone, which some writers add, says nothing. Seconds are dropped. */
export function dateOfChild(record: XmlRecord, name: string): WallTime | null {
  const element = child(record, name)
  const text = element?.text.trim() ?? ''
  if (element === null || text === '' || text === 'NA') return null
  const match = DATE_TIME.exec(text)
  try {
    return textOf(minuteOf(`${match?.[1]}T${match?.[2]}`))
  } catch {
    throw malformed(element, 'a date and time such as 2026-03-02T08:00:00')
  }
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
  const date = dateOfChild(record, name)
  return date === null || NO_DATES.has(date) ? null : date
}

/** Minutes of "PT8H30M0S", or null when the child is missing. */
export function minutesOfChild(record: XmlRecord, name: string): number | null {
  const element = child(record, name)
  const text = element?.text.trim() ?? ''
  if (element === null || text === '') return null
  const match = DURATION.exec(text)
  if (match === null || text.endsWith('P') || text.endsWith('T')) {
    throw malformed(element, 'a duration such as PT8H0M0S')
  }
  const [, sign, days = 0, hours = 0, minutes = 0, seconds = 0] = match
  const total = Number(days) * 1440 + Number(hours) * 60 + Number(minutes) + Number(seconds) / 60
  return Math.round(sign === '-' ? -total : total)
}

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
