export const columns = [
  { key: 'number', title: '#', label: 'Row', width: 44, editable: false },
  { key: 'wbs', title: 'WBS', label: 'WBS', width: 62, editable: false },
  { key: 'name', title: 'Name', label: 'Name', width: 236, editable: true },
  { key: 'duration', title: 'Duration', label: 'Duration', width: 78, editable: true },
  { key: 'start', title: 'Start', label: 'Start', width: 110, editable: true },
  { key: 'finish', title: 'Finish', label: 'Finish', width: 104, editable: false },
  { key: 'variance', title: 'Variance', label: 'Finish against the baseline', width: 84, editable: false },
  { key: 'predecessors', title: 'Predecessors', label: 'Predecessors', width: 112, editable: true },
  { key: 'resources', title: 'Resources', label: 'Resources', width: 150, editable: true },
  { key: 'done', title: 'Done', label: 'Complete', width: 58, editable: true },
  { key: 'float', title: 'Float', label: 'Total float', width: 72, editable: false },
] as const

export type ColumnKey = (typeof columns)[number]['key']
export type Column = (typeof columns)[number]
export const columnKeys: readonly ColumnKey[] = columns.map(({ key }) => key)
/** Id of a cell's element, by which the focus is told. */
export const cellId = (taskId: string, column: ColumnKey): string => `cell-${taskId}-${column}`
export const tableWidth = columns.reduce((sum, { width }) => sum + width, 0)

/** The columns that a table shows, and how wide they are together. */
export interface ColumnSet {
  readonly columns: readonly Column[]
  readonly keys: readonly ColumnKey[]
  readonly width: number
}

const columnSetOf = (shown: readonly Column[]): ColumnSet => ({
  columns: shown,
  keys: shown.map(({ key }) => key),
  width: shown.reduce((sum, { width }) => sum + width, 0),
})
const withVariance = columnSetOf(columns)
const withoutVariance = columnSetOf(columns.filter(({ key }) => key !== 'variance'))

/** The variance is of use only with a baseline to be measured against. */
export const columnsFor = (hasBaseline: boolean): ColumnSet => (hasBaseline ? withVariance : withoutVariance)

/** Says whether a cell can be edited; summaries are decided by what is below them. */
export type CanEdit = (column: ColumnKey, hasChildren: boolean) => boolean

/** Who may only report progress edits what is done, and nothing else. */
export const editableBy = (rights: { mayChange: boolean; mayProgress: boolean }): CanEdit => {
  const editable = new Set(columns.filter((column) => column.editable).map(({ key }) => key as ColumnKey))
  return (column, hasChildren) => {
    if (!editable.has(column) || (hasChildren && (column === 'duration' || column === 'done'))) return false
    return column === 'done' ? rights.mayProgress : rights.mayChange
  }
}
