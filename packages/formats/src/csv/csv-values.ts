import { minuteOf, textOf } from '@throughline/engine'
import type { LinkType, WallTime } from '../plan-document.ts'

export interface CsvSpan {
  readonly minutes: number
  readonly isElapsed: boolean
}

/** "2d" or "50%" of the predecessor. */
export type CsvLag = { readonly percent: number } | CsvSpan

export interface CsvLink {
  readonly predecessor: string
  readonly type: LinkType
  readonly lag: CsvLag
}

const SPAN = /^([+-]?\d+(?:[.,]\d+)?)\s*(e?)\s*(\p{Letter}*)\.?\s*\??$/iu
const LINK = /^(.+?)\s*(FS|SS|FF|SF)?\s*(?:([+-])\s*(\d[^+-]*))?$/i
const NO_LAG: CsvSpan = { minutes: 0, isElapsed: false }
const DAY = { d: 480, w: 2400, mo: 9600, h: 60, m: 1 }
const ELAPSED_DAY = { d: 1440, w: 10_080, mo: 43_200, h: 60, m: 1 }

/** "5d", "3 days", "1,5 h", "2 ew", "30" (in the given unit); null for anything else. */
export function parseSpan(text: string, defaultUnit: string): CsvSpan | null {
  const match = SPAN.exec(text.trim())
  if (match === null) return null
  const unit = unitOf(match[3] === '' ? defaultUnit : (match[3] ?? ''))
  if (unit === null) return null
  const isElapsed = match[2] !== ''
  const minutes = Number(match[1]?.replace(',', '.')) * (isElapsed ? ELAPSED_DAY : DAY)[unit]
  return { minutes: Math.round(minutes), isElapsed }
}

/** "3", "3FS+2d", "1.2 SS-50%"; `isKey` tells keys, which may look like all of that. */
export function parseLink(text: string, isKey: (key: string) => boolean): CsvLink | null {
  const trimmed = text.trim()
  if (isKey(trimmed)) return { predecessor: trimmed, type: 'FS', lag: NO_LAG }
  const match = LINK.exec(trimmed)
  if (match === null) return null
  const [, predecessor = '', type = 'FS', sign = '+', amount] = match
  const lag = amount === undefined ? NO_LAG : parseLag(`${sign}${amount}`)
  return lag === null ? null : { predecessor, type: type.toUpperCase() as LinkType, lag }
}

function parseLag(text: string): CsvLag | null {
  const percent = /^([+-]\d+(?:[.,]\d+)?)\s*%$/.exec(text.trim())
  return percent === null ? parseSpan(text, 'd') : { percent: Number(percent[1]?.replace(',', '.')) }
}

function unitOf(text: string): keyof typeof DAY | null {
  const unit = text.toLowerCase()
  if (/^(d|dy|dys|day|days|t|tag|tage)$/.test(unit)) return 'd'
  if (/^(h|hr|hrs|hour|hours|std)$/.test(unit)) return 'h'
  if (/^(m|min|mins|minute|minutes)$/.test(unit)) return 'm'
  if (/^(w|wk|wks|week|weeks)$/.test(unit)) return 'w'
  return /^(mo|mon|mons|month|months)$/.test(unit) ? 'mo' : null
}

export interface CsvDate {
  readonly at: WallTime
  /** Whether day and month could be meant the other way round. */
  readonly isAmbiguous: boolean
}

const DEFAULT_START = '08:00'
const TIME = /[T\s]\s*(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*(am|pm)?\s*Z?$/i

/** ISO dates, 31.12.2026 and 12/31/2026 (day first where it cannot be a month), with or without a time. */
export function parseDate(text: string): CsvDate | null {
  const trimmed = text.trim().replace(/^\p{Letter}{2,9}\.?,?\s+/u, '')
  const time = TIME.exec(trimmed)
  const day = parseDay(time === null ? trimmed : trimmed.slice(0, time.index).trim())
  if (day === null) return null
  try {
    const at = `${day.text}T${time === null ? DEFAULT_START : timeOf(time)}`
    return { at: textOf(minuteOf(at)), isAmbiguous: day.isAmbiguous }
  } catch {
    return null
  }
}

function parseDay(text: string): { text: string; isAmbiguous: boolean } | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  if (iso !== null) return { text: dayText(iso[1], iso[2], iso[3]), isAmbiguous: false }
  const parts = /^(\d{1,2})([./])(\d{1,2})\2(\d{4}|\d{2})$/.exec(text)
  if (parts === null) return null
  const [, first, separator, second, year] = parts
  const fullYear = year?.length === 2 ? `20${year}` : year
  const isDayFirst = separator === '.' || Number(first) > 12
  const isAmbiguous = separator === '/' && Number(first) <= 12 && Number(second) <= 12 && first !== second
  return {
    text: isDayFirst ? dayText(fullYear, second, first) : dayText(fullYear, first, second),
    isAmbiguous,
  }
}

function dayText(year = '', month = '', day = ''): string {
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

function timeOf([, hour = '', minute = '', half]: RegExpExecArray): string {
  const shift = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)
  return `${String(shift).padStart(2, '0')}:${minute}`
}

export function parseFlag(text: string): boolean {
  return /^(1|y|yes|true|x|ja|oui|si|wahr)$/i.test(text.trim())
}

/** "40", "40%" or "0.4" as percent; NaN for anything else. */
export function parsePercent(text: string): number {
  const match = /^(\d+(?:[.,]\d+)?)\s*(%?)$/.exec(text.trim())
  const value = Number(match?.[1]?.replace(',', '.') ?? Number.NaN)
  return match?.[2] === '' && value < 1 ? value * 100 : value
}

/** "Ann", "Bob[50%]", "Sand[3]". */
export function parseResource(text: string): { name: string; units: number } | null {
  const match = /^(.*?)\s*(?:\[\s*(\d+(?:[.,]\d+)?)\s*(%?)[^\]]*\])?$/s.exec(text.trim())
  const name = match?.[1]?.trim() ?? ''
  if (name === '') return null
  const units = Number((match?.[2] ?? '1').replace(',', '.'))
  return { name, units: match?.[3] === '%' ? units / 100 : units }
}
