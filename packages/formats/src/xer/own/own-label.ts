// What Primavera has no place for is kept in user-defined fields of our own, which their labels tell from those of
// people. A text of Primavera holds 255 characters at most, so that a longer one goes on in further fields.
import type { XerRow } from '../xer-tables.ts'
import { textIn } from '../xer-values.ts'

const PREFIX = 'Throughline: '
const LABEL = /^Throughline: ([A-Za-z][\w. ]*?)(?: \((\d{1,2})\))?$/

export function isOwnField(row: XerRow): boolean {
  return textIn(row, 'udf_type_label')?.startsWith(PREFIX) ?? false
}

/** `part` counts from 1. */
export function ownLabel(name: string, part: number): string {
  return part === 1 ? `${PREFIX}${name}` : `${PREFIX}${name} (${part})`
}

/** The reverse; null for what is not a label of ours. */
export function ofOwnLabel(label: string): { readonly name: string; readonly part: number } | null {
  const match = LABEL.exec(label)
  return match?.[1] === undefined ? null : { name: match[1], part: Number(match[2] ?? 1) }
}
