import { FormatError } from '../../format-error.ts'
import { cut } from '../../limits.ts'
import type { TaskTable } from './task-row.ts'

/** What tells the place of a row in the outline, and what others call it by. */
export interface TaskPlace {
  /** The key that its task has. */
  readonly key: string
  /** Its WBS code or outline number. */
  readonly code: string | null
  readonly name: string
  /** What the file says of its parent. */
  readonly parent: string | null
  readonly level: number | null
  readonly line: number
}

const LONGEST_KEY = 200

/**
 * Keys are ids, where there are none the codes of the outline, and else the numbers of the rows.
 * Throws FormatError for a key that two rows have, a very long one, and for a level that is no number.
 */
export function taskPlaces(table: TaskTable): TaskPlace[] {
  const taken = toldKeys(table)
  const keyAt = (row: number) => {
    const number = String(row + 1)
    return toldKey(table, row) ?? (taken.has(number) ? `row ${number}` : number)
  }
  return Array.from({ length: table.length }, (_, row) => ({
    key: keyAt(row),
    code: codeOf(table, row),
    name: table.valueAt(row, 'name') ?? '',
    parent: table.valueAt(row, 'parent') ?? null,
    level: levelOf(table, row),
    line: table.lineOf(row),
  }))
}

function toldKeys(table: TaskTable): ReadonlySet<string> {
  const taken = new Set<string>()
  for (let row = 0; row < table.length; row += 1) {
    const key = toldKey(table, row)
    if (key === null) continue
    if (key.length > LONGEST_KEY) {
      throw new FormatError(`An id is longer than ${LONGEST_KEY} characters`, keyPlace(table, row))
    }
    if (taken.has(key)) throw new FormatError(`Two tasks have the id “${key}”`, keyPlace(table, row))
    taken.add(key)
  }
  return taken
}

function toldKey(table: TaskTable, row: number): string | null {
  return table.valueAt(row, 'id') ?? codeOf(table, row)
}

function keyPlace({ lineOf, columnOf }: TaskTable, row: number) {
  return { line: lineOf(row), column: columnOf('id') || columnOf('outlineNumber') || columnOf('wbs') }
}

function codeOf({ valueAt }: TaskTable, row: number): string | null {
  const code = valueAt(row, 'outlineNumber') ?? valueAt(row, 'wbs') ?? ''
  return (code.length > LONGEST_KEY || !code.endsWith('.') ? code : code.replace(/\.+$/, '')) || null
}

function levelOf({ valueAt, lineOf, columnOf }: TaskTable, row: number): number | null {
  const text = valueAt(row, 'level')
  if (text === undefined) return null
  const level = Number(text)
  if (Number.isInteger(level) && level >= 0) return level
  const message = `The outline level “${cut(text, 60)}” is not a whole number`
  throw new FormatError(message, { line: lineOf(row), column: columnOf('level') })
}
