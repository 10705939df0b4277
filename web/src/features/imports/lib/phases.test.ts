import { describe, expect, it } from 'vitest'
import { shareDone } from './phases.ts'

describe('shareDone', () => {
  it('only grows from phase to phase', () => {
    const steps = [
      { state: 'uploaded', rowsDone: 0, rowsTotal: null },
      { state: 'parsing', rowsDone: 0, rowsTotal: null },
      { state: 'writing', rowsDone: 0, rowsTotal: 200 },
      { state: 'writing', rowsDone: 100, rowsTotal: 200 },
      { state: 'recomputing', rowsDone: 200, rowsTotal: 200 },
      { state: 'completed', rowsDone: 200, rowsTotal: 200 },
    ] as const
    const shares = steps.map(shareDone)
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
    expect(new Set(shares).size).toBe(shares.length)
  })
})
