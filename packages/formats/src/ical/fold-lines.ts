const MAXIMUM_BYTES = 74

/** Lines of a calendar, none of which is longer than 75 bytes (RFC 5545, 3.1): what is longer goes on behind a space. */
export function foldLines(text: string): string {
  return text.split('\r\n').map(foldLine).join('\r\n')
}

function foldLine(line: string): string {
  if (Buffer.byteLength(line) <= MAXIMUM_BYTES) return line
  const parts: string[] = []
  let from = 0
  let bytes = 0
  for (let at = 0; at < line.length; ) {
    const code = line.codePointAt(at) as number
    const own = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
    if (bytes + own > MAXIMUM_BYTES) {
      parts.push(line.slice(from, at))
      from = at
      bytes = 0
    }
    bytes += own
    at += own === 4 ? 2 : 1
  }
  return [...parts, line.slice(from)].join('\r\n ')
}
