import type { Command } from '../../../lib/commands.ts'
import type { TableCommand } from './keyboard.ts'

/** What keys do in the table, in words. The table heeds them itself, since they depend on its active cell; a test holds them to it. */
export interface TableShortcut {
  readonly id: string
  readonly name: string
  readonly keys: readonly string[]
  readonly does: TableCommand['do']
}

export const tableShortcuts: readonly TableShortcut[] = [
  { id: 'add', name: 'Add a task below', keys: ['Insert', 'Mod+Enter'], does: 'add' },
  { id: 'edit', name: 'Edit the cell', keys: ['Enter', 'F2'], does: 'edit' },
  { id: 'indent', name: 'Indent the task', keys: ['Alt+Shift+ArrowRight'], does: 'indent' },
  { id: 'outdent', name: 'Outdent the task', keys: ['Alt+Shift+ArrowLeft'], does: 'outdent' },
  { id: 'open', name: 'Open the task', keys: ['Shift+Enter'], does: 'open' },
  { id: 'up', name: 'Move the task up', keys: ['Alt+ArrowUp'], does: 'moveUp' },
  { id: 'down', name: 'Move the task down', keys: ['Alt+ArrowDown'], does: 'moveDown' },
  { id: 'all', name: 'Select all', keys: ['Mod+A'], does: 'selectAll' },
  { id: 'fill', name: 'Fill down', keys: ['Mod+D'], does: 'fillDown' },
  { id: 'clear', name: 'Clear the cell', keys: ['Delete'], does: 'clear' },
  { id: 'delete', name: 'Delete the task', keys: ['Mod+Delete'], does: 'delete' },
  { id: 'why', name: 'Ask why, on a start or a finish', keys: ['?'], does: 'why' },
  { id: 'row', name: 'To the next or previous task', keys: ['ArrowDown', 'ArrowUp'], does: 'go' },
  { id: 'page', name: 'A page of tasks on or back', keys: ['PageDown', 'PageUp'], does: 'go' },
  { id: 'edge', name: 'To the first or last column', keys: ['Home', 'End'], does: 'go' },
  { id: 'ends', name: 'To the first or last task', keys: ['Mod+Home', 'Mod+End'], does: 'go' },
]

/** As they are listed. */
export const toldShortcuts: readonly Command[] = tableShortcuts.map(({ id, name, keys }) => ({
  id: `table.${id}`,
  group: 'In the table',
  name,
  keys,
}))
