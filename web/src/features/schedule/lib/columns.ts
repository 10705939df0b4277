export const columns = [
  { key: 'number', title: '#', label: 'Row', width: 44, editable: false },
  { key: 'wbs', title: 'WBS', label: 'WBS', width: 62, editable: false },
  { key: 'name', title: 'Name', label: 'Name', width: 236, editable: true },
  { key: 'duration', title: 'Duration', label: 'Duration', width: 78, editable: true },
  { key: 'start', title: 'Start', label: 'Start', width: 98, editable: true },
  { key: 'finish', title: 'Finish', label: 'Finish', width: 90, editable: false },
  { key: 'predecessors', title: 'Predecessors', label: 'Predecessors', width: 112, editable: true },
  { key: 'resources', title: 'Resources', label: 'Resources', width: 150, editable: true },
  { key: 'done', title: 'Done', label: 'Complete', width: 58, editable: true },
  { key: 'float', title: 'Float', label: 'Total float', width: 72, editable: false },
] as const

export type ColumnKey = (typeof columns)[number]['key']
export const columnKeys: readonly ColumnKey[] = columns.map(({ key }) => key)
/** Id of a cell's element, by which the focus is told. */
export const cellId = (taskId: string, column: ColumnKey): string => `cell-${taskId}-${column}`
export const tableWidth = columns.reduce((sum, { width }) => sum + width, 0)

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
