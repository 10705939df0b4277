// The headers of custom fields. "Budget [cost]" says the type, "Budget [cost Cost1]" also the key that tasks have the value
// by; any other header is a name, and the values tell the type.
import { MAXIMUM_SHORT_NAME, trimmedName } from '../limits.ts'
import type { DocumentCustomField } from '../plan-document.ts'
import type { CustomFieldType } from './definition.ts'

/** Before the name of a custom field where the key of a field could stand. */
export const CUSTOM = 'custom:'

export interface CustomHeader {
  readonly name: string
  readonly type: CustomFieldType | null
  readonly key: string | null
}

/** Longer ones are no names. */
export const LONGEST_HEADER = 300

const MARKED = /^(.+?)\s*\[(text|number|date|flag|duration|cost)(?: ([A-Za-z][A-Za-z0-9_]{0,49}))?\]\s*$/s

export function isMarkedCustom(header: string): boolean {
  return header.length <= LONGEST_HEADER && MARKED.test(header.trim())
}

export function customHeader(header: string): CustomHeader {
  const [, name, type, key] = (isMarkedCustom(header) ? MARKED.exec(header.trim()) : null) ?? []
  return { name: customName(name ?? header), type: (type as CustomFieldType | undefined) ?? null, key: key ?? null }
}

export function customName(text: string): string {
  return trimmedName(text, MAXIMUM_SHORT_NAME, 'Custom field')
}

/** The header that `customHeader` gets the field back from. */
export function headerOfCustom({ name, type, key }: DocumentCustomField): string {
  return key === keyOfName(name) ? `${name} [${type}]` : `${name} [${type} ${key}]`
}

/** "Site office" is `SiteOffice`; a letter first, at most 50 characters. */
export function keyOfName(name: string): string {
  const words = name.normalize('NFKD').match(/[A-Za-z0-9]+/g) ?? []
  const key = words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('')
  return (/^[A-Za-z]/.test(key) ? key : `Field${key}`).slice(0, 50)
}

/** With a number behind it when the key is taken. */
export function freeKey(key: string, taken: ReadonlySet<string>): string {
  if (!taken.has(key)) return key
  for (let number = 2; ; number += 1) {
    const numbered = `${key.slice(0, 49 - String(number).length)}_${number}`
    if (!taken.has(numbered)) return numbered
  }
}
