import type { ChangeOperation, ChecklistItem, Task } from '@throughline/contract'
import { type Edit, type EditOutcome, short } from '../../../lib/edit.ts'
import { text } from './text.ts'

const step = 1_024

/** In the order in which they are shown. */
export const checklistOf = (items: readonly ChecklistItem[], taskId: string): ChecklistItem[] =>
  items
    .filter((item) => item.taskId === taskId)
    .sort((one, other) => one.position - other.position || (one.id < other.id ? -1 : 1))

/** Each line is an item, at the end. */
export function addItems(task: Task, items: readonly ChecklistItem[], typed: string): EditOutcome {
  const lines = typed
    .split('\n')
    .map((line) => line.replace(/^\s*([-*]|\d+\.)?\s*(\[[ x]\]\s*)?/i, '').trim())
    .filter((line) => line !== '')
  if (lines.some((line) => line.length > 500)) return text('itemTooLong')
  const last = items.at(-1)?.position ?? 0
  const operations = lines.map((line, at): ChangeOperation => {
    const values = { taskId: task.id, text: line, isDone: false, position: Math.floor(last) + step * (at + 1) }
    return { op: 'create', entity: 'checklistItem', id: crypto.randomUUID(), values }
  })
  const what = lines.length === 1 ? 'an item' : `${lines.length} items`
  return operations.length === 0
    ? null
    : { summary: `Added ${what} to the checklist of ${short(task.name)}`, operations }
}

export const tick = (task: Task, { id, text: words }: ChecklistItem, isDone: boolean): Edit => ({
  summary: `${isDone ? 'Ticked' : 'Unticked'} ${short(words)} of ${short(task.name)}`,
  operations: [{ op: 'update', entity: 'checklistItem', id, patch: { isDone } }],
})

export function reword(task: Task, item: ChecklistItem, typed: string): EditOutcome {
  const words = typed.trim()
  if (words === '') return text('itemEmpty')
  if (words === item.text) return null
  return {
    summary: `Changed the checklist of ${short(task.name)}`,
    operations: [{ op: 'update', entity: 'checklistItem', id: item.id, patch: { text: words } }],
  }
}

export const removeItem = (task: Task, { id, text: words }: ChecklistItem): Edit => ({
  summary: `Removed ${short(words)} from the checklist of ${short(task.name)}`,
  operations: [{ op: 'delete', entity: 'checklistItem', id }],
})

/** Puts an item at a place among the others; null where it is there already. */
export function moveItem(task: Task, items: readonly ChecklistItem[], id: string, to: number): EditOutcome {
  const from = items.findIndex((item) => item.id === id)
  const others = items.filter((item) => item.id !== id)
  if (from === -1 || to === from || to < 0 || to > others.length) return null
  const before = others[to - 1]?.position
  const after = others[to]?.position
  const position = betweenOf(before, after)
  return {
    summary: `Put the checklist of ${short(task.name)} in order`,
    operations: [{ op: 'update', entity: 'checklistItem', id, patch: { position } }],
  }
}

function betweenOf(before: number | undefined, after: number | undefined): number {
  if (before === undefined) return (after ?? 0) - step
  return after === undefined ? before + step : (before + after) / 2
}
