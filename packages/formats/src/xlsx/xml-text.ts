// Text in spreadsheets writes what XML cannot hold, and carriage returns, as _x000D_; and _x005F_ for the underscore of
// what only looks like that.

/** Throws nothing: what would be no character that can be stored stays as it is written. */
export function decodeXmlText(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (written, digits: string) => {
    const code = Number.parseInt(digits, 16)
    return code === 0 || (code >= 0xd800 && code <= 0xdfff) ? written : String.fromCharCode(code)
  })
}

const ESCAPED = /(?![\t\n])[\p{Cc}\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)/gu
const MARKUP: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** So that `decodeXmlText` gives the text back; NUL and broken characters are left out. */
export function encodeXmlText(text: string): string {
  return text
    .replaceAll('\0', '')
    .toWellFormed()
    .replace(ESCAPED, (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replace(/[&<>"]/g, (character) => MARKUP[character] ?? character)
}
