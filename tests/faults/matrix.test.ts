import { faultPoints } from '@throughline/platform'
import { expect, test } from 'vitest'
import { listCells } from './matrix.ts'
import { testCells } from './test-cells.ts'

test('the matrix has every fault point, the short run too, and no cell twice', () => {
  for (const short of [true, false]) {
    const cells = listCells({ short })
    const points = new Set(cells.flatMap(({ point }) => point ?? []))
    expect([...points].toSorted()).toEqual([...faultPoints].toSorted())
    expect(new Set(cells.map(({ id }) => id)).size).toBe(cells.length)
  }
})

testCells('development')
