import type { ChangeSet, Receipt, StreamEvent } from '@throughline/contract'
import { describe, expect, it } from 'vitest'
import { coverReceipts, receiptNow, receiptText } from './receipts.ts'

const queued: Receipt = {
  state: 'queued',
  position: 3,
  runId: null,
  runNumber: null,
  revision: null,
  coveredAt: null,
  afterMilliseconds: null,
}
const change = (id: string, revision: number): ChangeSet => ({ id, revision, receipt: queued }) as ChangeSet

describe('receipts', () => {
  it('are covered by a result that names them, and only those', () => {
    const event = {
      type: 'plan.computed',
      at: '2026-03-02T08:00:00Z',
      revision: 340,
      payload: { runId: 'r', runNumber: 12, covers: [{ changeSetId: 'a', revision: 338, afterMilliseconds: 85 }] },
    } as unknown as Extract<StreamEvent, { type: 'plan.computed' }>
    const [first, second] = coverReceipts([change('a', 338), change('b', 339)], event)
    expect(receiptText(first?.receipt ?? queued)).toBe('covered by run 12 at revision 340 after 85 ms')
    expect(second?.receipt).toBe(queued)
  })

  it('are being computed once a run that has them began', () => {
    const running = { runNumber: 12, inputRevision: 338 }
    expect(receiptText(receiptNow(change('a', 338), running))).toBe('being computed by run 12')
    expect(receiptText(receiptNow(change('b', 339), running))).toBe('queued, number 3')
    expect(receiptText(receiptNow(change('b', 339), null))).toBe('queued, number 3')
  })

  it('say who is next, what failed and what needs none', () => {
    expect(receiptText({ ...queued, position: 1 })).toBe('queued, next')
    expect(receiptText({ ...queued, position: null })).toBe('queued')
    expect(receiptText({ ...queued, state: 'failed', runNumber: 4 })).toBe('not computed, run 4 failed')
    expect(receiptText({ ...queued, state: 'not-needed' })).toBe('no dates to compute')
  })
})
