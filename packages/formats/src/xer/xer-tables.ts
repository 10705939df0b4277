// XER is tab-separated: %T names a table, %F its columns, %R is a row, %E ends the file.
import { decodeText } from '../decode-text.ts'
import { FormatError } from '../format-error.ts'

/** A row by the names of its columns; what is empty is missing. `line` counts from 1. */
export interface XerRow {
  readonly line: number
  readonly table: string
  readonly values: ReadonlyMap<string, string>
}

export type XerTables = ReadonlyMap<string, readonly XerRow[]>

export interface XerHandlers {
  /** Tables that are not named here are passed over. */
  readonly wanted: ReadonlySet<string>
  readonly onBytes: (bytes: number, rowsOf: (table: string) => number) => void
}

/** Throws FormatError for a file that does not begin as XER, or a row without a table. */
export async function readTables(source: AsyncIterable<Uint8Array>, handlers: XerHandlers): Promise<XerTables> {
  const reader = new TableReader(handlers.wanted)
  let rest = ''
  for await (const { text, bytes } of decodeText(source, encodingOf)) {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) reader.addLine(line.endsWith('\r') ? line.slice(0, -1) : line)
    handlers.onBytes(bytes, (table) => reader.tables.get(table)?.length ?? 0)
  }
  if (rest !== '') reader.addLine(rest)
  reader.end()
  return reader.tables
}

/** Windows-1252 unless the first part of the file is UTF-8 beyond ASCII. */
function encodingOf(head: Uint8Array): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return /[^\0-\x7f]/.test(text) ? 'utf-8' : 'windows-1252'
  } catch {
    return 'windows-1252'
  }
}

class TableReader {
  readonly tables = new Map<string, XerRow[]>()
  readonly #wanted: ReadonlySet<string>
  #table: string | null = null
  #columns: readonly string[] = []
  #line = 0

  constructor(wanted: ReadonlySet<string>) {
    this.#wanted = wanted
  }

  addLine(text: string): void {
    this.#line += 1
    if (this.#line === 1) {
      if (!text.startsWith('ERMHDR')) this.#fail('This is not a Primavera XER file: it does not begin with ERMHDR')
      return
    }
    const tab = text.indexOf('\t')
    const mark = tab < 0 ? text : text.slice(0, tab)
    const rest = tab < 0 ? '' : text.slice(tab + 1)
    if (mark === '%T') this.#openTable(rest)
    else if (mark === '%F') this.#columns = rest.split('\t').map((name) => name.trim())
    else if (mark === '%R') this.#addRow(rest)
  }

  end(): void {
    if (this.#line === 0) this.#fail('The file is empty')
  }

  #openTable(rest: string): void {
    this.#table = rest.split('\t')[0]?.trim() ?? ''
    this.#columns = []
    if (this.#wanted.has(this.#table) && !this.tables.has(this.#table)) this.tables.set(this.#table, [])
  }

  #addRow(rest: string): void {
    if (this.#table === null) this.#fail('A row comes before the table that it belongs to')
    const rows = this.tables.get(this.#table)
    if (rows === undefined) return
    if (this.#columns.length === 0) this.#fail(`The table ${this.#table} does not name its columns`)
    const cells = rest.split('\t')
    const values = new Map<string, string>()
    this.#columns.forEach((name, index) => {
      const cell = cells[index]?.trim() ?? ''
      if (cell !== '') values.set(name, cell)
    })
    rows.push({ line: this.#line, table: this.#table, values })
  }

  #fail(message: string): never {
    throw new FormatError(message, { line: Math.max(1, this.#line), column: 0 })
  }
}
