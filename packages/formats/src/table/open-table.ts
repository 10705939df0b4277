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
  /** All rows below the header, the samples too. Ends the reading of the file when it is ended. */
  readonly rows: AsyncGenerator<SourceRow>
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
    first.push(next.value)
  }
  const index = headerIndex(first, definition)
  const header = first[index]
  if (header === undefined) throw new FormatError('The file is empty', { line: 1, column: 0 })
  const samples = first.slice(index + 1)
  return { header, samples, rows: joined(samples, rows) }
}

function sourceRows(
  source: AsyncIterable<Uint8Array>,
  definition: TableDefinition,
  { format, sheet, onProgress }: TableOptions,
): AsyncIterable<SourceRow> {
  let bytes = 0
  let rows = 0
  const onBytes = (count: number) => {
    bytes += count
    onProgress?.({ bytes, rows })
  }
  const read =
    format === 'csv'
      ? csvRows(source, onBytes)
      : xlsxRows(source, { onBytes, isTable: (head) => hasHeader(head, definition), sheet: sheet ?? null })
  return counted(read, () => {
    rows += 1
    if (rows % 1_000 === 0) onProgress?.({ bytes, rows })
  })
}

async function* counted(rows: AsyncIterable<SourceRow>, onRow: () => void): AsyncGenerator<SourceRow> {
  for await (const row of rows) {
    onRow()
    yield row
  }
}

async function* joined(first: readonly SourceRow[], rest: AsyncIterable<SourceRow>): AsyncGenerator<SourceRow> {
  yield* first
  yield* rest
}
