import type { ScheduleError, SentEvent } from '@throughline/contract'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { holdRuns, type RunSignal } from './held-runs.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const run = (runId: string): RunSignal => ({
  kind: 'running',
  streamId: 'plan',
  organisationId: 'organisation',
  runId,
  runNumber: 1,
  inputRevision: 2,
})
const error: ScheduleError = { type: 'cycle', message: 'a circle', taskIds: [] }
const failed = (runId: string): SentEvent => ({
  ...{ streamId: 'plan', revision: 3, at: '2026-03-02T08:00:00.000Z', type: 'plan.compute-failed' },
  payload: { runId, inputRevision: 2, error },
})

test('a run that lasts is told, once', () => {
  const tell = vi.fn()
  const runs = holdRuns(tell)
  runs.began(run('long'))
  runs.began(run('long'))
  expect(tell).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1_000)
  expect(tell.mock.calls).toEqual([[run('long')]])
})

test('a run is not told when its end was told before, and the end of another does not count', () => {
  const tell = vi.fn()
  const runs = holdRuns(tell)
  runs.began(run('short'))
  runs.began(run('long'))
  runs.told(failed('short'))
  runs.told(failed('unknown'))
  vi.advanceTimersByTime(1_000)
  expect(tell.mock.calls).toEqual([[run('long')]])
})

test('nothing is told after the end', () => {
  const tell = vi.fn()
  const runs = holdRuns(tell)
  runs.began(run('long'))
  runs.stop()
  vi.advanceTimersByTime(1_000)
  expect(tell).not.toHaveBeenCalled()
})
