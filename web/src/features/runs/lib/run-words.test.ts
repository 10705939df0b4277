import type { AnyRun } from '@throughline/contract'
import { describe, expect, test } from 'vitest'
import { countText, stateText } from './run-words.ts'

const run = (given: Partial<AnyRun>) =>
  ({
    kind: 'purge',
    state: 'running',
    done: 0,
    total: null,
    pauseRequested: false,
    cancelRequested: false,
    endedAt: null,
    ...given,
  }) as AnyRun

describe('the state of a run', () => {
  test('tells what was asked until it has come about', () => {
    expect(stateText(run({}))).toBe('Running')
    expect(stateText(run({ pauseRequested: true }))).toBe('Pauses after this batch')
    expect(stateText(run({ pauseRequested: true, state: 'paused' }))).toBe('Paused')
    expect(stateText(run({ kind: 'organisation-export', state: 'paused' }))).toContain('begins anew')
    expect(stateText(run({ cancelRequested: true }))).toBe('Is being cancelled')
    const endedAt = '2026-03-02T08:00:00.000Z'
    expect(stateText(run({ cancelRequested: true, state: 'cancelled', endedAt }))).toBe('Cancelled')
  })
})

describe('how far a run is', () => {
  test('is told in what its kind counts, where there is something to tell', () => {
    expect(countText(run({}))).toBeNull()
    expect(countText(run({ done: 20 }))).toBe('20 done')
    expect(countText(run({ done: 20, total: 80 }))).toBe('20 of 80')
    expect(countText(run({ kind: 'recompute', done: 2, total: 3 }))).toBe('2 of 3 tasks moved')
    expect(countText(run({ kind: 'recompute' }))).toBeNull()
  })
})
