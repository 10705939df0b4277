import { expect, it } from 'vitest'
import { presentReceipt } from './present-change-set.ts'

const row = {
  asksRecompute: true,
  runId: null,
  coveredAt: null,
  failedRunId: null,
  createdAt: '2026-03-02T08:00:00.000Z',
}

it('tells how far the effect on dates is known', () => {
  const nothing = { runId: null, coveredAt: null, afterMilliseconds: null }
  expect(presentReceipt({ ...row, asksRecompute: false })).toEqual({ state: 'not-needed', ...nothing })
  expect(presentReceipt(row)).toEqual({ state: 'queued', ...nothing })
  expect(presentReceipt({ ...row, failedRunId: 'r' })).toEqual({ ...nothing, state: 'failed', runId: 'r' })
  expect(presentReceipt({ ...row, runId: 'r', coveredAt: '2026-03-02T08:00:00.250Z' })).toEqual({
    state: 'covered',
    runId: 'r',
    coveredAt: '2026-03-02T08:00:00.250Z',
    afterMilliseconds: 250,
  })
})
