const pieceBytes = 65_536

/**
 * What a writer gives, in pieces of some size, each in memory of its own, so that it can be handed to another thread.
 * Writers give what they have, a row or a few bytes at a time.
 */
export async function* gathered(
  source: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder()
  let piece = new Uint8Array(pieceBytes)
  let filled = 0
  for await (const given of source) {
    let rest = typeof given === 'string' ? encoder.encode(given) : given
    while (rest.length > 0) {
      const part = rest.subarray(0, pieceBytes - filled)
      piece.set(part, filled)
      filled += part.length
      rest = rest.subarray(part.length)
      if (filled < pieceBytes) continue
      yield piece
      piece = new Uint8Array(pieceBytes)
      filled = 0
    }
  }
  if (filled > 0) yield piece.slice(0, filled)
}
