import { minuteOf } from '@throughline/engine'
import type { ColumnType, Table, TableCell, WrittenColumn } from '../table/write/table.ts'
import { dateNumber } from './cell-text.ts'
import { STYLES } from './workbook-xml.ts'
import { encodeXmlText } from './xml-text.ts'

// What spreadsheets can hold.
const MAXIMUM_ROWS = 1_048_576
const MAXIMUM_CELL_CHARACTERS = 32_767
const DEEPEST_OUTLINE = 7
/** Text with the format of text is shown up to here by older versions. */
const SHOWN_AS_TEXT = 255
const PIECE_CHARACTERS = 32_768
const WIDTHS: Readonly<Record<ColumnType, number>> = {
  text: 20,
  code: 12,
  number: 12,
  percent: 10,
  money: 14,
  flag: 10,
  date: 17,
}

/** Throws RangeError for more rows than a sheet can have. */
export async function* sheetXml(table: Table): AsyncGenerator<string> {
  const { columns, rows, outlineKey } = table
  const levelAt = columns.findIndex(({ key }) => key === outlineKey)
  const names = columns.map((_, index) => columnName(index))
  let piece = head(columns, levelAt !== -1)
  piece += rowXml(
    1,
    0,
    columns.map(({ label }, index) => textCell(`${names[index]}1`, label, STYLES.header)),
  )
  let number = 1
  for await (const cells of rows) {
    number += 1
    if (number > MAXIMUM_ROWS) throw new RangeError(`a sheet has ${MAXIMUM_ROWS} rows at most`)
    const written = columns.map(({ type }, index) => cellXml(`${names[index]}${number}`, cells[index] ?? null, type))
    piece += rowXml(number, Number(cells[levelAt] ?? 1) - 1, written)
    if (piece.length < PIECE_CHARACTERS) continue
    yield piece
    piece = ''
  }
  yield `${piece}</sheetData></worksheet>`
}

function head(columns: readonly WrittenColumn[], hasOutline: boolean): string {
  const widths = columns.map(({ label, type, width = Math.max(WIDTHS[type], label.length + 2) }, index) => {
    return `<col min="${index + 1}" max="${index + 1}" width="${Math.min(width, 100)}" customWidth="1"/>`
  })
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
    (hasOutline ? '<sheetPr><outlinePr summaryBelow="0"/></sheetPr>' : '') +
    '<sheetViews><sheetView tabSelected="1" workbookViewId="0">' +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<sheetFormatPr defaultRowHeight="15"${hasOutline ? ` outlineLevelRow="${DEEPEST_OUTLINE}"` : ''}/>` +
    `${widths.length > 0 ? `<cols>${widths.join('')}</cols>` : ''}<sheetData>`
  )
}

function rowXml(number: number, depth: number, cells: readonly string[]): string {
  const level = depth > 0 ? ` outlineLevel="${Math.min(depth, DEEPEST_OUTLINE)}"` : ''
  return `<row r="${number}"${level}>${cells.join('')}</row>`
}

function cellXml(name: string, cell: TableCell, type: ColumnType): string {
  if (cell === null || cell === '') return ''
  if (typeof cell === 'boolean') return `<c r="${name}" t="b"><v>${cell ? 1 : 0}</v></c>`
  if (typeof cell === 'number') return numberCell(name, cell, type)
  if (type === 'date') return dateCell(name, cell)
  if (type === 'code' && /^[1-9]\d{0,14}$/.test(cell)) return valueCell(name, cell, STYLES.plain)
  return textCell(name, cell, cell.length > SHOWN_AS_TEXT && !/^[=+@-]/.test(cell) ? STYLES.plain : STYLES.text)
}

function numberCell(name: string, value: number, type: ColumnType): string {
  if (!Number.isFinite(value)) return ''
  if (type === 'percent') {
    const part = Number((value / 100).toPrecision(15))
    return valueCell(name, String(part), Number.isInteger(value) ? STYLES.percent : STYLES.percentParts)
  }
  if (type === 'money') return valueCell(name, String(Number((value / 100).toPrecision(15))), STYLES.money)
  return valueCell(name, String(value), STYLES.plain)
}

function dateCell(name: string, date: string): string {
  const isDay = date.length === 10
  const days = dateNumber(minuteOf(isDay ? `${date}T00:00` : date))
  if (days === null) return textCell(name, date.replace('T', ' '), STYLES.text)
  return valueCell(name, String(days), isDay ? STYLES.day : STYLES.moment)
}

function valueCell(name: string, value: string, style: number): string {
  return `<c r="${name}"${style === STYLES.plain ? '' : ` s="${style}"`}><v>${value}</v></c>`
}

function textCell(name: string, text: string, style: number): string {
  const held = text.length > MAXIMUM_CELL_CHARACTERS ? `${text.slice(0, MAXIMUM_CELL_CHARACTERS - 1)}…` : text
  const space = /^\s|\s$|\n/.test(held) ? ' xml:space="preserve"' : ''
  return `<c r="${name}" s="${style}" t="inlineStr"><is><t${space}>${encodeXmlText(held)}</t></is></c>`
}

/** "A" of 0, "AB" of 27. */
function columnName(index: number): string {
  let name = ''
  for (let rest = index; rest >= 0; rest = Math.floor(rest / 26) - 1) {
    name = String.fromCharCode(65 + (rest % 26)) + name
  }
  return name
}
