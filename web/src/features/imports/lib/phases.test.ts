import { describe, expect, it } from 'vitest'
import { phaseText, rowsText, shareDone, speedText } from './phases.ts'

describe('shareDone', () => {
  it('only grows from phase to phase', () => {
    const steps = [
      { state: 'uploaded', rowsDone: 0, rowsTotal: null },
      { state: 'parsing', rowsDone: 0, rowsTotal: null },
      { state: 'writing', rowsDone: 0, rowsTotal: 200 },
      { state: 'paused', rowsDone: 50, rowsTotal: 200 },
      { state: 'writing', rowsDone: 100, rowsTotal: 200 },
      { state: 'parked', rowsDone: 199, rowsTotal: 200 },
      { state: 'recomputing', rowsDone: 200, rowsTotal: 200 },
      { state: 'completed', rowsDone: 200, rowsTotal: 200 },
    ] as const
    const shares = steps.map(shareDone)
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
    expect(new Set(shares).size).toBe(shares.length)
  })
})

describe('an import in words', () => {
  const writing = { state: 'writing', pauseRequested: false, cancelRequested: null } as const

  it('says what was asked for until it is so', () => {
    expect(phaseText(writing)).toBe('Writing the plan')
    expect(phaseText({ ...writing, pauseRequested: true })).toBe('Pausing at the end of the batch')
    expect(phaseText({ ...writing, state: 'paused', pauseRequested: true })).toBe('Paused')
    expect(phaseText({ ...writing, cancelRequested: 'roll-back' })).toBe('Rolling back')
    expect(phaseText({ ...writing, cancelRequested: 'keep' })).toBe('Stopping')
    expect(phaseText({ ...writing, state: 'cancelled', cancelRequested: 'keep' })).toBe('Cancelled')
  })

  it('counts rows, and says how fast and how long', () => {
    expect(rowsText({ rowsDone: 1_200, rowsTotal: 30_000 })).toBe('1,200 of 30,000 rows')
    expect(rowsText({ rowsDone: 0, rowsTotal: 1 })).toBe('0 of 1 row')
    expect(rowsText({ rowsDone: 40, rowsTotal: null })).toBe('40 rows')
    expect(rowsText({ rowsDone: 0, rowsTotal: null })).toBe('')
    expect(speedText({ rowsPerSecond: 1_049.6, secondsLeft: 27 })).toBe('1,050 rows a second, about 27 s left')
    expect(speedText({ rowsPerSecond: 0.2, secondsLeft: 600 })).toBe('about 10 minutes left')
    expect(speedText({ rowsPerSecond: null, secondsLeft: null })).toBe('')
    expect(speedText({ rowsPerSecond: null, secondsLeft: 7_200 })).toBe('about 2 hours left')
  })
})
