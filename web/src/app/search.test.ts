import { describe, expect, it } from 'vitest'
import { accountSearch, historySearch, importSearch, newImportSearch, scheduleSearch, signInSearch } from './search.ts'

describe('what an address may say', () => {
  it('names a date of a task, never a date without one', () => {
    expect(scheduleSearch({ task: 'a', why: 'finish' })).toEqual({ task: 'a', why: 'finish' })
    expect(scheduleSearch({ task: 'a', why: 'never' })).toEqual({ task: 'a' })
    expect(scheduleSearch({ why: 'finish' })).toEqual({})
  })

  it('names a comment of a task, or all of them, where it asks for no date', () => {
    expect(scheduleSearch({ task: 'a', comment: 'c' })).toEqual({ task: 'a', comment: 'c' })
    expect(scheduleSearch({ task: 'a', comment: 'c', why: 'start' })).toEqual({ task: 'a', why: 'start' })
    expect(scheduleSearch({ comment: 'c' })).toEqual({})
  })

  it('names what the panel of a task shows', () => {
    expect(scheduleSearch({ task: 'a', panel: 'history' })).toEqual({ task: 'a', panel: 'history' })
    expect(scheduleSearch({ task: 'a', panel: 'history', comment: 'c' })).toEqual({ task: 'a', comment: 'c' })
    expect(scheduleSearch({ task: 'a', panel: 'all' })).toEqual({ task: 'a' })
    expect(scheduleSearch({ panel: 'history' })).toEqual({})
  })

  it('says how the table is looked at, and passes over what makes no sense', () => {
    const said = { v: 'id', q: 12, f: 'critical', s: '-finish', g: 'resources', rows: 'a,b', z: 4.5 }
    expect(scheduleSearch(said)).toEqual({ ...said, q: '12' })
    expect(scheduleSearch({ task: 'a', q: 'dig' })).toEqual({ task: 'a', q: 'dig' })
    expect(scheduleSearch({ q: '', f: ['x'], s: null, g: 'x'.repeat(5_000), z: 'far', rows: {} })).toEqual({})
  })

  it('names a revision or a moment', () => {
    expect(historySearch({ at: 12 })).toEqual({ at: 12 })
    expect(historySearch({ at: '2026-03-02T08:00:00Z' })).toEqual({ at: '2026-03-02T08:00:00Z' })
    expect(historySearch({ at: 'yesterday?' })).toEqual({})
    expect(historySearch({ at: -1 })).toEqual({})
  })

  it('compares from a point to another or to the present', () => {
    expect(historySearch({ from: 3, to: '7', at: 9 })).toEqual({ from: 3, to: 7 })
    expect(historySearch({ from: 3 })).toEqual({ from: 3 })
    expect(historySearch({ to: 3 })).toEqual({})
  })

  it('names the project that a file is for, and what of a table is looked at', () => {
    expect([{ project: 'p' }, { project: '' }, { project: 7 }].map(newImportSearch)).toEqual([{ project: 'p' }, {}, {}])
    expect([{ view: 'columns' }, { view: 'review' }, { view: 'all' }].map(importSearch)).toEqual([
      { view: 'columns' },
      { view: 'review' },
      {},
    ])
  })

  it('leads nowhere else after sign-in', () => {
    expect(signInSearch({ next: '/projects/1?task=2' })).toEqual({ next: '/projects/1?task=2' })
    for (const next of ['//evil.example', '/\\evil.example', 'https://evil.example', 7])
      expect(signInSearch({ next })).toEqual({})
  })

  it('tells of a provider only what the service says', () => {
    expect(signInSearch({ problem: 'taken', code: 'needed' })).toEqual({ problem: 'taken', code: 'needed' })
    expect(signInSearch({ problem: 'toString', code: 'x' })).toEqual({})
    expect(accountSearch({ problem: 'You have won' })).toEqual({})
  })
})
