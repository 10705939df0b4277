import { FormatError } from '../format-error.ts'

/**
 * What a file gives that is a table: rows of cells as text, whatever the file is. Numbers are plain ("0.5"), dates and
 * times ISO, parts of one that are shown as percent are percent ("40%"), yes and no are TRUE and FALSE.
 */
export interface SourceRow {
  readonly cells: readonly string[]
  /** Where the row begins in the file, from 1: a line of text, or the row of a sheet. */
  readonly line: number
}

export const MAXIMUM_ROWS = 200_000
export const MAXIMUM_COLUMNS = 1_000
export const MAXIMUM_ROW_CHARACTERS = 1_000_000
/** More than the largest upload: a spreadsheet can show the same text in every row. */
const MAXIMUM_CHARACTERS = 128 * 1_048_576

/** The rows that are not empty, without empty cells at their ends. Throws FormatError for more than can be taken. */
export async function* boundedRows(rows: AsyncIterable<SourceRow>): AsyncGenerator<SourceRow> {
  let count = 0
  let characters = 0
  for await (const { cells, line } of rows) {
    const length = cells.findLastIndex((cell) => cell.trim() !== '') + 1
    if (length === 0) continue
    if (length > MAXIMUM_COLUMNS) {
      throw new FormatError(`A row has ${length} columns; ${MAXIMUM_COLUMNS} are the most`, { line, column: length })
    }
    count += 1
    // One more for the header.
    if (count > MAXIMUM_ROWS + 1) {
      throw new FormatError(`The table has more than ${MAXIMUM_ROWS.toLocaleString('en')} rows`, { line, column: 0 })
    }
    characters += cells.reduce((sum, cell) => sum + cell.length, 0)
    if (characters > MAXIMUM_CHARACTERS) {
      throw new FormatError('The table has more text than can be read', { line, column: 0 })
    }
    yield { cells: length === cells.length ? cells : cells.slice(0, length), line }
  }
}
