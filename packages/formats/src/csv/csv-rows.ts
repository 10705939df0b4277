import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { FormatError } from '../format-error.ts'
import { MAXIMUM_ROW_CHARACTERS, type SourceRow } from '../table/source-row.ts'
import { type CsvStart, csvStart } from './csv-start.ts'
import { csvTexts } from './csv-text.ts'
import { unguarded } from './formula-guard.ts'

const LINE_BREAK = /\r\n|\n|\r/

/**
 * The rows of a CSV file. The delimiter is told by a line "sep=;", else it is the one of comma, semicolon, tab and bar
 * that the first lines have most of. Throws FormatError for quotes that do not close and bytes that are not text.
 */
export async function* csvRows(
  source: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<SourceRow> {
  const texts = csvTexts(source, onBytes)
  const start = await csvStart(texts)
  /** Where the record begins that is parsed. */
  let line = start.skippedLines + 1
  /** The lines of records that have been parsed and not handed on. */
  const lines: number[] = []
  const parser = parse({
    delimiter: start.delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: MAXIMUM_ROW_CHARACTERS,
    on_record: (record: string[]) => {
      lines.push(line)
      line += 1 + lineBreaks(record)
      return record
    },
  })
  const input = Readable.from(withStart(start, texts))
  input.on('error', (error) => parser.destroy(error))
  try {
    for await (const record of input.pipe(parser) as AsyncIterable<string[]>) {
      yield { cells: record.map(unguarded), line: lines.shift() ?? 0 }
    }
  } catch (error) {
    throw error instanceof CsvError ? csvError(error, line) : error
  } finally {
    input.destroy()
    parser.destroy()
  }
}

/** In its cells; the parser's own count takes those of Windows for two. */
function lineBreaks(record: readonly string[]): number {
  return record.reduce((sum, cell) => (LINE_BREAK.test(cell) ? sum + cell.split(LINE_BREAK).length - 1 : sum), 0)
}

async function* withStart({ text }: CsvStart, texts: AsyncIterable<string>): AsyncGenerator<string> {
  if (text !== '') yield text
  for await (const more of texts) if (more !== '') yield more
}

function csvError(error: CsvError, line: number): FormatError {
  const reasons: Readonly<Record<string, string>> = {
    CSV_QUOTE_NOT_CLOSED: 'A quoted cell is not closed',
    INVALID_OPENING_QUOTE: 'A quote stands inside a cell that does not start with one',
    CSV_INVALID_CLOSING_QUOTE: 'Something stands between the end of a quoted cell and the next one',
    CSV_MAX_RECORD_SIZE: `A row is longer than ${MAXIMUM_ROW_CHARACTERS} characters, or a quoted cell is not closed`,
  }
  return new FormatError(reasons[error.code] ?? `The file is not CSV: ${error.message}`, { line, column: 0 })
}
