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
/** With empty ones, which take time as well. */
const MAXIMUM_ROWS_IN_ALL = 500_000
export const MAXIMUM_COLUMNS = 1_000
export const MAXIMUM_ROW_CHARACTERS = 1_000_000
/** More than the largest upload: a spreadsheet can show the same text in every row. */
const MAXIMUM_CHARACTERS = 128 * 1_048_576

/** The rows that are not empty, without empty cells at their ends. Throws FormatError for more than can be taken. */
export async function* boundedRows(source: AsyncIterable<readonly SourceRow[]>): AsyncGenerator<readonly SourceRow[]> {
  let all = 0
  let count = 0
  let characters = 0
  for await (const rows of source) {
    const filled: SourceRow[] = []
    for (const row of rows) {
      all += 1
      if (all > MAXIMUM_ROWS_IN_ALL) {
        const most = MAXIMUM_ROWS_IN_ALL.toLocaleString('en')
        throw tooMuch(`The table has more than ${most} rows, empty ones among them`, row)
      }
      const cells = filledCells(row)
      if (cells.length === 0) continue
      count += 1
      // One more for the header.
      if (count > MAXIMUM_ROWS + 1) {
        throw tooMuch(`The table has more than ${MAXIMUM_ROWS.toLocaleString('en')} rows`, row)
      }
      for (const { length } of cells) characters += length
      if (characters > MAXIMUM_CHARACTERS) throw tooMuch('The table has more text than can be read', row)
      filled.push(cells.length === row.cells.length ? row : { cells, line: row.line })
    }
    if (filled.length > 0) yield filled
  }
}

function filledCells({ cells, line }: SourceRow): readonly string[] {
  let length = cells.length
  while (length > 0 && cells[length - 1]?.trim() === '') length -= 1
  if (length > MAXIMUM_COLUMNS) {
    throw new FormatError(`A row has ${length} columns; ${MAXIMUM_COLUMNS} are the most`, { line, column: length })
  }
  return length === cells.length ? cells : cells.slice(0, length)
}

function tooMuch(message: string, { line }: SourceRow): FormatError {
  return new FormatError(message, { line, column: 0 })
}
