import type { AnyRun } from '@throughline/contract'
import { expect, it } from 'vitest'
import { movingFirst, shownJobs } from './jobs.ts'

const now = Date.parse('2026-03-02T12:00:00Z')
const run = (id: string, fields: Partial<AnyRun>): AnyRun =>
  ({ id, kind: 'import', state: 'running', endedAt: null, ...fields }) as AnyRun

it('shows what goes on, and what ended a short while ago', () => {
  const runs = [
    run('running', {}),
    run('waiting', { state: 'waiting' }),
    run('just ended', { state: 'completed', endedAt: '2026-03-02T11:55:00Z' }),
    run('old', { state: 'completed', endedAt: '2026-03-02T11:45:00Z' }),
  ]
  expect(shownJobs(runs, now).map(({ id }) => id)).toEqual(['running', 'waiting', 'just ended'])
})

it('follows what may go on at any moment before what waits for a person', () => {
  const runs = [
    run('review', { state: 'waiting' }),
    run('queue', { kind: 'seed', state: 'waiting' }),
    run('running', {}),
  ]
  expect(runs.toSorted(movingFirst).map(({ id }) => id)).toEqual(['queue', 'running', 'review'])
})
