import type { SourceRow } from '../table/source-row.ts'
import { CsvRecords } from './csv-records.ts'
import { csvStart } from './csv-start.ts'
import { csvTexts } from './csv-text.ts'
import { mayBeGuarded, unguarded } from './formula-guard.ts'

/**
 * The rows of a CSV file, those of a piece of it at once. The delimiter is told by a line "sep=;", else it is the one of
 * comma, semicolon, tab and bar that the first lines have most of. Throws FormatError for quotes that do not close and
 * bytes that are not text.
 */
export async function* csvRows(
  source: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<readonly SourceRow[]> {
  const texts = csvTexts(source, onBytes)
  try {
    const { delimiter, text, skippedLines } = await csvStart(texts)
    const records = new CsvRecords(delimiter, skippedLines + 1)
    yield unguardedRows(await records.read(text))
    for await (const more of texts) yield unguardedRows(await records.read(more))
    yield unguardedRows(await records.finish())
  } finally {
    await texts.return(undefined)
  }
}

function unguardedRows(rows: readonly SourceRow[]): SourceRow[] {
  return rows.map((row) => (row.cells.some(mayBeGuarded) ? { ...row, cells: row.cells.map(unguarded) } : row))
}
