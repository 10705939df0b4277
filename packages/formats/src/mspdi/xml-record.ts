import { FormatError } from '../format-error.ts'

/** An element with all that is in it. `path` is that of the element itself. */
export interface XmlRecord {
  readonly name: string
  readonly path: string
  readonly line: number
  readonly column: number
  text: string
  readonly children: XmlRecord[]
}

export function child(record: XmlRecord, name: string): XmlRecord | null {
  return record.children.find((each) => each.name === name) ?? null
}

export function children(record: XmlRecord | null, name: string): XmlRecord[] {
  return record === null ? [] : record.children.filter((each) => each.name === name)
}

/** The trimmed text of a child, or null when it is missing or empty. */
export function textOfChild(record: XmlRecord, name: string): string | null {
  const text = child(record, name)?.text.trim() ?? ''
  return text === '' ? null : text
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

export function flagOfChild(record: XmlRecord, name: string): boolean {
  const text = textOfChild(record, name)
  return text === '1' || text === 'true'
}

export function malformed(element: XmlRecord, expected: string): FormatError {
  const text = element.text.trim().slice(0, 60)
  return new FormatError(`${element.name} should be ${expected}, but is “${text}”`, element)
}
