// Elements as they are written, and what is kept of those that were read. The shape is that of DocumentExtra's nodes.
import type { ExtraNode } from '../plan-document.ts'

/**
 * An element that holds text or other elements. A name in angle brackets, as `<Rates>`, says that the content is the markup
 * of elements of that name, as they are to be written.
 */
export type XmlNode = ExtraNode

export function isMarkup(name: string): boolean {
  return name.startsWith('<')
}

export function markupOf(nodes: readonly XmlNode[]): string {
  const pieces: string[] = []
  for (const node of nodes) addMarkup(node, pieces)
  return pieces.join('')
}

function addMarkup([name, content]: XmlNode, pieces: string[]): void {
  if (typeof content === 'string') {
    if (isMarkup(name)) pieces.push(content)
    else pieces.push('<', name, '>', escapeText(content), '</', name, '>')
    return
  }
  pieces.push('<', name, '>')
  for (const node of content) addMarkup(node, pieces)
  pieces.push('</', name, '>')
}

const SPECIAL = /[^\t\n\x20-%'-;=?-\uD7FF\uE000-\uFFFD]/
const UNWRITABLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu

/** Without the characters that XML cannot hold. A carriage return is written as a reference, or it would be read as a line feed. */
export function escapeText(text: string): string {
  if (!SPECIAL.test(text)) return text
  return text
    .replace(UNWRITABLE, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;')
}

/** None for null, else one, so that lists of elements can be put together. */
export function leaf(name: string, value: string | number | null): readonly XmlNode[] {
  return value === null ? [] : [[name, typeof value === 'number' ? numberText(value) : value]]
}

export function flag(name: string, value: boolean): XmlNode {
  return [name, value ? '1' : '0']
}

/** Without an exponent, which the schema's decimals do not have. */
export function numberText(value: number): string {
  const text = String(value)
  return text.includes('e') ? value.toFixed(20).replace(/\.?0+$/, '') : text
}

/** A short text that stands for a long one, to tell whether that is still the same. */
export function digestOf(text: string): string {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    high = Math.imul(high ^ code, 2_654_435_761)
    low = Math.imul(low ^ code, 1_597_334_677)
  }
  return (high >>> 0).toString(36) + (low >>> 0).toString(36)
}
