import type { TaskFileOptions } from '../csv/read-csv.ts'
import type { PlanDocument } from '../plan-document.ts'
import { readTaskTable } from '../table/tasks/read-task-table.ts'

export interface SpreadsheetOptions extends TaskFileOptions {
  /** The name of the sheet; left out: the first one that can be seen and has a table of tasks. */
  readonly sheet?: string
}

/** Reads a table of tasks from a spreadsheet: see `readTaskTable`. */
export function readXlsx(source: AsyncIterable<Uint8Array>, options: SpreadsheetOptions = {}): Promise<PlanDocument> {
  const { onProgress, ...rest } = options
  return readTaskTable(source, {
    ...rest,
    format: 'xlsx',
    ...(onProgress === undefined ? {} : { onProgress: ({ bytes, rows }) => onProgress({ bytes, tasks: rows }) }),
  })
}
