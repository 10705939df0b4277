// XER is tab-separated: %T names a table, %F its columns, %R is a row, %E ends the file.
import { decodeText } from '../decode-text.ts'
import { FormatError } from '../format-error.ts'

/** A row by the names of its columns; what is empty is missing. `line` counts from 1. */
export interface XerRow {
  readonly line: number
  readonly table: string
  readonly values: ReadonlyMap<string, string>
  /** What rows of one table share: how the file calls what it holds. */
  readonly source?: RowSource
}

/** Names for what is said of a mistake; `column` counts the cells of the line, from 1, or is 0. */
export interface RowSource {
  readonly rowName: string
  readonly cellOf: (column: string) => { readonly name: string; readonly column: number }
}

// More than a file has that a program wrote; what has more is damaged, or meant to use up memory.
const MAXIMUM_ROWS = 1_000_000
const MAXIMUM_COLUMNS = 1_000
const MAXIMUM_LINE = 4_194_304
const HEADER_BYTES = 1_000

export type XerTables = ReadonlyMap<string, readonly XerRow[]>

/** A table as it stands in the file. `lines` are the rows of those that nothing is read from, as they are written. */
export interface XerLayout {
  readonly name: string
  readonly columns: readonly string[]
  readonly lines: readonly string[]
}

/** What a file says. `header` is its first line; that and the layouts are empty for a plan that comes in another form. */
export interface XerFile {
  readonly header: readonly string[]
  readonly isUtf8: boolean
  readonly tables: XerTables
  readonly layouts: readonly XerLayout[]
}

export interface XerHandlers {
  /** Tables whose rows are read. */
  readonly wanted: ReadonlySet<string>
  readonly onBytes: (bytes: number, rowsOf: (table: string) => number) => void
}

/** Throws FormatError for a file that does not begin as XER, or a row without a table. */
export async function readTables(source: AsyncIterable<Uint8Array>, handlers: XerHandlers): Promise<XerFile> {
  const reader = new TableReader(handlers.wanted)
  let rest: string[] = []
  let restLength = 0
  let isUtf8 = false
  let isOwn = false
  const encodingOf = (piece: Uint8Array) => {
    isOwn ||= isOurOwn(piece)
    if (isOwn) return 'windows-1252'
    if (piece.every((byte) => byte < 0x80)) return null
    isUtf8 = isWellFormedUtf8(piece)
    return isUtf8 ? 'utf-8' : 'windows-1252'
  }
  for await (const { text, bytes } of decodeText(source, encodingOf)) {
    const end = text.lastIndexOf('\n')
    if (end >= 0) {
      for (const line of (rest.join('') + text.slice(0, end)).split('\n')) reader.addLine(line)
      rest = []
      restLength = 0
    }
    rest.push(text.slice(end + 1))
    restLength += text.length - end - 1
    reader.refuseLongLine(restLength)
    handlers.onBytes(bytes, (table) => reader.tables.get(table)?.length ?? 0)
  }
  if (restLength > 0) reader.addLine(rest.join(''))
  reader.end()
  return { header: reader.header, isUtf8, tables: reader.tables, layouts: [...reader.layouts.values()] }
}

/** A double quote is written twice. */
export function cellText(cell: string): string {
  return cell.trim().replaceAll('""', '"')
}

/** Stands in the first line of our own files, which are in Windows-1252 unless they came in UTF-8. */
export const OWN_USER = 'Throughline'

function isOurOwn(head: Uint8Array): boolean {
  const [first = ''] = new TextDecoder('windows-1252').decode(head.subarray(0, HEADER_BYTES)).split('\n', 1)
  return first.split('\t')[5] === OWN_USER
}

/** A character may be cut at the end. */
function isWellFormedUtf8(piece: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(piece, { stream: true })
    return true
  } catch {
    return false
  }
}

class TableReader {
  header: readonly string[] = []
  readonly tables = new Map<string, XerRow[]>()
  readonly layouts = new Map<string, { name: string; columns: readonly string[]; lines: string[] }>()
  readonly #wanted: ReadonlySet<string>
  #table: string | null = null
  #columns: readonly string[] = []
  #source: RowSource | null = null
  #line = 0
  #rows = 0
  #isEnded = false

  constructor(wanted: ReadonlySet<string>) {
    this.#wanted = wanted
  }

  addLine(line: string): void {
    this.#line += 1
    const text = line.endsWith('\r') ? line.slice(0, -1) : line
    if (this.#line === 1) {
      if (!text.startsWith('ERMHDR')) this.#fail('This is not a Primavera XER file: it does not begin with ERMHDR')
      this.header = text.split('\t').slice(1).map(cellText)
      return
    }
    if (text.includes('\0')) this.#fail('The file is not text: it has NUL characters', text.indexOf('\0') + 1)
    const tab = text.indexOf('\t')
    const mark = tab < 0 ? text : text.slice(0, tab)
    const rest = tab < 0 ? '' : text.slice(tab + 1)
    if (mark === '%T') this.#openTable(rest)
    else if (mark === '%F') this.#nameColumns(rest)
    else if (mark === '%R') this.#addRow(rest)
    else if (mark === '%E') this.#isEnded = true
  }

  /** Throws FormatError when the line that is being read is longer than any that a program writes. */
  refuseLongLine(length: number): void {
    if (length <= MAXIMUM_LINE) return
    this.#line += 1
    this.#fail(`A line is longer than ${MAXIMUM_LINE.toLocaleString('en')} characters`)
  }

  /** Throws FormatError for a file that is cut short. */
  end(): void {
    if (this.#line === 0) this.#fail('The file is empty')
    if (!this.#isEnded) this.#fail('The file is cut short: it ends without the mark of the end, %E')
  }

  #openTable(rest: string): void {
    this.#table = rest.split('\t')[0]?.trim() ?? ''
    this.#columns = []
    if (this.#wanted.has(this.#table) && !this.tables.has(this.#table)) this.tables.set(this.#table, [])
  }

  #nameColumns(rest: string): void {
    const names = rest.split('\t', MAXIMUM_COLUMNS + 1)
    const name = this.#table ?? ''
    if (names.length > MAXIMUM_COLUMNS) this.#fail(`The table ${name} has more than ${MAXIMUM_COLUMNS} columns`)
    const columns = names.map((each) => each.trim())
    this.#columns = columns
    // The mark of the row stands before the first cell.
    const cellOf = (column: string) => ({ name: column, column: columns.indexOf(column) + 2 })
    this.#source = { rowName: name, cellOf }
    if (!this.layouts.has(name)) this.layouts.set(name, { name, columns: this.#columns, lines: [] })
  }

  #addRow(rest: string): void {
    if (this.#table === null) this.#fail('A row comes before the table that it belongs to')
    this.#rows += 1
    if (this.#rows > MAXIMUM_ROWS) this.#fail(`The file has more than ${MAXIMUM_ROWS.toLocaleString('en')} rows`)
    const rows = this.tables.get(this.#table)
    if (rows === undefined) {
      this.layouts.get(this.#table)?.lines.push(rest)
      return
    }
    if (this.#columns.length === 0) this.#fail(`The table ${this.#table} does not name its columns`)
    const cells = rest.split('\t', this.#columns.length)
    const values = new Map<string, string>()
    this.#columns.forEach((name, index) => {
      const cell = cellText(cells[index] ?? '')
      if (cell !== '') values.set(name, cell)
    })
    const source = this.#source === null ? {} : { source: this.#source }
    rows.push({ line: this.#line, table: this.#table, values, ...source })
  }

  #fail(message: string, column = 0): never {
    throw new FormatError(message, { line: Math.max(1, this.#line), column })
  }
}
