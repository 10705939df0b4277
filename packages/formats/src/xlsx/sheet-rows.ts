import { FormatError } from '../format-error.ts'
import { cut } from '../limits.ts'
import { MAXIMUM_ROW_CHARACTERS, type SourceRow } from '../table/source-row.ts'
import { numberText } from './cell-text.ts'
import type { NumberKind } from './number-formats.ts'
import { stringText } from './shared-strings.ts'
import { isTrue } from './workbook.ts'
import { xmlEvents } from './xml-events.ts'
import { decodeXmlText } from './xml-text.ts'

export interface SheetContext {
  readonly strings: readonly string[]
  readonly kinds: readonly NumberKind[]
  readonly is1904: boolean
}

const WIDEST = 16_384

/** The rows of a sheet that have cells, as text, those of a piece of it at once; of formulas what they last gave. */
export async function* sheetRows(
  source: AsyncIterable<Uint8Array>,
  part: string,
  context: SheetContext,
): AsyncGenerator<readonly SourceRow[]> {
  const ready: SourceRow[] = []
  const reader = rowReader(context, (row) => ready.push(row))
  for await (const _ of xmlEvents(source, part, reader, reader.line)) {
    yield ready.splice(0)
  }
  yield ready
}

function rowReader(context: SheetContext, onRow: (row: SourceRow) => void) {
  const inline = stringText()
  let line = 0
  let cells: string[] = []
  let characters = 0
  let column = -1
  let type = 'n'
  let style = 0
  let value = ''
  let isValue = false
  const openCell = ({ r, t = 'n', s = '0' }: Readonly<Record<string, string>>) => {
    column = r === undefined ? column + 1 : columnOf(r)
    if (!(column >= 0 && column < WIDEST)) throw badCell(`A cell is called “${cut(r ?? '', 20)}”`, line)
    type = t
    style = Number(s)
    value = ''
  }
  const closeCell = () => {
    const text = type === 'inlineStr' ? decodeXmlText(inline.take()) : cellText(value, type, style, context, line)
    characters += text.length
    if (characters > MAXIMUM_ROW_CHARACTERS) throw tooLong(line)
    if (text === '') return
    while (cells.length < column) cells.push('')
    cells[column] = text
  }
  return {
    line: () => Math.max(line, 1),
    open: (name: string, attributes: Readonly<Record<string, string>>) => {
      if (name === 'c') openCell(attributes)
      else if (name === 'v') isValue = true
      else if (name === 'row') {
        line = attributes.r === undefined ? line + 1 : rowNumber(attributes.r, line)
        cells = []
        characters = 0
        column = -1
      } else if (type === 'inlineStr') inline.open(name)
    },
    text: (text: string) => {
      if (isValue) value += text
      else if (type === 'inlineStr') inline.add(text)
    },
    close: (name: string) => {
      if (name === 'c') closeCell()
      else if (name === 'v') isValue = false
      else if (name === 'row') {
        if (cells.length > 0) onRow({ cells, line })
      } else if (type === 'inlineStr') inline.close(name)
    },
  }
}

function cellText(
  value: string,
  type: string,
  style: number,
  { strings, kinds, is1904 }: SheetContext,
  line: number,
): string {
  switch (type) {
    case 's': {
      const string = strings[Number(value)]
      if (string === undefined) throw badCell(`A cell names the text number ${cut(value, 20)}`, line)
      return string
    }
    case 'b':
      return isTrue(value.trim()) ? 'TRUE' : 'FALSE'
    case 'str':
      return decodeXmlText(value)
    case 'n':
      return value === '' ? '' : numberText(value, kinds[style] ?? 'number', is1904)
    default:
      // Errors, such as #REF!, and dates that are written as such.
      return value
  }
}

/** From 0; "AB7" is 27. */
function columnOf(reference: string): number {
  let column = 0
  for (let index = 0; index < reference.length; index += 1) {
    const code = reference.charCodeAt(index)
    if (code < 65 || code > 90) return index > 0 && index < 4 ? column - 1 : -1
    column = column * 26 + code - 64
  }
  return -1
}

function rowNumber(text: string, before: number): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1) throw badCell(`A row is called “${cut(text, 20)}”`, before + 1)
  return number
}

function badCell(what: string, line: number): FormatError {
  return new FormatError(`${what}, which the spreadsheet cannot have`, { line: Math.max(line, 1), column: 0 })
}

function tooLong(line: number): FormatError {
  return new FormatError(`A row is longer than ${MAXIMUM_ROW_CHARACTERS} characters`, { line, column: 0 })
}
