import type { ImportCounts, ImportEntity, ImportRow, ImportRowFilter, ImportSelection } from '@throughline/contract'

/** What of the difference is looked at. */
export type FilterName = 'all' | 'create' | 'update' | 'delete' | 'unchanged' | 'conflict' | 'parked'

export interface NamedFilter {
  readonly name: FilterName
  readonly title: string
  readonly filter: ImportRowFilter
  /** What there is to know of these rows. */
  readonly hint?: string
}

export const filters: readonly NamedFilter[] = [
  { name: 'all', title: 'All', filter: {} },
  { name: 'create', title: 'New', filter: { action: 'create' } },
  { name: 'update', title: 'Changed', filter: { action: 'update' } },
  {
    name: 'delete',
    title: 'Deleted',
    filter: { action: 'delete' },
    hint: 'They came with the last version of the file, and are not in this one.',
  },
  { name: 'unchanged', title: 'Unchanged', filter: { action: 'unchanged' } },
  {
    name: 'conflict',
    title: 'Conflicts',
    filter: { conflict: true },
    hint: 'Both the file and the plan were changed since the last import. What you do not decide stays as the plan has it.',
  },
  {
    name: 'parked',
    title: 'Cannot be taken',
    filter: { state: 'parked' },
    hint: 'Fix them here, or once all others are written. Rows that name one of them wait for it.',
  },
]

const differing = ['update', 'create', 'delete'] as const

/** What is shown first: of a plan that is there, something that would become different. */
export const firstFilter = (counts: ImportCounts): FilterName =>
  counts.unchanged === 0 ? 'all' : (differing.find((name) => counts[name] > 0) ?? 'all')

export const hintOf = (name: FilterName): string | undefined => filters.find((each) => each.name === name)?.hint

export const countOf = (name: FilterName, counts: ImportCounts): number =>
  name === 'all' ? counts.create + counts.update + counts.delete + counts.unchanged : counts[name]

export const filterOf = (name: FilterName, entity: ImportEntity | null): ImportRowFilter => ({
  ...filters.find((each) => each.name === name)?.filter,
  ...(entity ? { entity } : {}),
})

const fits = (row: ImportRow, { entity, action, conflict, state }: ImportRowFilter): boolean =>
  (entity === undefined || row.entity === entity) &&
  (action === undefined || row.action === action) &&
  (conflict === undefined || row.conflict === conflict) &&
  (state === undefined || row.state === state)

/** Of a change, whether anything would be written of it. */
const isEmpty = ({ action, fields }: ImportRow): boolean =>
  action === 'update' && fields.length > 0 && !fields.some((field) => field.chosen)

/**
 * A row as it is once the selection is taken. Chosen as a whole, a row keeps the choice of its fields; one of which no
 * field is chosen is left out.
 */
export function withSelection(row: ImportRow, { rows, chosen, fields }: ImportSelection): ImportRow {
  if (!(Array.isArray(rows) ? rows.includes(row.number) : fits(row, rows))) return row
  if (!fields) return { ...row, chosen: chosen && !isEmpty(row) }
  if (row.action !== 'update') return row
  const after = row.fields.map((field) => (fields.includes(field.field) ? { ...field, chosen } : field))
  return { ...row, fields: after, chosen: after.some((field) => field.chosen) }
}

/** What chooses one row, or leaves it out: with all of its fields, where none of them is chosen. */
export const selectionOf = (row: ImportRow, chosen: boolean): ImportSelection => ({
  rows: [row.number],
  chosen,
  ...(chosen && isEmpty(row) ? { fields: row.fields.map(({ field }) => field) } : {}),
})

const mostRows = 1_000

/** What takes the file's side in all conflicts of these rows, or the plan's; other fields stay as they are chosen. */
export function conflictSelections(rows: readonly ImportRow[], chosen: boolean): ImportSelection[] {
  const byField = new Map<string | null, number[]>()
  for (const { number, action, fields } of rows) {
    const conflicts = action === 'update' ? fields.filter(({ conflict }) => conflict).map(({ field }) => field) : [null]
    for (const field of conflicts) byField.set(field, [...(byField.get(field) ?? []), number])
  }
  return [...byField].flatMap(([field, numbers]) =>
    Array.from({ length: Math.ceil(numbers.length / mostRows) }, (_, part) => ({
      rows: numbers.slice(part * mostRows, (part + 1) * mostRows),
      chosen,
      ...(field === null ? {} : { fields: [field] }),
    })),
  )
}

const entityWords: Record<ImportEntity, readonly [string, string]> = {
  project: ['project', 'projects'],
  calendar: ['calendar', 'calendars'],
  task: ['task', 'tasks'],
  link: ['link', 'links'],
  resource: ['resource', 'resources'],
  assignment: ['assignment', 'assignments'],
  baseline: ['baseline', 'baselines'],
}

export const entities = Object.keys(entityWords) as readonly ImportEntity[]
export const entityWord = (entity: ImportEntity): string => entityWords[entity][0]
export const entityPlural = (entity: ImportEntity): string => entityWords[entity][1]

/** "2 new, 1 changed": what there is to write. */
export function countsText(counts: ImportCounts): string {
  const parts = filters
    .filter(({ name }) => name !== 'all' && counts[name] > 0)
    .map(({ name, title }) => `${countOf(name, counts).toLocaleString('en')} ${title.toLowerCase()}`)
  return parts.length === 0 ? 'nothing' : parts.join(', ')
}
