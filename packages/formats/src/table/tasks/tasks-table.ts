import type { DocumentCustomField, DocumentTask, PlanDocument } from '../../plan-document.ts'
import { headerOfCustom } from '../custom-header.ts'
import { lengthsNote, lengthsOfDocument } from '../day-lengths.ts'
import { type DayLengths, formatSpan, wholeUnit } from '../values/span.ts'
import type { ColumnType, Table, TableCell, TableCells, WrittenColumn } from '../write/table.ts'
import { TASK_TABLE } from './task-fields.ts'
import { PLAIN, type WrittenTaskColumn, writtenTaskColumns } from './written-columns.ts'

/**
 * The tasks of a document as a table; what a reader of tables takes of it is the same again. Columns that say of all tasks
 * only what holds anyway are left out, but for the usual ones.
 */
export function tasksTable(document: PlanDocument): Table {
  const lengths = lengthsOfDocument(document)
  const columns = writtenTaskColumns(document, lengths).filter(
    ({ isRare, cellOf }) => isRare !== true || document.tasks.some((task) => cellOf(task) !== cellOf(PLAIN)),
  )
  return {
    name: 'Tasks',
    columns: [
      ...columns.map((column) => headOf(column, lengths)),
      ...document.customFields.map((field) => headOfCustom(field)),
    ],
    rows: rowsOf(document, columns, lengths),
    outlineKey: 'level',
  }
}

function* rowsOf(
  { tasks, customFields }: PlanDocument,
  columns: readonly WrittenTaskColumn[],
  lengths: DayLengths,
): Generator<TableCells> {
  for (const task of tasks) {
    yield [
      ...columns.map(({ cellOf }) => cellOf(task)),
      ...customFields.map(({ key, type }) => customCell(task.customFields[key] ?? null, type, lengths)),
    ]
  }
}

function headOf({ field, type, width }: WrittenTaskColumn, lengths: DayLengths): WrittenColumn {
  const { label } = TASK_TABLE.fields[field]
  const note = field === 'duration' ? lengthsNote(lengths) : ''
  return { key: field, label: `${label}${note}`, type, ...(width === undefined ? {} : { width }) }
}

const CUSTOM_TYPES: Readonly<Record<DocumentCustomField['type'], ColumnType>> = {
  text: 'text',
  number: 'number',
  date: 'date',
  flag: 'flag',
  duration: 'text',
  cost: 'money',
}

function headOfCustom(field: DocumentCustomField): WrittenColumn {
  return { key: `custom:${field.key}`, label: headerOfCustom(field), type: CUSTOM_TYPES[field.type] }
}

function customCell(value: DocumentTask['customFields'][string] | null, type: string, lengths: DayLengths): TableCell {
  if (type !== 'duration' || typeof value !== 'number') return value
  const minutes = Math.round(value)
  const unit = wholeUnit(Math.abs(minutes), false, lengths)
  return formatSpan({ minutes, unit, isElapsed: false, isEstimated: false }, lengths)
}
