import { FormatError } from '../format-error.ts'
import { clampMinutes, clampPercent, MAXIMUM_NAME, tidyName, tidyNotes } from '../limits.ts'
import { PLAIN_TASK } from '../plain-task.ts'
import type { DocumentTask, WallTime } from '../plan-document.ts'
import type { Warnings } from '../warnings.ts'
import type { CsvColumns, CsvField } from './csv-columns.ts'
import type { PlacedRow } from './csv-outline.ts'
import type { CsvRow } from './csv-rows.ts'
import { type CsvSpan, parseDate, parseFlag, parsePercent, parseSpan } from './csv-values.ts'

/** A row of the file with its cells by field; `key` is the id, the WBS code or the number of the row. */
export interface CsvTaskRow extends PlacedRow {
  readonly cell: (field: CsvField) => string
  readonly columnOf: (field: CsvField) => number
}

const ONE_DAY = 480

export function taskRow({ cells, line }: CsvRow, { columns }: CsvColumns, rowNumber: number): CsvTaskRow {
  const cell = (field: CsvField): string => cells[columns.get(field) ?? -1]?.trim() ?? ''
  const orNull = (field: CsvField): string | null => (cell(field) === '' ? null : cell(field))
  const columnOf = (field: CsvField): number => (columns.get(field) ?? -1) + 1
  const level = orNull('level')
  const levelNumber = level === null ? null : Number(level)
  if (levelNumber !== null && !Number.isInteger(levelNumber)) {
    throw new FormatError(`The outline level “${level}” is not a whole number`, { line, column: columnOf('level') })
  }
  const wbs = orNull('wbs')?.replace(/\.+$/, '') ?? null
  const key = orNull('id') ?? wbs ?? String(rowNumber)
  return { key, wbs, parent: orNull('parent'), level: levelNumber, line, cell, columnOf }
}

export function buildTask(
  row: CsvTaskRow,
  parentKey: string | null,
  isSummary: boolean,
  durationUnit: string,
  warnings: Warnings,
): DocumentTask {
  const span = isSummary ? null : durationOf(row, durationUnit)
  const duration = clampMinutes(span?.minutes ?? 0, row, warnings)
  const start = startOf(row, warnings)
  return {
    ...PLAIN_TASK,
    key: row.key,
    parentKey,
    name: tidyName(row.cell('name'), MAXIMUM_NAME, `Task ${row.key}`),
    notes: tidyNotes(row.cell('notes'), row, warnings),
    kind: !isSummary && duration === 0 ? 'milestone' : 'task',
    durationMinutes: duration,
    isElapsed: span?.isElapsed ?? false,
    constraint: start === null ? null : { kind: 'startNoEarlierThan', date: start },
    percentComplete: percentOf(row),
    line: row.line,
  }
}

/** A milestone takes no time; a task that does not say how long it takes lasts a day. */
function durationOf(row: CsvTaskRow, durationUnit: string): CsvSpan {
  const text = row.cell('duration')
  if (parseFlag(row.cell('milestone'))) return { minutes: 0, isElapsed: false }
  if (text === '') return { minutes: ONE_DAY, isElapsed: false }
  const span = parseSpan(text, durationUnit)
  if (span === null || span.minutes < 0) {
    throw cellError(row, 'duration', `The duration “${text}” is not understood; write 5d, 4h, 30m or 2w`)
  }
  return span
}

function startOf(row: CsvTaskRow, warnings: Warnings): WallTime | null {
  const text = row.cell('start')
  if (text === '' || text === 'NA') return null
  const date = parseDate(text)
  if (date === null)
    throw cellError(row, 'start', `The date “${text}” is not understood; write 2026-03-02 or 2026-03-02 08:00`)
  if (date.isAmbiguous) {
    const message = `The date “${text}” is read as month/day/year: ${date.at.slice(0, 10)}.`
    warnings.add('date with slashes', { line: row.line, column: row.columnOf('start') }, message)
  }
  return date.at
}

function percentOf(row: CsvTaskRow): number {
  const text = row.cell('percent')
  if (text === '') return 0
  const percent = parsePercent(text)
  if (Number.isNaN(percent)) throw cellError(row, 'percent', `“${text}” is not a percentage`)
  return clampPercent(percent)
}

export function cellError(row: CsvTaskRow, field: CsvField, message: string): FormatError {
  return new FormatError(message, { line: row.line, column: row.columnOf(field) })
}
