import { isAscii } from 'node:buffer'
import { decodeText } from '../decode-text.ts'
import { FormatError } from '../format-error.ts'
import { lineFeedsIn } from '../line-feeds.ts'
import { MAXIMUM_ROW_CHARACTERS } from '../table/source-row.ts'

const ZIP = [0x50, 0x4b, 0x03, 0x04]

/**
 * The text of a file whose encoding nothing tells but its bytes. Throws FormatError for what is not text, and for lines
 * without an end, before a parser makes millions of cells of them.
 */
export async function* csvTexts(
  source: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<string> {
  let line = 1
  let lineLength = 0
  for await (const { text, bytes } of decodeText(source, encodingOf)) {
    onBytes(bytes)
    const nul = text.indexOf('\0')
    if (nul !== -1) {
      const place = { line: line + lineFeedsIn(text.slice(0, nul)), column: 0 }
      throw new FormatError('The file is not text: it has NUL characters', place)
    }
    line += lineFeedsIn(text)
    const lastBreak = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'))
    lineLength = lastBreak === -1 ? lineLength + text.length : text.length - lastBreak - 1
    if (lineLength > MAXIMUM_ROW_CHARACTERS) {
      throw new FormatError(`A row is longer than ${MAXIMUM_ROW_CHARACTERS} characters`, { line, column: 0 })
    }
    yield text
  }
}

/**
 * UTF-16 shows by its zero bytes, UTF-8 by the way its bytes go together, and what is neither is mostly in the Windows
 * code page, as spreadsheets write it. Null: all ASCII, so that what comes will tell.
 */
function encodingOf(head: Uint8Array): string | null {
  if (ZIP.every((byte, index) => head[index] === byte)) {
    throw new FormatError('The file is not CSV: it is a zip file, such as a spreadsheet (XLSX)', { line: 1, column: 0 })
  }
  const wide = wideEncoding(head)
  if (wide !== null) return wide
  if (isAscii(head)) return null
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}

/** Of text in letters that are mostly Latin, every other byte is zero. */
function wideEncoding(head: Uint8Array): string | null {
  const looked = head.subarray(0, 4_096)
  const zeros = [0, 0]
  for (let at = looked.indexOf(0); at !== -1; at = looked.indexOf(0, at + 1)) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  const many = looked.length / 8
  if (odd > many && even < odd / 4) return 'utf-16le'
  return even > many && odd < even / 4 ? 'utf-16be' : null
}
