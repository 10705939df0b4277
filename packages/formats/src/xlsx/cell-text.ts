import { minuteOf, textOf } from '@throughline/engine'
import type { NumberKind } from './number-formats.ts'

const MINUTES_PER_DAY = 1440
/** Days from the first day of 1900 and 1904, as spreadsheets count them, to 1970. */
const DAYS_TO_1970 = { 1900: 25_569, 1904: 24_107 }
const FIRST_MARCH_1900 = 61
const LAST_MINUTE = minuteOf('9999-12-31T23:59')

/** A number as the text that the rest of the reader takes for it: plain, percent, a date or a time. */
export function numberText(written: string, kind: NumberKind, is1904: boolean): string {
  const value = Number(written)
  if (written.trim() === '' || !Number.isFinite(value)) return written
  if (kind === 'percent') return `${Number((value * 100).toPrecision(15))}%`
  if (kind === 'hours' && value >= 0) return clock(Math.round(value * MINUTES_PER_DAY))
  if (kind === 'time' && value >= 0 && value < 1) return clock(Math.round(value * MINUTES_PER_DAY))
  if (kind === 'date' || kind === 'moment' || kind === 'time') return dateText(value, kind, is1904) ?? String(value)
  return String(value)
}

/** Null for days that there are none of: below zero, after 9999 or the leap day of 1900 that spreadsheets believe in. */
function dateText(days: number, kind: NumberKind, is1904: boolean): string | null {
  if (days < 0) return null
  if (!is1904 && Math.floor(days) === FIRST_MARCH_1900 - 1) return null
  const real = !is1904 && days < FIRST_MARCH_1900 ? days + 1 : days
  const minutes = Math.round((real - DAYS_TO_1970[is1904 ? 1904 : 1900]) * MINUTES_PER_DAY)
  if (minutes > LAST_MINUTE) return null
  const text = textOf(minutes)
  return kind === 'date' && Number.isInteger(days) ? text.slice(0, 10) : text
}

/** The number of a date for a cell, or null for dates before March 1900, which no number of a cell can safely be. */
export function dateNumber(minute: number): number | null {
  const days = minute / MINUTES_PER_DAY + DAYS_TO_1970[1900]
  return days >= FIRST_MARCH_1900 ? days : null
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}
