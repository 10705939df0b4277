import type { DocumentCustomField } from '../plan-document.ts'
import { CUSTOM, type CustomHeader, customHeader, customName, freeKey, keyOfName } from './custom-header.ts'
import type { CustomFieldType } from './definition.ts'
import { looksLikeDate, looksLikeDuration } from './looks-like.ts'
import type { TableColumn } from './mapping.ts'
import { parseFlag, parseNumber } from './values/number.ts'

/** A column that becomes a custom field; `field` is known when all values have been added. */
export interface CustomColumn {
  readonly add: (text: string) => void
  readonly field: () => DocumentCustomField
}

/** Null for columns of other fields. */
export function customColumns(columns: readonly TableColumn[]): (CustomColumn | null)[] {
  const taken = new Set<string>()
  const headers = columns.map(({ definition, field, header }): CustomHeader | null => {
    if (definition !== null) return null
    const marked = customHeader(header)
    const name = customName(field.slice(CUSTOM.length))
    // Who gave the field another name than its column has means something else.
    return marked.name === name ? marked : { name, type: null, key: null }
  })
  for (const header of headers) if (header?.key != null) taken.add(header.key)
  const keys = new Set<string>()
  return headers.map((header) => {
    if (header === null) return null
    const free = header.key !== null && !keys.has(header.key)
    const key = free ? (header.key ?? '') : freeKey(keyOfName(header.name), new Set([...taken, ...keys]))
    keys.add(key)
    const guess = typeGuess()
    return { add: guess.add, field: () => ({ key, name: header.name, type: header.type ?? guess.type() }) }
  })
}

/** Finds out what all values of a column that are not empty can be. */
function typeGuess(): { add: (text: string) => void; type: () => CustomFieldType } {
  let possible: readonly (readonly [CustomFieldType, (text: string) => boolean])[] = TYPES
  let isEmpty = true
  return {
    add: (text) => {
      if (text.trim() === '') return
      isEmpty = false
      if (possible.length > 0) possible = possible.filter(([, holds]) => holds(text))
    },
    type: () => (isEmpty ? 'text' : (possible[0]?.[0] ?? 'text')),
  }
}

/** Numbers that begin with a zero are codes. */
const TYPES: readonly (readonly [CustomFieldType, (text: string) => boolean])[] = [
  ['number', (text) => text.length <= 40 && /^\s*[+-]?(?!0\d)\d[\d.,]*\s*$/.test(text) && parseNumber(text) !== null],
  ['date', looksLikeDate],
  ['flag', (text) => text.length < 20 && parseFlag(text) !== null],
  ['duration', looksLikeDuration],
]
