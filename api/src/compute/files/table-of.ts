import type { ColumnType, Table, TableCell, TableCells } from '@throughline/formats'

/** A column: what it is called, of which type, and what stands in it. */
export type ColumnOf<Row> = readonly [label: string, type: ColumnType, cellOf: (row: Row) => TableCell]

/** A table of rows of any kind, to read and to count with. */
export function tableOf<Row>(
  name: string,
  columns: readonly ColumnOf<Row>[],
  rows: Iterable<Row> | AsyncIterable<Row>,
): Table {
  return {
    name,
    columns: columns.map(([label, type]) => ({ key: label, label, type })),
    rows: cellsOf(columns, rows),
  }
}

async function* cellsOf<Row>(
  columns: readonly ColumnOf<Row>[],
  rows: Iterable<Row> | AsyncIterable<Row>,
): AsyncGenerator<TableCells> {
  for await (const row of rows) yield columns.map(([, , cellOf]) => cellOf(row))
}
