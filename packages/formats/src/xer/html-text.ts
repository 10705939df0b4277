// Notes are documents of HTML in Primavera, and plain text here. What is written reads back as it was; of HTML from
// elsewhere the words and the lines are taken. In XER, line ends of the HTML are two bytes of 0x7F.

const BREAKS = /<\s*br\s*\/?\s*>/gi
const BLOCKS = /<\s*\/?\s*(?:p|div|li|ul|ol|tr|table|h[1-6]|blockquote|pre|hr)\b[^>]*>/gi
const HIDDEN = /<\s*(head|style|script|title)\b[\s\S]*?<\s*\/\s*\1\s*>|<!--[\s\S]*?-->|<![^>]*>/gi
const TAGS = /<\/?[A-Za-z][^>]*>/g
const ENTITY = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));/g
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  bull: '•',
  hellip: '…',
  euro: '€',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
}
/** Stand for the ends of lines and of blocks until white space is gone; both are characters that nothing means. */
const LINE = '\ue000'
const BLOCK = '\ue001'

/** The words of HTML, a line for each of its lines. */
export function textOfHtml(html: string): string {
  const marked = html
    .replace(/[\ue000\ue001\ufeff]/g, '')
    .replaceAll('\x7f', ' ')
    .replace(HIDDEN, '')
    .replace(BREAKS, LINE)
    .replace(BLOCKS, BLOCK)
    .replace(TAGS, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([\ue000\ue001]) ?/g, '$1')
  return decoded(
    marked
      .trim()
      .replace(/^\ue001+|\ue001+$/g, '')
      .replace(/\ue001+/g, '\n')
      .replaceAll(LINE, '\n'),
  )
}

/** As one paragraph of lines; white space and what is not in Windows-1252 is written as entities. */
export function htmlOfText(text: string): string {
  const lines = text.split('\n').map((line) => encoded(line).replace(/^ | $|(?<= ) /g, '&#32;'))
  return `<HTML><BODY><P>${lines.join('<BR>')}</P></BODY></HTML>`
}

function encoded(line: string): string {
  return line
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\p{Cc}\s\u{100}-\u{10ffff}]/gu, (character) =>
      character === ' ' ? ' ' : `&#${character.codePointAt(0)};`,
    )
}

function decoded(text: string): string {
  return text.replace(ENTITY, (entity, decimal?: string, hexadecimal?: string, name?: string) => {
    if (name !== undefined) return NAMED[name] ?? entity
    const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal)
    const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
    return isCharacter ? String.fromCodePoint(code) : ''
  })
}
