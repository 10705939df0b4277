// Primavera writes the 16 bytes of a GUID in base64 without its padding, the first three groups
// with their last byte first, as Windows keeps them in memory.

const BASE64_GUID = /^[A-Za-z0-9+/]{22}(==)?$/
const BRACED_GUID = /^\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?$/i
/** For each byte of a UUID its place in memory; the same way back. */
const PLACES = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15]

/** The UUID of base64, or of "{…}" as in XML; null for what is neither. */
export function uuidOfGuid(text: string | null): string | null {
  const braced = BRACED_GUID.exec(text ?? '')?.[1]
  if (braced !== undefined) return braced.toLowerCase()
  if (text === null || !BASE64_GUID.test(text)) return null
  const hex = swapped(Buffer.from(text, 'base64')).toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

export function guidOfUuid(uuid: string): string {
  return swapped(Buffer.from(uuid.replaceAll('-', ''), 'hex'))
    .toString('base64')
    .replace(/=+$/, '')
}

function swapped(bytes: Buffer): Buffer {
  return Buffer.from(PLACES.map((place) => bytes[place] ?? 0))
}
