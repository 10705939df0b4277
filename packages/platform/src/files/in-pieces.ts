import { pieceBytes } from './file-store.ts'

/**
 * What comes in parts of any size, in pieces as files are stored, the last one smaller. Each is good until the next one is
 * asked for: there is one buffer for the whole file, since a new one for each piece would leave the collector of garbage behind.
 */
export async function* inPieces(parts: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const piece = new Uint8Array(pieceBytes)
  let filled = 0
  for await (const part of parts) {
    for (let from = 0; from < part.length; ) {
      const taken = part.subarray(from, from + pieceBytes - filled)
      piece.set(taken, filled)
      from += taken.length
      filled += taken.length
      if (filled < pieceBytes) continue
      yield piece
      filled = 0
    }
  }
  if (filled > 0) yield piece.subarray(0, filled)
}
