import { FormatError } from './format-error.ts'
import { lineFeedsIn } from './line-feeds.ts'

type Decoder = InstanceType<typeof TextDecoder>

const PIECE_BYTES = 65_536

/**
 * Text of a stream of bytes, in pieces that are small enough to be handled at once. The encoding
 * is that of a byte order mark, else `encodingOf` the first 64 kB; where that is null, they are all
 * ASCII, and the next 64 kB are asked.
 * Throws FormatError when the bytes are not text in that encoding.
 */
export async function* decodeText(
  source: AsyncIterable<Uint8Array>,
  encodingOf: (head: Uint8Array) => string | null,
): AsyncGenerator<{ text: string; bytes: number }> {
  let decoder: Decoder | null = null
  let isFirst = true
  let line = 1
  for await (const piece of piecesOf(source)) {
    const encoding = decoder === null ? ((isFirst ? markedEncoding(piece) : null) ?? encodingOf(piece)) : null
    if (encoding !== null) decoder = makeDecoder(encoding)
    isFirst = false
    const text = decode(decoder ?? makeDecoder('utf-8'), piece, line)
    line += lineFeedsIn(text)
    yield { text, bytes: piece.length }
  }
  if (decoder !== null) yield { text: decode(decoder, undefined, line), bytes: 0 }
}

/** Cuts and joins chunks so that all but the last have the same length. Each piece is written over by the next one. */
async function* piecesOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const piece = new Uint8Array(PIECE_BYTES)
  let filled = 0
  for await (const chunk of source) {
    for (let from = 0; from < chunk.length; ) {
      const part = chunk.subarray(from, from + PIECE_BYTES - filled)
      piece.set(part, filled)
      filled += part.length
      from += part.length
      if (filled < PIECE_BYTES) continue
      yield piece
      filled = 0
    }
  }
  if (filled > 0) yield piece.subarray(0, filled)
}

/** The encoding that a byte order mark tells, or null. */
function markedEncoding(head: Uint8Array): string | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  return null
}

function makeDecoder(encoding: string): Decoder {
  try {
    return new TextDecoder(encoding, { fatal: true })
  } catch {
    throw new FormatError(`The file is in an encoding that is not known here: “${encoding}”`, { line: 1, column: 0 })
  }
}

function decode(decoder: Decoder, piece: Uint8Array | undefined, line: number): string {
  try {
    return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true })
  } catch {
    const message = `The file is not text in ${decoder.encoding}: some bytes at or after this line are not characters. Saving it as UTF-8 helps`
    throw new FormatError(message, { line, column: 0 })
  }
}
