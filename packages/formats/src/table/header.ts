import { LONGEST_HEADER } from './custom-header.ts'
import type { FieldDefinition, TableDefinition } from './definition.ts'
import type { SourceRow } from './source-row.ts'

/** Titles may stand above the header, but not a whole page. */
const SEARCHED_ROWS = 20

/** A name as it stands in a header, without case, accents, signs and what is in brackets. */
export function bareName(text: string): string {
  const cell = text.slice(0, LONGEST_HEADER)
  const name = cell.replace(/\(.*?\)|\[.*?\]/gs, '')
  return (/[\p{Letter}\p{Number}%]/u.test(name) ? name : cell)
    .replace('%', 'percent')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]/gu, '')
}

/** Which field the column of such a header is, by its name alone; null when it says nothing known. */
export function fieldNamed(cell: string, definition: TableDefinition): string | null {
  const name = bareName(cell)
  if (name === '') return null
  const found = Object.entries(definition.fields).find(([, field]) => namesOf(field).has(name))
  return found?.[0] ?? null
}

const knownNames = new WeakMap<FieldDefinition, ReadonlySet<string>>()

function namesOf(field: FieldDefinition): ReadonlySet<string> {
  const names = knownNames.get(field) ?? new Set([field.label, ...(field.aliases ?? [])].map(bareName))
  knownNames.set(field, names)
  return names
}

/** The first of the rows that names every field that is required; a title of one cell only where nothing better is. */
export function headerIndex(rows: readonly SourceRow[], definition: TableDefinition): number {
  const searched = rows.slice(0, SEARCHED_ROWS)
  const named = searched.flatMap(({ cells }, index) => (score(cells, definition) > 0 ? [{ cells, index }] : []))
  const wide = named.find(({ cells }) => cells.filter((cell) => cell !== '').length > 1)
  return (wide ?? named[0])?.index ?? 0
}

/** Whether the rows begin with a header, or with a title above one. */
export function hasHeader(rows: readonly SourceRow[], definition: TableDefinition): boolean {
  return rows.slice(0, SEARCHED_ROWS).some(({ cells }) => score(cells, definition) > 0)
}

/** How many fields the cells name; 0 when a required one is missing. */
function score(cells: readonly string[], definition: TableDefinition): number {
  const named = new Set(cells.map((cell) => fieldNamed(cell, definition)))
  named.delete(null)
  const isWhole = Object.entries(definition.fields).every(([key, field]) => field.isRequired !== true || named.has(key))
  return isWhole ? named.size : 0
}
