import type { ColumnKey } from './columns.ts'
import type { ActiveCell } from './keyboard.ts'
import type { OutlineEntry } from './outline.ts'

/** What is selected besides the active cell: a block of cells from an anchor to it, or whole rows. */
export interface SelectionState {
  readonly anchor: ActiveCell | null
  /** Whole rows that were chosen one by one; null while cells are selected. */
  readonly rows: ReadonlySet<string> | null
}

export interface Selection {
  /** Of tasks, in the order of the table. */
  readonly ids: readonly string[]
  readonly idSet: ReadonlySet<string>
  readonly isRows: boolean
  /** First and last selected column, by their places in the table. */
  readonly from: number
  readonly to: number
}

export const nothingSelected: SelectionState = { anchor: null, rows: null }

/** How a cell is gone to: alone, to stretch the selection to it, or to add or take away its row. */
export type SelectHow = 'alone' | 'stretch' | 'toggle' | 'row'

/** The selection after a cell was gone to. */
export function selectionAfter(
  before: SelectionState,
  active: ActiveCell | null,
  cell: ActiveCell,
  how: SelectHow,
  visible: readonly OutlineEntry[],
): SelectionState {
  if (how === 'alone') return nothingSelected
  if (how === 'row') return { anchor: cell, rows: new Set([cell.id]) }
  if (how === 'toggle') {
    const rows = new Set(before.rows ?? (active ? idsBetween(visible, (before.anchor ?? active).id, active.id) : []))
    if (!rows.delete(cell.id)) rows.add(cell.id)
    return { anchor: cell, rows }
  }
  const anchor = before.anchor ?? active ?? cell
  const rows = before.rows && new Set(idsBetween(visible, anchor.id, cell.id))
  return { anchor, rows }
}

function idsBetween(visible: readonly OutlineEntry[], a: string, b: string): string[] {
  const first = visible.findIndex(({ task }) => task.id === a)
  const last = a === b ? first : visible.findIndex(({ task }) => task.id === b)
  if (first < 0 || last < 0) return [b]
  return visible.slice(Math.min(first, last), Math.max(first, last) + 1).map(({ task }) => task.id)
}

/** What is selected now; tasks that are not shown any more are not. */
export function selectionOf(
  { anchor, rows }: SelectionState,
  active: ActiveCell | null,
  visible: readonly OutlineEntry[],
  keys: readonly ColumnKey[],
): Selection {
  const entries = rows
    ? visible.filter(({ task }) => rows.has(task.id))
    : active && entriesBetween(visible, anchor ?? active, active)
  const ids = (entries ?? []).filter(({ group }) => !group).map(({ task }) => task.id)
  const at = active ? keys.indexOf(active.column) : 0
  const other = anchor && !rows ? keys.indexOf(anchor.column) : at
  const [from, to] = rows ? [0, keys.length - 1] : [Math.min(at, other), Math.max(at, other)]
  return { ids, idSet: new Set(ids), isRows: rows !== null, from: Math.max(0, from), to }
}

function entriesBetween(visible: readonly OutlineEntry[], a: ActiveCell, b: ActiveCell): readonly OutlineEntry[] {
  const first = visible.findIndex(({ task }) => task.id === a.id)
  const last = a.id === b.id ? first : visible.findIndex(({ task }) => task.id === b.id)
  if (last < 0) return []
  return first < 0 ? visible.slice(last, last + 1) : visible.slice(Math.min(first, last), Math.max(first, last) + 1)
}

/** Which cells of a row are marked: all, those from one column to another ("2-5"), or none. One cell alone is not marked. */
export function markOf(selection: Selection, id: string): string | null {
  if (!selection.idSet.has(id)) return null
  if (selection.isRows) return 'row'
  if (selection.ids.length === 1 && selection.from === selection.to) return null
  return `${selection.from}-${selection.to}`
}

/** Whether the cell at a column's place is within a mark. */
export function isMarked(mark: string | null, at: number): boolean {
  if (mark === null || mark === 'row') return mark !== null
  const [from = 0, to = 0] = mark.split('-').map(Number)
  return at >= from && at <= to
}
