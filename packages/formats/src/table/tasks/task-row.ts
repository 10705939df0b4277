import { FormatError } from '../../format-error.ts'
import { cut } from '../../limits.ts'
import type { DocumentFault } from '../../plan-document.ts'
import type { ReadTable, TableRow } from '../read-table.ts'
import { PRODUCT_FIELDS } from './product-fields.ts'
import type { TASK_TABLE, TaskField, TaskValues } from './task-fields.ts'

export type TaskTable = ReadTable<typeof TASK_TABLE>

/** A row with the key that its task has, and what tells its place in the outline. */
export interface TaskRow extends TableRow<typeof TASK_TABLE> {
  readonly key: string
  readonly table: TaskTable
  /** Its WBS code or outline number. */
  readonly code: string | null
  /** What the file says of its parent. */
  readonly parent: string | null
  readonly level: number | null
}

const LONGEST_KEY = 200

/**
 * Keys are ids, where there are none the codes of the outline, and else the numbers of the rows.
 * Throws FormatError for a key that two rows have, a very long one, and for a level that is no number.
 */
export function taskRows(table: TaskTable): TaskRow[] {
  const keys = keysOf(table)
  return table.rows.map(({ line, values, custom, texts }, index) => ({
    key: keys[index] ?? '',
    line,
    values,
    custom,
    texts,
    table,
    code: codeOf(values),
    parent: values.parent ?? null,
    level: levelOf(values.level, { line, column: table.columnOf('level') }),
  }))
}

/** What the file says there, as much of it as can be shown. */
export function shownText(row: TaskRow, field: TaskField): string {
  return cut(row.table.textOf(row, field), 60)
}

export function placeOf(
  { line, table }: TaskRow,
  field: TaskField,
): { readonly line: number; readonly column: number } {
  return { line, column: table.columnOf(field) }
}

function keysOf({ rows, columnOf }: TaskTable): string[] {
  const taken = new Set<string>()
  const told = rows.map(({ values }) => values.id ?? codeOf(values))
  for (const [index, key] of told.entries()) {
    if (key === null) continue
    const column = columnOf('id') || columnOf('outlineNumber') || columnOf('wbs')
    const place = { line: rows[index]?.line ?? 1, column }
    if (key.length > LONGEST_KEY) throw new FormatError(`An id is longer than ${LONGEST_KEY} characters`, place)
    if (taken.has(key)) throw new FormatError(`Two tasks have the id “${key}”`, place)
    taken.add(key)
  }
  return told.map((key, index) => {
    if (key !== null) return key
    const number = String(index + 1)
    return taken.has(number) ? `row ${number}` : number
  })
}

function codeOf({ outlineNumber, wbs }: TaskValues): string | null {
  const code = outlineNumber ?? wbs ?? ''
  return (code.length > LONGEST_KEY ? code : code.replace(/\.+$/, '')) || null
}

function levelOf(text: string | undefined, place: { readonly line: number; readonly column: number }): number | null {
  if (text === undefined) return null
  const level = Number(text)
  if (Number.isInteger(level) && level >= 0) return level
  throw new FormatError(`The outline level “${cut(text, 60)}” is not a whole number`, place)
}

/** A cell that is understood, but not what it says; the task is as if it were empty. */
export function taskFault(row: TaskRow, field: TaskField, message: string): DocumentFault {
  const text = cut(row.table.textOf(row, field), 200)
  return { entity: 'task', key: row.key, field: PRODUCT_FIELDS[field], text, message, ...placeOf(row, field) }
}
