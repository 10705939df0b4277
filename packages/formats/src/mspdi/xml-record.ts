import { FormatError } from '../format-error.ts'
import { ownedText } from '../owned-text.ts'
import type { TextPile } from './text-pile.ts'

/** An element with all that is in it. `path` is that of the element itself. */
export interface XmlRecord {
  readonly name: string
  readonly path: string
  readonly line: number
  readonly column: number
  text: string
  /** Of many small elements one list that is empty. */
  children: readonly XmlRecord[]
  /** What is in it, where nobody looks into it; null when that is only text. */
  markup: TextPile | null
}

export function child(record: XmlRecord, name: string): XmlRecord | null {
  return record.children.find((each) => each.name === name) ?? null
}

export function children(record: XmlRecord | null, name: string): readonly XmlRecord[] {
  return record === null ? [] : record.children.filter((each) => each.name === name)
}

/** The trimmed text of a child, or null when it is missing or empty. */
export function textOfChild(record: XmlRecord, name: string): string | null {
  const text = child(record, name)?.text.trim() ?? ''
  return text === '' ? null : text
}

/** Likewise, in memory of its own, or empty. */
export function ownTextOfChild(record: XmlRecord, name: string): string {
  return ownedText(textOfChild(record, name) ?? '')
}

/** Throws FormatError for text that is not a number. */
export function numberOfChild(record: XmlRecord, name: string): number | null {
  const element = child(record, name)
  const text = element?.text.trim() ?? ''
  if (element === null || text === '') return null
  const value = Number(text)
  if (!Number.isFinite(value)) throw malformed(element, 'a number')
  return value
}

export function flagOfChild(record: XmlRecord, name: string, missing = false): boolean {
  const text = textOfChild(record, name)
  return missing ? text !== '0' && text !== 'false' : text === '1' || text === 'true'
}

export function malformed(element: XmlRecord, expected: string): FormatError {
  const text = element.text.trim().slice(0, 60)
  return new FormatError(`${element.name} should be ${expected}, but is “${text}”`, element)
}

/** What an element of the file says in its own words, and where. */
export interface NamedText {
  readonly text: string
  readonly line: number
  readonly column: number
}

export function namedText(record: XmlRecord, name: string): NamedText | null {
  const element = child(record, name)
  return element === null ? null : { text: ownedText(element.text.trim()), line: element.line, column: element.column }
}
