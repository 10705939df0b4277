import type { Task } from '@throughline/contract'
import { describe, expect, it } from 'vitest'
import { indentPlace, outdentPlace, outlineOf, placeAfter, visibleEntries } from './outline.ts'

const task = (id: string, parentId: string | null, position: number) => ({ id, parentId, position }) as Task

const tasks = [task('b', null, 2), task('a', null, 1), task('a2', 'a', 5), task('a1', 'a', 1), task('a11', 'a1', 1)]

describe('outlineOf', () => {
  it('numbers rows and levels', () => {
    expect(outlineOf(tasks).map(({ task, number, wbs, depth }) => `${number} ${wbs} ${task.id} ${depth}`)).toEqual([
      '1 1 a 0',
      '2 1.1 a1 1',
      '3 1.1.1 a11 2',
      '4 1.2 a2 1',
      '5 2 b 0',
    ])
  })

  it('knows who has children', () => {
    const parents = outlineOf(tasks).filter((entry) => entry.hasChildren)
    expect(parents.map((entry) => entry.task.id)).toEqual(['a', 'a1'])
  })
})

describe('visibleEntries', () => {
  const shown = (...collapsed: string[]) =>
    visibleEntries(outlineOf(tasks), new Set(collapsed)).map((entry) => entry.task.id)

  it('hides all below a collapsed task', () => {
    expect(shown('a')).toEqual(['a', 'b'])
    expect(shown('a1')).toEqual(['a', 'a1', 'a2', 'b'])
    expect(shown('a', 'a1')).toEqual(['a', 'b'])
    expect(shown()).toHaveLength(5)
  })
})

describe('places', () => {
  const entries = outlineOf(tasks)

  it('indents below the sibling above', () => {
    expect(indentPlace(entries, 'b')).toEqual({ parentId: 'a', position: 6 })
    expect(indentPlace(entries, 'a2')).toEqual({ parentId: 'a1', position: 2 })
    expect(indentPlace(entries, 'a1')).toBeNull()
  })

  it('outdents to right after the parent', () => {
    expect(outdentPlace(entries, 'a2')).toEqual({ parentId: null, position: 1.5 })
    expect(outdentPlace(entries, 'b')).toBeNull()
  })

  it('puts a row after another', () => {
    expect(placeAfter(entries, 'a1')).toEqual({ parentId: 'a', position: 3 })
    expect(placeAfter(entries, 'b')).toEqual({ parentId: null, position: 3 })
  })
})
