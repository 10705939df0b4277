import type { DateField } from '@throughline/contract'
import { type CanEdit, type ColumnKey, columnKeys } from './columns.ts'
import type { OutlineEntry } from './outline.ts'

/** The cell that the keyboard acts on. */
export interface ActiveCell {
  readonly id: string
  readonly column: ColumnKey
}

/** The cell whose editor is open. */
export interface Editing extends ActiveCell {
  /** What was typed to begin with, in the place of the cell's text. */
  readonly typed?: string
}

/** What a key asks of the table. */
export type TableCommand =
  | { do: 'go'; cell: ActiveCell }
  | { do: 'edit'; typed?: string }
  | { do: 'why'; id: string; field: DateField }
  | { do: 'open'; id: string }
  | { do: 'collapse' | 'expand' | 'add' | 'delete' | 'indent' | 'outdent' }

export interface KeyPress {
  readonly key: string
  readonly alt: boolean
  readonly control: boolean
  readonly shift: boolean
}

const page = 15

/** The command of a key pressed in a table that is not being edited; null when it has none. */
export function commandOf(
  press: KeyPress,
  visible: readonly OutlineEntry[],
  active: ActiveCell | null,
  collapsed: ReadonlySet<string>,
  canEdit: CanEdit,
  keys: readonly ColumnKey[] = columnKeys,
): TableCommand | null {
  const row = visible.findIndex((entry) => entry.task.id === active?.id)
  const entry = visible[row]
  const { key, alt, control, shift } = press
  if (key === 'Insert' || (key === 'Enter' && control)) return { do: 'add' }
  if (!entry || !active) return key.startsWith('Arrow') ? goTo(visible, 0, 'name') : null
  if (alt && shift && key === 'ArrowRight') return { do: 'indent' }
  if (alt && shift && key === 'ArrowLeft') return { do: 'outdent' }
  if (alt || (control && key !== 'Home' && key !== 'End')) return null
  if (shift && (key === 'Enter' || key === 'F2')) return { do: 'open', id: active.id }
  const column = keys.indexOf(active.column)
  const folds = active.column === 'name' && entry.hasChildren
  switch (key) {
    case 'ArrowDown':
      return goTo(visible, row + 1, active.column)
    case 'ArrowUp':
      return goTo(visible, row - 1, active.column)
    case 'PageDown':
      return goTo(visible, row + page, active.column)
    case 'PageUp':
      return goTo(visible, row - page, active.column)
    case 'ArrowRight':
      if (folds && collapsed.has(entry.task.id)) return { do: 'expand' }
      return goTo(visible, row, keys[column + 1])
    case 'ArrowLeft':
      if (folds && !collapsed.has(entry.task.id)) return { do: 'collapse' }
      return goTo(visible, row, keys[column - 1])
    case 'Home':
      return control ? goTo(visible, 0, active.column) : goTo(visible, row, keys[0])
    case 'End':
      return control ? goTo(visible, visible.length, active.column) : goTo(visible, row, keys.at(-1))
    case '?':
      if (active.column === 'start' || active.column === 'finish') {
        return { do: 'why', id: active.id, field: active.column }
      }
      return typed(key, entry, active, canEdit)
    case 'Delete':
      return { do: 'delete' }
    case 'Enter':
    case 'F2':
      return canEdit(active.column, entry.hasChildren) ? { do: 'edit' } : null
    default:
      return typed(key, entry, active, canEdit)
  }
}

function typed(key: string, entry: OutlineEntry, { column }: ActiveCell, canEdit: CanEdit): TableCommand | null {
  if (key.length !== 1 || key === ' ' || column === 'start') return null
  return canEdit(column, entry.hasChildren) ? { do: 'edit', typed: key } : null
}

function goTo(visible: readonly OutlineEntry[], row: number, column: ColumnKey | undefined): TableCommand | null {
  const entry = visible[Math.min(visible.length - 1, Math.max(0, row))]
  return entry && column ? { do: 'go', cell: { id: entry.task.id, column } } : null
}

/** The cell that Tab goes to while editing: the next (or previous) editable one, over row ends. */
export function nextEditableCell(
  visible: readonly OutlineEntry[],
  from: ActiveCell,
  backwards: boolean,
  canEdit: CanEdit,
): ActiveCell | null {
  const step = backwards ? -1 : 1
  let row = visible.findIndex((entry) => entry.task.id === from.id)
  let column = columnKeys.indexOf(from.column)
  for (;;) {
    column += step
    if (column < 0 || column >= columnKeys.length) {
      row += step
      column = backwards ? columnKeys.length - 1 : 0
    }
    const entry = visible[row]
    const key = columnKeys[column]
    if (!entry || !key) return null
    if (canEdit(key, entry.hasChildren)) return { id: entry.task.id, column: key }
  }
}
