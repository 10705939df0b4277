import { expect, it } from 'vitest'
import { presentReceipt } from './present-change-set.ts'

const row = {
  asksRecompute: true,
  runId: null,
  coveredAt: null,
  runNumber: null,
  resultRevision: null,
  failedRunId: null,
  runningRunId: null,
  runningNumber: null,
  waitingAhead: 2,
  createdAt: '2026-03-02T08:00:00.000Z',
}
const nothing = {
  position: null,
  runId: null,
  runNumber: null,
  revision: null,
  coveredAt: null,
  afterMilliseconds: null,
  pausedBy: null,
}

it('tells how far the effect on dates is known', () => {
  expect(presentReceipt({ ...row, asksRecompute: false })).toEqual({ ...nothing, state: 'not-needed' })
  expect(presentReceipt(row)).toEqual({ ...nothing, state: 'queued', position: 3 })
  expect(presentReceipt({ ...row, runningRunId: 'r', runningNumber: 4 })).toEqual({
    ...nothing,
    state: 'running',
    runId: 'r',
    runNumber: 4,
  })
  expect(presentReceipt({ ...row, failedRunId: 'r', runNumber: 3 })).toEqual({
    ...nothing,
    state: 'failed',
    runId: 'r',
    runNumber: 3,
  })
  expect(
    presentReceipt({
      ...row,
      runId: 'r',
      coveredAt: '2026-03-02T08:00:00.250Z',
      runNumber: 12,
      resultRevision: 340,
      // A later change is being computed already.
      runningRunId: 'q',
      runningNumber: 13,
    }),
  ).toEqual({
    ...nothing,
    state: 'covered',
    runId: 'r',
    runNumber: 12,
    revision: 340,
    coveredAt: '2026-03-02T08:00:00.250Z',
    afterMilliseconds: 250,
  })
})

it('tells that recomputes are paused, and by whom, or that its own was cancelled', () => {
  const by = { id: 'p', name: 'Ada' }
  const hold = { at: '2026-03-02T08:00:00.000Z', by } as const
  expect(presentReceipt(row, { ...hold, state: 'paused' })).toEqual({ ...nothing, state: 'paused', pausedBy: by })
  expect(presentReceipt(row, { ...hold, state: 'cancelled', by: null })).toEqual({ ...nothing, state: 'cancelled' })
  const running = { ...row, runningRunId: 'r', runningNumber: 4 }
  expect(presentReceipt(running, { ...hold, state: 'paused' })).toMatchObject({ state: 'running', pausedBy: null })
})
