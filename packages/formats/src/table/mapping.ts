import type { TableMapping } from '@throughline/contract'
import { FormatError } from '../format-error.ts'
import { cut, MAXIMUM_CUSTOM_FIELDS } from '../limits.ts'
import type { DurationUnit } from '../plan-document.ts'
import { CUSTOM, customHeader, isMarkedCustom } from './custom-header.ts'
import type { FieldDefinition, TableDefinition } from './definition.ts'
import { bareName, fieldNamed } from './header.ts'
import { MissingColumnError } from './missing-column-error.ts'
import type { SourceRow } from './source-row.ts'

type MappedColumn = TableMapping['columns'][number]

/** Names that spreadsheets and programs give to columns that nobody has named. */
const NO_NAME = /^(|column|field|unnamed|spalte|feld|colonne|champ|columna|campo)\d*$/

/** What the columns are by their names, and by their values where a name says nothing. */
export function guessColumns(
  header: SourceRow,
  samples: readonly SourceRow[],
  definition: TableDefinition,
): MappedColumn[] {
  const names = namesOf(header, samples)
  const values = names.map((_, index) => valuesAt(index, samples))
  const taken = new Set<string>()
  const take = (field: string | null): string | null => {
    if (field === null || taken.has(field)) return null
    if (!field.startsWith(CUSTOM)) taken.add(field)
    return field
  }
  const byName = names.map((name) => take(fieldByName(name, definition)))
  const missing = requiredByValues(byName, values, definition, taken)
  const fields = byName.map((field, index) => {
    if (field !== null) return field
    return take(missing.get(index) ?? fieldByValues(names[index] ?? '', values[index] ?? [], definition, taken))
  })
  const columns = fields.map((field, index) => ({ name: names[index] ?? '', field, values: values[index] ?? [] }))
  const last = definition.reconsider?.(columns) ?? fields
  return last.map((field, index) => ({ index, field }))
}

function namesOf(header: SourceRow, samples: readonly SourceRow[]): string[] {
  const width = Math.max(header.cells.length, ...samples.map(({ cells }) => cells.length))
  return Array.from({ length: width }, (_, index) => header.cells[index] ?? '')
}

function valuesAt(index: number, samples: readonly SourceRow[]): string[] {
  return samples.map(({ cells }) => cells[index]?.trim() ?? '').filter((value) => value !== '')
}

function fieldByName(name: string, definition: TableDefinition): string | null {
  if (definition.takesCustomFields === true && isMarkedCustom(name)) return `${CUSTOM}${customHeader(name).name}`
  return fieldNamed(name, definition)
}

/**
 * The columns of fields that the table must have and no name tells. They can be called anything, so that of those whose
 * values could be it the one is taken whose values differ most.
 */
function requiredByValues(
  byName: readonly (string | null)[],
  values: readonly (readonly string[])[],
  { fields }: TableDefinition,
  taken: ReadonlySet<string>,
): Map<number, string> {
  const found = new Map<number, string>()
  for (const [key, { isRequired, shownBy }] of Object.entries(fields)) {
    if (isRequired !== true || shownBy === undefined || taken.has(key)) continue
    const variety = values.map((shown, index) => {
      const isFree = byName[index] === null && !found.has(index) && shown.length > 0
      return isFree && shownBy(shown) ? new Set(shown).size : 0
    })
    const most = Math.max(0, ...variety)
    if (most > 0) found.set(variety.indexOf(most), key)
  }
  return found
}

function fieldByValues(
  name: string,
  values: readonly string[],
  { fields }: TableDefinition,
  taken: ReadonlySet<string>,
): string | null {
  if (values.length === 0 || !NO_NAME.test(bareName(name))) return null
  const found = Object.entries(fields).find(([key, { shownBy }]) => !taken.has(key) && shownBy?.(values) === true)
  return found?.[0] ?? null
}

/** The unit of durations without one, from a header such as "Duration (hours)". */
export function headerUnit(name: string): Exclude<DurationUnit, 'months'> {
  const text = name.toLowerCase()
  if (/hour|stunde|heure|hora|\(h\b|\[h\]|\bstd\b/.test(text)) return 'hours'
  if (/week|woche|semaine|semana|\(w/.test(text)) return 'weeks'
  return /min|\(m\)/.test(text) ? 'minutes' : 'days'
}

/** What cells of a column of the field are, or null when it is not read. */
export function columnType(
  field: string | null,
  definition: TableDefinition,
): FieldDefinition['type'] | 'custom' | null {
  if (field === null) return null
  return Object.hasOwn(definition.fields, field) ? (definition.fields[field]?.type ?? null) : 'custom'
}

export interface TableColumn {
  readonly index: number
  readonly header: string
  /** The key of a field, or the name of a custom one. */
  readonly field: string
  /** Null of custom fields. */
  readonly definition: FieldDefinition | null
}

/** The columns that are read. Throws FormatError for a field that is not known, MissingColumnError without a required one. */
export function mappedColumns(
  mapping: { readonly columns: readonly MappedColumn[] },
  header: SourceRow,
  definition: TableDefinition,
): TableColumn[] {
  const seen = new Set<string>()
  const columns = mapping.columns.flatMap(({ index, field }): TableColumn[] => {
    if (field === null || seen.has(field)) return []
    const known = Object.hasOwn(definition.fields, field) ? definition.fields[field] : undefined
    const isCustom = known === undefined && definition.takesCustomFields === true && field.startsWith(CUSTOM)
    if (known === undefined && !isCustom) {
      throw new FormatError(`The mapping names a field “${field}”, which tables of this kind do not have`, {
        line: header.line,
        column: index + 1,
      })
    }
    if (!isCustom) seen.add(field)
    return [{ index, header: header.cells[index] ?? '', field, definition: known ?? null }]
  })
  const customs = columns.filter((column) => column.definition === null)
  if (customs.length > MAXIMUM_CUSTOM_FIELDS) {
    throw new FormatError(`More than ${MAXIMUM_CUSTOM_FIELDS} columns are custom fields`, {
      line: header.line,
      column: 0,
    })
  }
  for (const [field, { isRequired, label }] of Object.entries(definition.fields)) {
    if (isRequired === true && !seen.has(field)) throw missingColumn(label, header)
  }
  return columns
}

function missingColumn(label: string, header: SourceRow): MissingColumnError {
  const found = header.cells.map((cell) => `“${cut(cell.trim(), 60)}”`).slice(0, 12)
  const name = label.toLowerCase()
  const message = `No column is the ${name}. The first row should name the columns, one of them “${name}”; it has ${found.join(', ')}`
  return new MissingColumnError(message, { line: header.line, column: 0 })
}
