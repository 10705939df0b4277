import { Readable } from 'node:stream'
import { CsvError, type Info, parse } from 'csv-parse'
import { decodeText } from '../decode-text.ts'
import { FormatError } from '../format-error.ts'

export interface CsvRow {
  readonly cells: readonly string[]
  readonly line: number
}

const MAXIMUM_ROW_CHARACTERS = 1_000_000
const DELIMITERS = [',', ';', '\t'] as const

/**
 * The rows of a CSV file that are not empty. The delimiter is the one of , ; and tab that the first
 * line has most of. Throws FormatError for quotes that do not close and bytes that are not text.
 */
export async function* csvRows(
  source: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<CsvRow> {
  const texts = decodeText(source, encodingOf)
  const start = await firstLine(texts, onBytes)
  let parsedLines = 0
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(start.text),
    info: true,
    relax_column_count: true,
    max_record_size: MAXIMUM_ROW_CHARACTERS,
    on_record: (record: string[], { lines }) => {
      parsedLines = lines
      return record
    },
  })
  const input = Readable.from(withStart(start.text, texts, onBytes))
  input.on('error', (error) => parser.destroy(error))
  let lastLine = 0
  try {
    for await (const { record, info } of input.pipe(parser) as AsyncIterable<{ record: string[]; info: Info }>) {
      const line = lastLine + 1
      lastLine = info.lines
      if (record.some((cell) => cell.trim() !== '')) yield { cells: record.map(unguarded), line }
    }
  } catch (error) {
    throw error instanceof CsvError ? csvError(error, parsedLines + 1) : error
  } finally {
    input.destroy()
  }
}

/** What spreadsheets would take for a formula is exported with an apostrophe before it. */
function unguarded(cell: string): string {
  return /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell
}

/** Files of spreadsheets that are not UTF-8 are mostly in the Windows code page. */
function encodingOf(head: Uint8Array): string {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}

async function firstLine(
  texts: AsyncIterator<{ text: string; bytes: number }>,
  onBytes: (bytes: number) => void,
): Promise<{ text: string }> {
  let text = ''
  while (!/\n/.test(text) && text.length < MAXIMUM_ROW_CHARACTERS) {
    const next = await texts.next()
    if (next.done === true) break
    onBytes(next.value.bytes)
    text += next.value.text
  }
  return { text }
}

async function* withStart(
  start: string,
  texts: AsyncGenerator<{ text: string; bytes: number }>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<string> {
  if (start !== '') yield start
  for await (const { text, bytes } of texts) {
    onBytes(bytes)
    if (text !== '') yield text
  }
}

function delimiterOf(text: string): string {
  const [line = ''] = text.replace(/"[^"]*"/g, '').split('\n', 1)
  const counts = DELIMITERS.map((delimiter) => line.split(delimiter).length)
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ','
}

function csvError(error: CsvError, line: number): FormatError {
  const reasons: Readonly<Record<string, string>> = {
    CSV_QUOTE_NOT_CLOSED: 'A quoted cell is not closed',
    INVALID_OPENING_QUOTE: 'A quote stands inside a cell that does not start with one',
    CSV_INVALID_CLOSING_QUOTE: 'Something stands between the end of a quoted cell and the next one',
    CSV_MAX_RECORD_SIZE: `A row is longer than ${MAXIMUM_ROW_CHARACTERS} characters`,
  }
  return new FormatError(reasons[error.code] ?? `The file is not CSV: ${error.message}`, { line, column: 0 })
}
