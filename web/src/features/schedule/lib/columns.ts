import type { CustomField, CustomFieldType } from './custom-fields.ts'

/** What a column holds: how it is aligned, compared and filtered. */
export type ColumnKind = 'text' | 'number' | 'duration' | 'date' | 'flag' | 'choice'

/** A column of the registry, or `custom:` and the key of one of the project's own fields. */
export type ColumnKey = string

export interface Column {
  readonly key: ColumnKey
  readonly title: string
  readonly label: string
  readonly width: number
  readonly kind: ColumnKind
  readonly editable: boolean
  /** Of a summary it is decided by what is below it. */
  readonly ofLeaves?: true
  /** Whoever may report progress may edit it. */
  readonly isProgress?: true
  /** Shown where nobody chose otherwise. */
  readonly isUsual?: true
}

const read = { editable: false } as const
const edit = { editable: true } as const
const usual = { isUsual: true } as const

/** All columns there are, but for those of the project's own fields. */
export const columns: readonly Column[] = [
  { key: 'number', title: '#', label: 'Row', width: 44, kind: 'number', ...read, ...usual },
  { key: 'wbs', title: 'WBS', label: 'WBS', width: 62, kind: 'text', ...read, ...usual },
  { key: 'name', title: 'Name', label: 'Name', width: 236, kind: 'text', ...edit, ...usual },
  {
    key: 'duration',
    title: 'Duration',
    label: 'Duration',
    width: 78,
    kind: 'duration',
    ...edit,
    ...usual,
    ofLeaves: true,
  },
  { key: 'start', title: 'Start', label: 'Start', width: 110, kind: 'date', ...edit, ...usual },
  { key: 'finish', title: 'Finish', label: 'Finish', width: 104, kind: 'date', ...read, ...usual },
  {
    key: 'variance',
    title: 'Variance',
    label: 'Finish against the baseline',
    width: 84,
    kind: 'duration',
    ...read,
    ...usual,
  },
  { key: 'predecessors', title: 'Predecessors', label: 'Predecessors', width: 112, kind: 'text', ...edit, ...usual },
  { key: 'resources', title: 'Resources', label: 'Resources', width: 150, kind: 'text', ...edit, ...usual },
  {
    key: 'done',
    title: 'Done',
    label: 'Complete',
    width: 58,
    kind: 'number',
    ...edit,
    ...usual,
    ofLeaves: true,
    isProgress: true,
  },
  { key: 'float', title: 'Float', label: 'Total float', width: 72, kind: 'duration', ...read, ...usual },
  { key: 'freeFloat', title: 'Free float', label: 'Free float', width: 84, kind: 'duration', ...read },
  { key: 'successors', title: 'Successors', label: 'Successors', width: 112, kind: 'text', ...read },
  { key: 'lateStart', title: 'Late start', label: 'Late start', width: 100, kind: 'date', ...read },
  { key: 'lateFinish', title: 'Late finish', label: 'Late finish', width: 100, kind: 'date', ...read },
  { key: 'deadline', title: 'Deadline', label: 'Deadline', width: 100, kind: 'date', ...edit },
  { key: 'constraint', title: 'Constraint', label: 'Constraint', width: 170, kind: 'choice', ...edit },
  { key: 'constraintAt', title: 'Constraint date', label: 'Constraint date', width: 116, kind: 'date', ...edit },
  { key: 'calendar', title: 'Calendar', label: 'Calendar', width: 120, kind: 'choice', ...edit },
  { key: 'priority', title: 'Priority', label: 'Priority', width: 72, kind: 'number', ...edit },
  { key: 'active', title: 'Active', label: 'Active', width: 64, kind: 'flag', ...edit },
  { key: 'critical', title: 'Critical', label: 'Critical', width: 70, kind: 'flag', ...read },
  {
    key: 'actualStart',
    title: 'Actual start',
    label: 'Actual start',
    width: 104,
    kind: 'date',
    ...edit,
    ofLeaves: true,
    isProgress: true,
  },
  {
    key: 'actualFinish',
    title: 'Actual finish',
    label: 'Actual finish',
    width: 104,
    kind: 'date',
    ...edit,
    ofLeaves: true,
    isProgress: true,
  },
  { key: 'work', title: 'Work', label: 'Work', width: 76, kind: 'duration', ...read },
  { key: 'notes', title: 'Notes', label: 'Notes', width: 200, kind: 'text', ...edit },
]

export const columnKeys: readonly ColumnKey[] = columns.filter(({ isUsual }) => isUsual).map(({ key }) => key)
/** Id of a cell's element, by which the focus is told. */
export const cellId = (taskId: string, column: ColumnKey): string => `cell-${taskId}-${column}`
export const tableWidth = columns.reduce((sum, { width }) => sum + width, 0)

const kindOf: Readonly<Record<CustomFieldType, ColumnKind>> = {
  text: 'text',
  number: 'number',
  cost: 'number',
  date: 'date',
  flag: 'flag',
  duration: 'duration',
}
export const customPrefix = 'custom:'

/** Every column that a project can show: the registry's and those of its own fields. */
export function columnsOfProject(fields: readonly CustomField[]): readonly Column[] {
  const own = fields.map(
    ({ key, name, type }): Column => ({
      key: `${customPrefix}${key}`,
      title: name,
      label: name,
      width: 110,
      kind: kindOf[type],
      editable: true,
    }),
  )
  return own.length === 0 ? columns : [...columns, ...own]
}

const ofOne: ReadonlySet<ColumnKey> = new Set(['name', 'predecessors', 'notes', 'start'])

/** What it makes sense to set for several tasks at once. */
export const settableOf = (fields: readonly CustomField[]): readonly Column[] =>
  columnsOfProject(fields).filter(({ key, editable }) => editable && !ofOne.has(key))

/** The columns that a table shows, and how wide they are together. */
export interface ColumnSet {
  readonly columns: readonly Column[]
  readonly keys: readonly ColumnKey[]
  readonly width: number
}

export const columnSetOf = (shown: readonly Column[]): ColumnSet => ({
  columns: shown,
  keys: shown.map(({ key }) => key),
  width: shown.reduce((sum, { width }) => sum + width, 0),
})
const usualColumns = columns.filter(({ isUsual }) => isUsual)
const withVariance = columnSetOf(usualColumns)
const withoutVariance = columnSetOf(usualColumns.filter(({ key }) => key !== 'variance'))

/** The variance is of use only with a baseline to be measured against. */
export const columnsFor = (hasBaseline: boolean): ColumnSet => (hasBaseline ? withVariance : withoutVariance)

/** Says whether a cell can be edited; summaries are decided by what is below them. */
export type CanEdit = (column: ColumnKey, hasChildren: boolean) => boolean

/** Who may only report progress edits what is done, and nothing else. */
export const editableBy = (rights: { mayChange: boolean; mayProgress: boolean }): CanEdit => {
  const known = new Map(columns.map((column) => [column.key, column]))
  return (key, hasChildren) => {
    if (key.startsWith(customPrefix)) return rights.mayChange
    const column = known.get(key)
    if (!column?.editable || (hasChildren && column.ofLeaves)) return false
    return column.isProgress ? rights.mayProgress : rights.mayChange
  }
}
