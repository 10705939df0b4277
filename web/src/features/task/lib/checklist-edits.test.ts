import type { ChecklistItem, Task } from '@throughline/contract'
import { describe, expect, it } from 'vitest'
import { addItems, checklistOf, moveItem, reword } from './checklist-edits.ts'

const task = { id: 't', name: 'Cabling' } as Task
const item = (id: string, position: number, taskId = 't') =>
  ({ id, taskId, text: id, isDone: false, position }) as ChecklistItem
const items = [item('a', 1), item('b', 2), item('c', 3)]

/** The ids in their order after a move. */
function orderAfter(id: string, to: number): string | null {
  const edit = moveItem(task, items, id, to)
  if (edit === null || typeof edit === 'string') return null
  const [operation] = edit.operations
  if (operation?.entity !== 'checklistItem' || operation.op !== 'update') return null
  const moved = items.map((each) => (each.id === operation.id ? { ...each, ...operation.patch } : each))
  return checklistOf(moved as ChecklistItem[], 't')
    .map((each) => each.id)
    .join('')
}

describe('a checklist', () => {
  it('has the items of its task, in order', () => {
    expect(checklistOf([item('z', 3), item('x', 1), item('y', 2, 'other')], 't').map(({ id }) => id)).toEqual([
      'x',
      'z',
    ])
  })

  it('takes lists from elsewhere, a line an item', () => {
    const edit = addItems(task, items, '- Survey\n* [x] Permit\n\n 3. Dig ')
    const texts =
      typeof edit === 'object' &&
      edit?.operations.map((each) => 'values' in each && 'text' in each.values && each.values.text)
    expect(texts).toEqual(['Survey', 'Permit', 'Dig'])
    expect(addItems(task, items, ' \n')).toBeNull()
    expect(addItems(task, items, 'x'.repeat(501))).toBe('An item has 500 characters at most')
  })

  it('is put in order by one item', () => {
    expect([orderAfter('c', 0), orderAfter('a', 1), orderAfter('a', 2), orderAfter('b', 2)]).toEqual([
      'cab',
      'bac',
      'bca',
      'acb',
    ])
    expect([orderAfter('a', 0), orderAfter('a', 3), orderAfter('a', -1)]).toEqual([null, null, null])
  })

  it('has no item without words', () =>
    expect(reword(task, items[0] as ChecklistItem, ' ')).toBe('An item needs words'))
})
