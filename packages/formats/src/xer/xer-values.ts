import { minuteOf, textOf } from '@throughline/engine'
import { FormatError } from '../format-error.ts'
import type { WallTime } from '../plan-document.ts'
import type { XerRow } from './xer-tables.ts'

const SHOWN = 60
/** Nothing can be scheduled outside of these. */
const FIRST_YEAR = '1600'
const YEAR_AFTER_LAST = '3001'
const DATE_TIME = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2})(?::\d{2})?)?$/

export function textIn(row: XerRow, column: string): string | null {
  return row.values.get(column) ?? null
}

/** Throws FormatError when the row has no such value. */
export function keyIn(row: XerRow, column: string): string {
  const text = row.values.get(column)
  if (text === undefined) throw cellError(row, column, 'is missing')
  return text
}

/** Throws FormatError for two rows that have the same number. */
export function refuseRepeats(rows: readonly XerRow[], column: string): void {
  const lines = new Map<string, number>()
  for (const row of rows) {
    const key = keyIn(row, column)
    const line = lines.get(key)
    if (line !== undefined) {
      throw cellError(row, column, `“${key.slice(0, SHOWN)}” stands twice: the row in line ${line} has it, too`)
    }
    lines.set(key, row.line)
  }
}

/** Throws FormatError for text that is not a number. */
export function numberIn(row: XerRow, column: string): number | null {
  const text = row.values.get(column)
  if (text === undefined) return null
  const value = Number(text.replace(',', '.'))
  if (!Number.isFinite(value)) throw cellError(row, column, `should be a number, but is “${text.slice(0, SHOWN)}”`)
  return value
}

/** Minutes of a column in hours. */
export function minutesIn(row: XerRow, column: string): number | null {
  const hours = numberIn(row, column)
  return hours === null ? null : Math.round(hours * 60)
}

/** As `minutesIn`. Throws FormatError for less than nothing. */
export function durationIn(row: XerRow, column: string): number | null {
  const minutes = minutesIn(row, column)
  if (minutes === null || minutes >= 0) return minutes
  throw cellError(row, column, `should be a duration, but is below zero: “${row.values.get(column)?.slice(0, SHOWN)}”`)
}

/** Hundredths of a column of money. */
export function moneyIn(row: XerRow, column: string): number | null {
  const amount = numberIn(row, column)
  return amount === null ? null : Math.round(amount * 100)
}

/** Times are local; a date without one is midnight. Throws FormatError for what is no date, or one too far away. */
export function dateIn(row: XerRow, column: string): WallTime | null {
  const text = row.values.get(column)
  if (text === undefined) return null
  const date = parsedDate(text)
  if (date === null) {
    throw cellError(row, column, `should be a date such as 2026-03-02 08:00, but is “${text.slice(0, SHOWN)}”`)
  }
  if (date >= FIRST_YEAR && date < YEAR_AFTER_LAST) return date
  throw cellError(row, column, `should be a date of the years 1600 to 3000, but is “${text}”`)
}

function parsedDate(text: string): WallTime | null {
  const match = DATE_TIME.exec(text)
  try {
    return textOf(minuteOf(`${match?.[1]}T${match?.[2] ?? '00:00'}`))
  } catch {
    return null
  }
}

export function isYes(row: XerRow, column: string): boolean {
  return row.values.get(column) === 'Y'
}

export function cellError(row: XerRow, column: string, problem: string): FormatError {
  const cell = row.source?.cellOf(column) ?? { name: column, column: 0 }
  const path = row.source?.rowName ?? row.table
  return new FormatError(`${cell.name} ${problem}`, { line: row.line, column: cell.column, path })
}
