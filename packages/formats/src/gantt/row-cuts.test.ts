import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { GanttRow } from './gantt-rows.ts'
import { cutRows, linksBySheet } from './row-cuts.ts'

const rowsOf = (kinds: readonly GanttRow['kind'][]) => kinds.map((kind) => ({ kind }) as GanttRow)
const kinds = fc.array(fc.constantFrom<GanttRow['kind']>('task', 'summary', 'milestone'), { maxLength: 120 })

describe('cutting rows', () => {
  it('has each row on one sheet, in order, and none too full', () => {
    fc.assert(
      fc.property(kinds, fc.integer({ min: 4, max: 40 }), (list, perSheet) => {
        const cuts = cutRows(rowsOf(list), perSheet)
        expect(cuts.flatMap(({ first, end }) => list.slice(first, end))).toEqual(list)
        for (const { first, end } of cuts) expect(end - first).toBeLessThanOrEqual(perSheet)
        if (list.length > 0) for (const { first, end } of cuts) expect(end).toBeGreaterThan(first)
      }),
    )
  })

  it('moves summaries from the foot of a sheet to their children', () => {
    const rows = rowsOf(['task', 'task', 'task', 'summary', 'task', 'task'])
    expect(cutRows(rows, 4)).toEqual([
      { first: 0, end: 3 },
      { first: 3, end: 6 },
    ])
  })

  it('makes a sheet of no rows', () => {
    expect(cutRows([], 10)).toEqual([{ first: 0, end: 0 }])
  })
})

it('tells of each sheet the links that pass through it', () => {
  const cuts = [0, 1, 2].map((sheet) => ({ first: sheet * 10, end: sheet * 10 + 10 }))
  const links = [
    { from: 1, to: 2 },
    { from: 25, to: 3 },
    { from: 15, to: 21 },
  ]
  expect(linksBySheet(links, cuts)).toEqual([
    [0, 1],
    [1, 2],
    [1, 2],
  ])
})
