import type { DateField } from '@throughline/contract'
import { type CanEdit, type ColumnKey, columnKeys } from './columns.ts'
import type { OutlineEntry } from './outline.ts'
import type { SelectHow } from './selection.ts'

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
  | { do: 'go'; cell: ActiveCell; how?: SelectHow }
  | { do: 'edit'; typed?: string }
  | { do: 'why'; id: string; field: DateField }
  | { do: 'open'; id: string }
  | { do: 'collapse' | 'expand' | 'add' | 'delete' | 'indent' | 'outdent' }
  | { do: GridCommand }

/** What is done to all that is selected. */
export type GridCommand = 'clear' | 'fillDown' | 'selectAll' | 'deselect' | 'moveUp' | 'moveDown' | 'link' | 'unlink'

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
  if (shift && (key === 'Enter' || key === 'F2')) return { do: 'open', id: active.id }
  if (alt || control) {
    const held = heldCommand(press, entry, active)
    if (held || alt || (key !== 'Home' && key !== 'End')) return held
  }
  const column = keys.indexOf(active.column)
  const folds = active.column === 'name' && entry.hasChildren
  switch (key) {
    case 'ArrowDown':
      return goTo(visible, row + 1, active.column, shift)
    case 'ArrowUp':
      return goTo(visible, row - 1, active.column, shift)
    case 'PageDown':
      return goTo(visible, row + page, active.column, shift)
    case 'PageUp':
      return goTo(visible, row - page, active.column, shift)
    case 'ArrowRight':
      if (folds && !shift && collapsed.has(entry.task.id)) return { do: 'expand' }
      return goTo(visible, row, keys[column + 1], shift)
    case 'ArrowLeft':
      if (folds && !shift && !collapsed.has(entry.task.id)) return { do: 'collapse' }
      return goTo(visible, row, keys[column - 1], shift)
    case 'Home':
      return control ? goTo(visible, 0, active.column, shift) : goTo(visible, row, keys[0], shift)
    case 'End':
      return control ? goTo(visible, visible.length, active.column, shift) : goTo(visible, row, keys.at(-1), shift)
    case '?':
      if (active.column === 'start' || active.column === 'finish') {
        return { do: 'why', id: active.id, field: active.column }
      }
      return typed(key, entry, active, canEdit)
    case 'Delete':
    case 'Backspace':
      return { do: 'clear' }
    case 'Escape':
      return { do: 'deselect' }
    case ' ':
      return shift ? { do: 'go', cell: active, how: 'row' } : null
    case 'Enter':
    case 'F2':
      return canEdit(active.column, entry.hasChildren) && !entry.group ? { do: 'edit' } : null
    default:
      return typed(key, entry, active, canEdit)
  }
}

/** Of a key pressed with Alt or Ctrl. */
function heldCommand(
  { key, alt, control, shift }: KeyPress,
  entry: OutlineEntry,
  active: ActiveCell,
): TableCommand | null {
  if (alt && shift && key === 'ArrowRight') return { do: 'indent' }
  if (alt && shift && key === 'ArrowLeft') return { do: 'outdent' }
  if (alt && !shift && key === 'ArrowUp') return { do: 'moveUp' }
  if (alt && !shift && key === 'ArrowDown') return { do: 'moveDown' }
  if (!control || alt) return null
  if (key === 'a' || key === 'A') return { do: 'selectAll' }
  if (key === 'd' || key === 'D') return { do: 'fillDown' }
  if (key === ' ') return { do: 'go', cell: active, how: 'toggle' }
  if (key === 'Delete' || key === '-') return entry.group ? null : { do: 'delete' }
  return null
}

function typed(key: string, entry: OutlineEntry, { column }: ActiveCell, canEdit: CanEdit): TableCommand | null {
  if (key.length !== 1 || key === ' ' || entry.group) return null
  return canEdit(column, entry.hasChildren) ? { do: 'edit', typed: key } : null
}

function goTo(
  visible: readonly OutlineEntry[],
  row: number,
  column: ColumnKey | undefined,
  stretch = false,
): TableCommand | null {
  const entry = visible[Math.min(visible.length - 1, Math.max(0, row))]
  if (!entry || !column) return null
  return { do: 'go', cell: { id: entry.task.id, column }, ...(stretch ? { how: 'stretch' as const } : {}) }
}

/** The cell that Tab goes to while editing: the next (or previous) editable one, over row ends. */
export function nextEditableCell(
  visible: readonly OutlineEntry[],
  from: ActiveCell,
  backwards: boolean,
  canEdit: CanEdit,
  keys: readonly ColumnKey[] = columnKeys,
): ActiveCell | null {
  const step = backwards ? -1 : 1
  let row = visible.findIndex((entry) => entry.task.id === from.id)
  let column = keys.indexOf(from.column)
  for (;;) {
    column += step
    if (column < 0 || column >= keys.length) {
      row += step
      column = backwards ? keys.length - 1 : 0
    }
    const entry = visible[row]
    const key = keys[column]
    if (!entry || !key) return null
    if (!entry.group && canEdit(key, entry.hasChildren)) return { id: entry.task.id, column: key }
  }
}

/** The cell that Enter goes to when an edit is done: the one below, with Shift the one above. */
export function cellBeside(visible: readonly OutlineEntry[], from: ActiveCell, side: 'down' | 'up'): ActiveCell {
  const row = visible.findIndex((entry) => entry.task.id === from.id)
  const entry = row < 0 ? undefined : visible[row + (side === 'down' ? 1 : -1)]
  return { id: entry?.task.id ?? from.id, column: from.column }
}
