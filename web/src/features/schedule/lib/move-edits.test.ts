import { applyOperations } from '@throughline/client'
import { describe, expect, it } from 'vitest'
import { indexOf, smallPlan } from '../testing/small-plan.ts'
import { deleteAll, inBatches, linkInOrder, rootsOf, unlinkAll } from './bulk-edits.ts'
import type { EditOutcome } from './edits.ts'
import { dropPlaceAt, indentAll, moveBy, moveTo, outdentAll } from './move-edits.ts'
import { outlineOf } from './outline.ts'

const index = indexOf()
const ids = (...of: string[]) => new Set(of)

/** The outline after an edit, each task with its depth. */
function after(outcome: EditOutcome): string | EditOutcome {
  if (!outcome || typeof outcome === 'string') return outcome
  const { tasks } = applyOperations(smallPlan(), outcome.operations)
  return outlineOf(tasks)
    .map(({ task, depth }) => `${'.'.repeat(depth)}${task.id}`)
    .join(' ')
}

describe('moving rows', () => {
  it('takes what is below along, and leaves out what goes along anyway', () => {
    expect(rootsOf(index, ids('a', 'a2', 'c')).map(({ task }) => task.id)).toEqual(['a', 'c'])
    expect(after(moveTo(index, ids('a', 'a1'), { parentId: null, afterId: 'c' }))).toBe('b c a .a1 .a2 .a3')
    expect(after(moveTo(index, ids('b', 'c'), { parentId: 'a', afterId: 'a1' }))).toBe('a .a1 .b .c .a2 .a3')
    expect(after(moveTo(index, ids('c'), { parentId: null, afterId: null }))).toBe('c a .a1 .a2 .a3 b')
  })

  it('does not go below itself, nor where it is already', () => {
    expect(moveTo(index, ids('a'), { parentId: 'a', afterId: 'a1' })).toMatch(/below itself/)
    expect(moveTo(index, ids('b', 'c'), { parentId: null, afterId: 'a' })).toBeNull()
  })

  it('goes up and down among its siblings', () => {
    expect(after(moveBy(index, ids('a2'), 'up'))).toBe('a .a2 .a1 .a3 b c')
    expect(after(moveBy(index, ids('a1', 'a2'), 'down'))).toBe('a .a3 .a1 .a2 b c')
    expect(after(moveBy(index, ids('a'), 'down'))).toBe('b a .a1 .a2 .a3 c')
    expect([moveBy(index, ids('a'), 'up'), moveBy(index, ids('c'), 'down')]).toEqual([null, null])
    expect(moveBy(index, ids('a1', 'b'), 'up')).toMatch(/one level/)
  })

  it('indents and outdents several at once, in order', () => {
    expect(after(indentAll(index, ids('b', 'c')))).toBe('a .a1 .a2 .a3 .b .c')
    expect(after(indentAll(index, ids('a2', 'c')))).toBe('a .a1 ..a2 .a3 b .c')
    expect(after(outdentAll(index, ids('a2', 'a3')))).toBe('a .a1 a2 a3 b c')
    expect([indentAll(index, ids('a')), outdentAll(index, ids('b'))]).toEqual([
      'There is no task above to put it below',
      'It is at the top level already',
    ])
  })

  it('falls as deep as the pointer is to the right', () => {
    const rows = index.entries
    const at = (row: number, depth: number) => dropPlaceAt(rows, row, depth).place
    expect(at(0, 3)).toEqual({ parentId: null, afterId: null })
    expect(at(1, 0)).toEqual({ parentId: 'a', afterId: null })
    expect(at(4, 0)).toEqual({ parentId: null, afterId: 'a' })
    expect(at(4, 1)).toEqual({ parentId: 'a', afterId: 'a3' })
    expect(at(4, 5)).toEqual({ parentId: 'a3', afterId: null })
    expect(at(6, 0)).toEqual({ parentId: null, afterId: 'c' })
  })
})

describe('edits of several tasks', () => {
  const operations = (outcome: EditOutcome) => (outcome && typeof outcome === 'object' ? outcome.operations : outcome)

  it('deletes no task twice', () => {
    expect(operations(deleteAll(index, ids('a', 'a1', 'b')))).toEqual([
      { op: 'delete', entity: 'task', id: 'a' },
      { op: 'delete', entity: 'task', id: 'b' },
    ])
  })

  it('links in order what is not linked and not above the other', () => {
    const made = operations(linkInOrder(index, ['a', 'a1', 'a2', 'b']))
    expect(made).toMatchObject([{ op: 'create', entity: 'link', values: { predecessorId: 'a2', successorId: 'b' } }])
    expect(linkInOrder(index, ['a1', 'a2'])).toMatch(/already/)
  })

  it('unlinks among several, and all of one', () => {
    expect(operations(unlinkAll(index, ids('a2')))).toEqual([{ op: 'delete', entity: 'link', id: 'l' }])
    expect(unlinkAll(index, ids('a2', 'b'))).toMatch(/no links/)
  })

  it('goes in parts of what fits into a change set', () => {
    const operation = { op: 'delete', entity: 'task', id: 'a' } as const
    const parts = inBatches({ summary: 'All', operations: Array.from({ length: 2_300 }, () => operation) })
    expect(parts.map((part) => [part.summary, part.operations.length])).toEqual([
      ['All (part 1 of 3)', 1_000],
      ['All (part 2 of 3)', 1_000],
      ['All (part 3 of 3)', 300],
    ])
  })
})
