import { finished } from 'node:stream/promises'
import { CsvError, type Parser, parse } from 'csv-parse'
import { FormatError } from '../format-error.ts'
import { MAXIMUM_ROW_CHARACTERS, type SourceRow } from '../table/source-row.ts'

const lineBreak = /\r\n|\n|\r/

/**
 * Cuts text that comes in pieces into records. They are taken as the parser finds them, those of a piece at once: as a
 * stream of objects they would take several times as long. Throws FormatError for quotes that are not closed or stand where
 * none can, and for rows that are too long.
 */
export class CsvRecords {
  readonly #parser: Parser
  readonly #ended: Promise<void>
  #rows: SourceRow[] = []
  /** Where the record begins that is parsed. */
  #line: number

  constructor(delimiter: string, firstLine: number) {
    this.#line = firstLine
    this.#parser = parse({
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      max_record_size: MAXIMUM_ROW_CHARACTERS,
      on_record: (record: string[]) => {
        this.#rows.push({ cells: record, line: this.#line })
        this.#line += 1 + lineBreaks(record)
        this.#takeAnyLength()
        return null
      },
    })
    this.#parser.resume()
    this.#ended = finished(this.#parser)
    // Heard where the text is given, or at the end.
    this.#ended.catch(() => undefined)
  }

  /** The records that end in this text. */
  async read(text: string): Promise<SourceRow[]> {
    if (text === '') return []
    await new Promise<void>((resolve, reject) => {
      this.#parser.write(text, (error) => (error ? reject(this.#named(error)) : resolve()))
    })
    return this.#take()
  }

  /** What is left, when no text follows. */
  async finish(): Promise<SourceRow[]> {
    this.#parser.end()
    await this.#ended.catch((error: unknown) => {
      throw this.#named(error)
    })
    return this.#take()
  }

  /**
   * Of rows that have more or fewer cells than the first the parser makes an error each, with a copy of the row, even where
   * it is to take them: a million blank lines take half a minute so. To it, each is the first.
   */
  #takeAnyLength(): void {
    const seen: { records: number } = this.#parser.info
    seen.records = 0
  }

  #take(): SourceRow[] {
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  #named(error: unknown): unknown {
    if (!(error instanceof CsvError)) return error
    const message = reasons[error.code] ?? `The file is not CSV: ${error.message}`
    return new FormatError(message, { line: this.#line, column: 0 })
  }
}

const reasons: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'A quoted cell is not closed',
  INVALID_OPENING_QUOTE: 'A quote stands inside a cell that does not start with one',
  CSV_INVALID_CLOSING_QUOTE: 'Something stands between the end of a quoted cell and the next one',
  CSV_MAX_RECORD_SIZE: `A row is longer than ${MAXIMUM_ROW_CHARACTERS} characters, or a quoted cell is not closed`,
}

/** In its cells; the parser's own count takes those of Windows for two. */
function lineBreaks(record: readonly string[]): number {
  return record.reduce((sum, cell) => (lineBreak.test(cell) ? sum + cell.split(lineBreak).length - 1 : sum), 0)
}
