import type { ImportColumns, TableMapping } from '@throughline/contract'

export const ownField = 'custom:'

/** What a column is taken for. */
export const fieldAt = ({ columns }: TableMapping, index: number): string | null =>
  columns.find((column) => column.index === index)?.field ?? null

/** The mapping with a column taken for something else. */
export function withField(mapping: TableMapping, index: number, field: string | null): TableMapping {
  const others = mapping.columns.filter((column) => column.index !== index)
  return { ...mapping, columns: [...others, { index, field }].sort((a, b) => a.index - b.index) }
}

export interface ColumnChoice {
  readonly field: string
  readonly label: string
}

/** What a column can be: the fields of tasks, and a field of its own by its name or the one that it has. */
export function choicesFor({ fields, header, mapping }: ImportColumns, index: number): ColumnChoice[] {
  const name = header.find((column) => column.index === index)?.name.trim() || `Column ${index + 1}`
  const present = mapping.columns.find((column) => column.index === index)?.field ?? ''
  const own = [`${ownField}${name}`, ...(present.startsWith(ownField) ? [present] : [])]
  return [
    ...fields,
    ...[...new Set(own)].map((field) => ({ field, label: `Own field “${field.slice(ownField.length)}”` })),
  ]
}

/** Names of fields that several columns are taken for. */
export function takenTwice(mapping: TableMapping, fields: ImportColumns['fields']): string[] {
  const taken = mapping.columns.flatMap(({ field }) => (field === null ? [] : [field]))
  const twice = taken.filter((field, at) => taken.indexOf(field) !== at)
  return [...new Set(twice)].map((field) => labelOf(field, fields))
}

/** Names of fields without a column of which nothing can be read, and that no column is taken for. */
export const missingFields = (mapping: TableMapping, fields: ImportColumns['fields']): string[] =>
  fields
    .filter(({ field, isRequired }) => isRequired && mapping.columns.every((column) => column.field !== field))
    .map(({ label }) => label)

export const labelOf = (field: string, fields: ImportColumns['fields']): string =>
  fields.find((each) => each.field === field)?.label ??
  (field.startsWith(ownField) ? field.slice(ownField.length) : field)

const texts = ({ columns, durationUnit, dateOrder }: TableMapping) =>
  JSON.stringify([
    columns.filter(({ field }) => field !== null).map(({ index, field }) => [index, field]),
    durationUnit,
    dateOrder,
  ])

export const isSameMapping = (a: TableMapping, b: TableMapping): boolean => texts(a) === texts(b)
