import { cut } from '../../limits.ts'
import type { DocumentFault } from '../../plan-document.ts'
import type { TableFault, TableRow, TextTable } from '../read-table.ts'
import { PRODUCT_FIELDS } from './product-fields.ts'
import type { TASK_TABLE, TaskField } from './task-fields.ts'

export type TaskTable = TextTable<typeof TASK_TABLE>

/** A row with the key that its task has. */
export interface TaskRow extends TableRow<typeof TASK_TABLE> {
  readonly key: string
  readonly table: TaskTable
}

export function taskRow(table: TaskTable, index: number, key: string, onFault: (fault: TableFault) => void): TaskRow {
  const { line, values, custom, texts } = table.rowAt(index, onFault)
  return { key, line, values, custom, texts, table }
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

/** A cell that is understood, but not what it says; the task is as if it were empty. */
export function taskFault(row: TaskRow, field: TaskField, message: string): DocumentFault {
  const text = cut(row.table.textOf(row, field), 200)
  return { entity: 'task', key: row.key, field: PRODUCT_FIELDS[field], text, message, ...placeOf(row, field) }
}
