import type { ChangeSet, Receipt, StreamEvent } from '@throughline/contract'
import { formatMilliseconds } from '../../../lib/dates.ts'

type Computed = Extract<StreamEvent, { type: 'plan.computed' }>

/** The change sets with the receipts that a result brought. */
export function coverReceipts(items: ChangeSet[], { at, revision, payload }: Computed): ChangeSet[] {
  const covered = new Map(payload.covers.map((cover) => [cover.changeSetId, cover]))
  return items.map((change) => {
    const cover = covered.get(change.id)
    if (!cover) return change
    const { runId, runNumber } = payload
    const { afterMilliseconds } = cover
    const receipt: Receipt = {
      state: 'covered',
      position: null,
      runId,
      runNumber,
      revision,
      coveredAt: at,
      afterMilliseconds,
    }
    return { ...change, receipt }
  })
}

/** A run that has begun, and the last change that it computes. */
export interface RunningRun {
  readonly runNumber: number
  readonly inputRevision: number
}

/** A receipt as it is now: what waits is being computed by a run that began since. */
export function receiptNow({ receipt, revision }: ChangeSet, running: RunningRun | null): Receipt {
  if (receipt.state !== 'queued' || !running || running.inputRevision < revision) return receipt
  return { ...receipt, state: 'running', position: null, runNumber: running.runNumber }
}

/** "covered by run 12 at revision 340 after 85 ms". */
export function receiptText({ state, position, runNumber, revision, afterMilliseconds }: Receipt): string {
  const run = runNumber === null ? '' : ` by run ${runNumber}`
  switch (state) {
    case 'not-needed':
      return 'no dates to compute'
    case 'queued':
      return position === null || position < 1
        ? 'queued'
        : position === 1
          ? 'queued, next'
          : `queued, number ${position}`
    case 'running':
      return `being computed${run}`
    case 'failed':
      return `not computed${runNumber === null ? '' : `, run ${runNumber} failed`}`
    case 'covered': {
      const at = revision === null ? '' : ` at revision ${revision}`
      const after = afterMilliseconds === null ? '' : ` after ${formatMilliseconds(afterMilliseconds)}`
      return `covered${run}${at}${after}`
    }
  }
}
