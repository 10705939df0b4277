import { faultPoints } from '@throughline/platform'
import { expect, test } from 'vitest'
import { listAllCells, listCells } from './matrix.ts'
import { testCells } from './test-cells.ts'

test('the matrix has every fault point, the short run too, and no cell twice', () => {
  for (const run of ['smoke', 'whole'] as const) {
    const cells = listCells(run)
    const points = new Set(cells.flatMap(({ point }) => point ?? []))
    expect([...points].toSorted()).toEqual([...faultPoints].toSorted())
  }
  const ids = listAllCells().map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
})

testCells('plain')
testCells('equipped')
