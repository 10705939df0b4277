import { FormatError } from '../format-error.ts'
import { MAXIMUM_ROW_CHARACTERS, type SourceRow } from '../table/source-row.ts'

const QUOTE = 34
const LF = 10
const CR = 13

/** A cell, and where it ends: at a delimiter, a line break, or the end of the text. Null when the text ends within it. */
type Cell = { readonly value: string; readonly end: number } | null

/**
 * Cuts text that comes in pieces into records (RFC 4180; lines end in any way). Lines without a quote, which is most of
 * them, are cut as a whole. Throws FormatError for quotes that are not closed or stand where none can, and for rows that
 * are too long.
 */
export class CsvRecords {
  readonly #delimiter: string
  #text = ''
  #at = 0
  /** Where the record begins that is read, from 1. */
  #line: number
  /** The next ones from where they were last looked for; infinite when there are none. */
  #lineFeed = -1
  #carriageReturn = -1
  #quote = -1

  constructor(delimiter: string, firstLine: number) {
    this.#delimiter = delimiter
    this.#line = firstLine
  }

  /** The records that end in this text. */
  read(text: string): SourceRow[] {
    return this.#read(text, false)
  }

  /** What is left, when no text follows. */
  finish(): SourceRow[] {
    return this.#read('', true)
  }

  #read(text: string, isLast: boolean): SourceRow[] {
    this.#text = this.#text.slice(this.#at) + text
    this.#at = 0
    this.#lineFeed = this.#carriageReturn = this.#quote = -1
    const rows: SourceRow[] = []
    while (this.#at < this.#text.length) {
      const row = this.#record(isLast)
      if (row === null) break
      rows.push(row)
    }
    this.#refuseLength(this.#text.length - this.#at)
    return rows
  }

  #record(isLast: boolean): SourceRow | null {
    const from = this.#at
    const end = this.#lineEnd(from)
    if (end === this.#text.length && !isLast) return null
    if (this.#nextQuote(from) < end) return this.#quotedRecord(from, isLast)
    return this.#take(this.#text.slice(from, end).split(this.#delimiter), end, 0, isLast)
  }

  #quotedRecord(from: number, isLast: boolean): SourceRow | null {
    const cells: string[] = []
    let breaks = 0
    for (let at = from; ; at += 1) {
      const isQuoted = this.#text.charCodeAt(at) === QUOTE
      const cell = isQuoted ? this.#quotedCell(at, isLast) : this.#plainCell(at)
      if (cell === null) return null
      cells.push(cell.value)
      if (isQuoted) breaks += lineBreaks(cell.value)
      at = cell.end
      if (at === this.#text.length && !isLast) return null
      if (this.#text[at] !== this.#delimiter) return this.#take(cells, at, breaks, isLast)
    }
  }

  #quotedCell(from: number, isLast: boolean): Cell {
    const text = this.#text
    let hasQuotes = false
    let quote = text.indexOf('"', from + 1)
    while (quote !== -1 && text.charCodeAt(quote + 1) === QUOTE) {
      hasQuotes = true
      quote = text.indexOf('"', quote + 2)
    }
    if (quote === -1 && isLast) throw this.#wrong('A quoted cell is not closed')
    const end = quote + 1
    if (quote === -1 || (end === text.length && !isLast)) return null
    const value = text.slice(from + 1, quote)
    if (!this.#isCellEnd(end)) throw this.#wrong('Something stands between the end of a quoted cell and the next one')
    return { value: hasQuotes ? value.replaceAll('""', '"') : value, end }
  }

  #plainCell(from: number): Cell {
    let end = from
    while (!this.#isCellEnd(end)) {
      if (this.#text.charCodeAt(end) === QUOTE) {
        throw this.#wrong('A quote stands inside a cell that does not start with one')
      }
      end += 1
    }
    return { value: this.#text.slice(from, end), end }
  }

  #isCellEnd(at: number): boolean {
    if (at === this.#text.length) return true
    const code = this.#text.charCodeAt(at)
    return code === LF || code === CR || code === this.#delimiter.charCodeAt(0)
  }

  /** Goes behind the record; null when a line break may be longer than what has been read of it. */
  #take(cells: string[], end: number, breaks: number, isLast: boolean): SourceRow | null {
    const isReturn = this.#text.charCodeAt(end) === CR
    if (isReturn && end + 1 === this.#text.length && !isLast) return null
    this.#refuseLength(end - this.#at)
    this.#at = end + (isReturn && this.#text.charCodeAt(end + 1) === LF ? 2 : 1)
    const line = this.#line
    this.#line += breaks + 1
    return { cells, line }
  }

  /** The end of the text where there is none. */
  #lineEnd(from: number): number {
    if (this.#lineFeed < from) this.#lineFeed = this.#next('\n', from)
    if (this.#carriageReturn < from) this.#carriageReturn = this.#next('\r', from)
    return Math.min(this.#lineFeed, this.#carriageReturn, this.#text.length)
  }

  #nextQuote(from: number): number {
    if (this.#quote < from) this.#quote = this.#next('"', from)
    return this.#quote
  }

  #next(sign: string, from: number): number {
    const found = this.#text.indexOf(sign, from)
    return found === -1 ? Number.POSITIVE_INFINITY : found
  }

  #refuseLength(length: number): void {
    if (length <= MAXIMUM_ROW_CHARACTERS) return
    throw this.#wrong(`A row is longer than ${MAXIMUM_ROW_CHARACTERS} characters, or a quoted cell is not closed`)
  }

  #wrong(what: string): FormatError {
    return new FormatError(what, { line: this.#line, column: 0 })
  }
}

function lineBreaks(text: string): number {
  return /[\r\n]/.test(text) ? text.split(/\r\n|\n|\r/).length - 1 : 0
}
