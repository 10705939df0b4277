import type { ChangeSet, Receipt, StreamEvent } from '@throughline/contract'
import { describe, expect, it } from 'vitest'
import { nothingTold, receiptNow, receiptText, tell, withTold } from './receipts.ts'

const queued: Receipt = {
  state: 'queued',
  position: 3,
  runId: null,
  runNumber: null,
  revision: null,
  coveredAt: null,
  afterMilliseconds: null,
  pausedBy: null,
}
const change = (id: string, revision: number): ChangeSet => ({ id, revision, receipt: queued }) as ChangeSet

describe('receipts', () => {
  const computed = (runNumber: number, ...ids: string[]) =>
    ({
      type: 'plan.computed',
      at: '2026-03-02T08:00:00Z',
      revision: 340,
      payload: {
        runId: `run ${runNumber}`,
        runNumber,
        movedCount: 7,
        covers: ids.map((changeSetId) => ({ changeSetId, revision: 338, afterMilliseconds: 85 })),
      },
    }) as unknown as Extract<StreamEvent, { type: 'plan.computed' }>

  it('are covered by a result that names them, and only those', () => {
    const told = tell(nothingTold, computed(12, 'a'))
    const [first, second] = withTold([change('a', 338), change('b', 339)], told)
    expect(receiptText(first?.receipt ?? queued)).toBe('covered by run 12 at revision 340 after 85 ms')
    expect(second?.receipt).toBe(queued)
    expect(told.movedCounts.get('run 12')).toBe(7)
  })

  it('stay covered in a list that was asked for before the result, as the list has them after it', () => {
    const told = tell(tell(nothingTold, computed(12, 'a')), computed(13, 'b'))
    const failed: Receipt = { ...queued, state: 'failed', runNumber: 11 }
    const read: Receipt = { ...queued, state: 'covered', runNumber: 9 }
    const items = [{ ...change('a', 338), receipt: failed }, { ...change('b', 339), receipt: read }, change('c', 340)]
    expect(withTold(items, told).map(({ receipt }) => [receipt.state, receipt.runNumber])).toEqual([
      ['covered', 12],
      ['covered', 9],
      ['queued', null],
    ])
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
    const paused: Receipt = { ...queued, state: 'paused', pausedBy: { id: 'p', name: 'Ada' } }
    expect(receiptText(paused)).toBe('waits, recomputes are paused by Ada')
    expect(receiptText({ ...queued, state: 'cancelled' })).toBe('waits for the next recompute, its own was cancelled')
  })
})
