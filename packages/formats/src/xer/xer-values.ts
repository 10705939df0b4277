import { minuteOf, textOf } from '@throughline/engine'
import { FormatError } from '../format-error.ts'
import type { WallTime } from '../plan-document.ts'
import type { XerRow } from './xer-tables.ts'

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

/** Throws FormatError for text that is not a number. */
export function numberIn(row: XerRow, column: string): number | null {
  const text = row.values.get(column)
  if (text === undefined) return null
  const value = Number(text.replace(',', '.'))
  if (!Number.isFinite(value)) throw cellError(row, column, `should be a number, but is “${text.slice(0, 60)}”`)
  return value
}

/** Minutes of a column in hours. */
export function minutesIn(row: XerRow, column: string): number | null {
  const hours = numberIn(row, column)
  return hours === null ? null : Math.round(hours * 60)
}

/** Times are local; a date without one is midnight. */
export function dateIn(row: XerRow, column: string): WallTime | null {
  const text = row.values.get(column)
  if (text === undefined) return null
  const match = DATE_TIME.exec(text)
  try {
    return textOf(minuteOf(`${match?.[1]}T${match?.[2] ?? '00:00'}`))
  } catch {
    throw cellError(row, column, `should be a date such as 2026-03-02 08:00, but is “${text.slice(0, 60)}”`)
  }
}

export function isYes(row: XerRow, column: string): boolean {
  return row.values.get(column) === 'Y'
}

function cellError(row: XerRow, column: string, problem: string): FormatError {
  return new FormatError(`${column} ${problem}`, { line: row.line, column: 0, path: row.table })
}
