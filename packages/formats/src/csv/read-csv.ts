import type { TableMapping } from '@throughline/contract'
import type { DocumentCalendar, PlanDocument, ReadOptions } from '../plan-document.ts'
import { readTaskTable } from '../table/tasks/read-task-table.ts'

export interface TaskFileOptions extends ReadOptions {
  /** What the columns are; left out: guessed from their names and values. */
  readonly mapping?: TableMapping
  /** The calendars that tasks can name; left out: whatever they name is made. */
  readonly calendars?: readonly DocumentCalendar[]
}

/** Reads a table of tasks from CSV: see `readTaskTable`. */
export function readCsv(source: AsyncIterable<Uint8Array>, options: TaskFileOptions = {}): Promise<PlanDocument> {
  const { onProgress, ...rest } = options
  return readTaskTable(source, {
    ...rest,
    format: 'csv',
    ...(onProgress === undefined ? {} : { onProgress: ({ bytes, rows }) => onProgress({ bytes, tasks: rows }) }),
  })
}
