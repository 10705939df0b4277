import { stringify } from 'csv-stringify/sync'
import type { ColumnType, Table, TableCell, TableCells } from '../table/write/table.ts'
import { guarded } from './formula-guard.ts'

const BYTE_ORDER_MARK = '\uFEFF'
const ROWS_AT_ONCE = 500

/**
 * The table as CSV, as its rows come: UTF-8 with a byte order mark, commas, lines that end with CRLF. Text that a
 * spreadsheet would run as a formula gets an apostrophe before it, which the reader takes away again.
 */
export async function* writeCsv({ columns, rows }: Table): AsyncGenerator<Uint8Array> {
  const types = columns.map(({ type }) => type)
  yield Buffer.from(BYTE_ORDER_MARK + csvOf([columns.map(({ label }) => guarded(label))]))
  let waiting: string[][] = []
  for await (const cells of rows) {
    waiting.push(textsOf(cells, types))
    if (waiting.length < ROWS_AT_ONCE) continue
    yield Buffer.from(csvOf(waiting))
    waiting = []
  }
  if (waiting.length > 0) yield Buffer.from(csvOf(waiting))
}

function csvOf(rows: readonly (readonly string[])[]): string {
  return stringify([...rows], { record_delimiter: '\r\n', quoted_match: /[\r\n]/ })
}

function textsOf(cells: TableCells, types: readonly ColumnType[]): string[] {
  return types.map((type, index) => cellText(cells[index] ?? null, type))
}

/** Numbers cannot be formulas. */
function cellText(cell: TableCell, type: ColumnType): string {
  if (cell === null) return ''
  if (typeof cell === 'boolean') return cell ? 'Yes' : 'No'
  if (typeof cell === 'string') return guarded(storable(type === 'date' ? cell.replace('T', ' ') : cell))
  if (type === 'percent') return `${cell}%`
  return type === 'money' ? moneyText(cell) : String(cell)
}

/** "12.34" of 1234. */
function moneyText(minor: number): string {
  const amount = String(Math.abs(minor)).padStart(3, '0')
  return `${minor < 0 ? '-' : ''}${amount.slice(0, -2)}.${amount.slice(-2)}`
}

function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}
