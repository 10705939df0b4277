/** The characters of the bytes 0x80 to 0x9F; a space where there is none. */
const UPPER = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ'
const BYTES = new Map([...UPPER].flatMap((character, index) => (character === ' ' ? [] : [[character, 0x80 + index]])))
const OTHER = 0x3f

/** What is not in Windows-1252 becomes “?”, as Primavera does it. */
export function windows1252(text: string): Uint8Array {
  if (isAscii(text)) return Buffer.from(text, 'latin1')
  const characters = [...text]
  return Uint8Array.from(characters, (character) => byteOf(character) ?? OTHER)
}

/** The text as it is read back. */
export function throughWindows1252(text: string): string {
  if (isAscii(text)) return text
  return [...text].map((character) => (byteOf(character) === null ? '?' : character)).join('')
}

const isAscii = (text: string): boolean => !/[^\0-\x7f]/.test(text)

function byteOf(character: string): number | null {
  const code = character.codePointAt(0) ?? OTHER
  if (code < 0x80 || (code >= 0xa0 && code <= 0xff)) return code
  return BYTES.get(character) ?? null
}
