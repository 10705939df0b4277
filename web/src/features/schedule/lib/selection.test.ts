import { describe, expect, it } from 'vitest'
import { indexOf } from '../testing/small-plan.ts'
import { columnKeys } from './columns.ts'
import type { ActiveCell } from './keyboard.ts'
import { isMarked, markOf, nothingSelected, type SelectHow, selectionAfter, selectionOf } from './selection.ts'

const { entries } = indexOf()
const cell = (id: string, column = 'name'): ActiveCell => ({ id, column })

/** What is selected after some cells were gone to. */
function after(...steps: [ActiveCell, SelectHow][]) {
  let state = nothingSelected
  let active: ActiveCell | null = null
  for (const [to, how] of steps) {
    state = selectionAfter(state, active, to, how, entries)
    active = to
  }
  return selectionOf(state, active, entries, columnKeys)
}

describe('selection', () => {
  it('is a block of cells between two', () => {
    const block = after([cell('b', 'duration'), 'alone'], [cell('a2'), 'stretch'])
    expect(block).toMatchObject({ ids: ['a2', 'a3', 'b'], isRows: false, from: 2, to: 3 })
    expect([markOf(block, 'a3'), markOf(block, 'c')]).toEqual(['2-3', null])
    expect([1, 2, 3, 4].map((at) => isMarked('2-3', at))).toEqual([false, true, true, false])
  })

  it('is whole rows, one by one or between two', () => {
    expect(after([cell('a1'), 'alone'], [cell('c'), 'toggle'])).toMatchObject({ ids: ['a1', 'c'], isRows: true })
    expect(after([cell('a1'), 'alone'], [cell('c'), 'toggle'], [cell('a1'), 'toggle']).ids).toEqual(['c'])
    expect(after([cell('a1'), 'row'], [cell('a3'), 'stretch'])).toMatchObject({ ids: ['a1', 'a2', 'a3'], isRows: true })
  })

  it('ends where another cell is gone to, and does not mark one cell alone', () => {
    const alone = after([cell('a1'), 'row'], [cell('b'), 'alone'])
    expect([alone.ids, alone.isRows, markOf(alone, 'b')]).toEqual([['b'], false, null])
  })
})
