import type { TableMapping } from '@throughline/contract'
import { csvRows } from '../csv/csv-rows.ts'
import { FormatError } from '../format-error.ts'
import { xlsxRows } from '../xlsx/xlsx-rows.ts'
import type { TableDefinition } from './definition.ts'
import { hasHeader, headerIndex } from './header.ts'
import { boundedRows, type SourceRow } from './source-row.ts'

export type TableFormat = 'csv' | 'xlsx'

export interface TableOptions {
  readonly format: TableFormat
  /** The sheet of a spreadsheet by its name; left out: the first one that can be seen and has such a table. */
  readonly sheet?: string
  /** What the columns are; left out: guessed. */
  readonly mapping?: TableMapping
  readonly onProgress?: (progress: { readonly bytes: number; readonly rows: number }) => void
}

export interface OpenTable {
  readonly header: SourceRow
  /** The first rows, which tell what the columns are. */
  readonly samples: readonly SourceRow[]
  /** All rows below the header, the samples too, some at once. Ends the reading of the file when it is ended. */
  readonly rows: AsyncGenerator<readonly SourceRow[]>
}

const SAMPLES = 200

/** Throws FormatError when there is nothing in the file. */
export async function openTable(
  source: AsyncIterable<Uint8Array>,
  definition: TableDefinition,
  options: TableOptions,
): Promise<OpenTable> {
  const rows = boundedRows(sourceRows(source, definition, options))
  const first: SourceRow[] = []
  while (first.length < SAMPLES) {
    const next = await rows.next()
    if (next.done === true) break
    for (const row of next.value) first.push(row)
  }
  const index = headerIndex(first.slice(0, SAMPLES), definition)
  const header = first[index]
  if (header === undefined) throw new FormatError('The file is empty', { line: 1, column: 0 })
  return { header, samples: first.slice(index + 1, SAMPLES), rows: joined(first.slice(index + 1), rows) }
}

function sourceRows(
  source: AsyncIterable<Uint8Array>,
  definition: TableDefinition,
  { format, sheet, onProgress }: TableOptions,
): AsyncIterable<readonly SourceRow[]> {
  let bytes = 0
  let rows = 0
  const onBytes = (count: number) => {
    bytes += count
    onProgress?.({ bytes, rows: Math.max(rows - 1, 0) })
  }
  const read =
    format === 'csv'
      ? csvRows(source, onBytes)
      : xlsxRows(source, { onBytes, isTable: (head) => hasHeader(head, definition), sheet: sheet ?? null })
  return counted(read, (count) => {
    rows += count
    // One of them is the header.
    onProgress?.({ bytes, rows: rows - 1 })
  })
}

async function* counted(
  batches: AsyncIterable<readonly SourceRow[]>,
  onRows: (count: number) => void,
): AsyncGenerator<readonly SourceRow[]> {
  for await (const batch of batches) {
    onRows(batch.length)
    yield batch
  }
}

async function* joined(
  first: readonly SourceRow[],
  rest: AsyncIterable<readonly SourceRow[]>,
): AsyncGenerator<readonly SourceRow[]> {
  yield first
  yield* rest
}
