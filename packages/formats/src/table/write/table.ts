/**
 * A list of the product as it goes out, whatever it is a list of and whatever file it becomes. Rows are asked for as the
 * file takes them.
 */
export interface Table {
  readonly name: string
  readonly columns: readonly WrittenColumn[]
  readonly rows: Iterable<TableCells> | AsyncIterable<TableCells>
  /** The key of the column that holds how deep in an outline a row is, from 1. */
  readonly outlineKey?: string
}

export interface WrittenColumn {
  readonly key: string
  readonly label: string
  readonly type: ColumnType
  /** In characters; left out: by the type. */
  readonly width?: number
}

/**
 * `percent`: 40 for 40 %. `money`: hundredths. `date`: a wall time or a day. `code`: text that spreadsheets may take for a
 * number where it is a whole one.
 */
export type ColumnType = 'text' | 'code' | 'number' | 'percent' | 'money' | 'flag' | 'date'

/** In the order of the columns; null is an empty cell. */
export type TableCells = readonly TableCell[]
export type TableCell = string | number | boolean | null
