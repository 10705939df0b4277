import type { ChangeSet, Receipt, StreamEvent } from '@throughline/contract'
import { formatMilliseconds } from '../../../lib/dates.ts'

type Computed = Extract<StreamEvent, { type: 'plan.computed' }>

/** What results told before the list is read again. */
export interface Told {
  /** By change set. */
  readonly receipts: ReadonlyMap<string, Receipt>
  /** By run: how many tasks have other dates. */
  readonly movedCounts: ReadonlyMap<string, number>
}

export const nothingTold: Told = { receipts: new Map(), movedCounts: new Map() }
const remembered = 500

/** What is known after another result; of what is told only the newest is kept. */
export function tell({ receipts, movedCounts }: Told, { at, revision, payload }: Computed): Told {
  const { runId, runNumber, movedCount } = payload
  const covered = payload.covers.map(({ changeSetId, afterMilliseconds }): [string, Receipt] => [
    changeSetId,
    { state: 'covered', position: null, runId, runNumber, revision, coveredAt: at, afterMilliseconds, pausedBy: null },
  ])
  return {
    receipts: new Map([...receipts, ...covered].slice(-remembered)),
    movedCounts: new Map([...movedCounts, [runId, movedCount] as const].slice(-remembered)),
  }
}

/** The change sets with the receipts that they have by now; a list that was asked for earlier takes none back. */
export function withTold(items: readonly ChangeSet[], { receipts }: Told): ChangeSet[] {
  return items.map((change) => {
    const receipt = change.receipt.state === 'covered' ? undefined : receipts.get(change.id)
    return receipt ? { ...change, receipt } : change
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
export function receiptText({ state, position, runNumber, revision, afterMilliseconds, pausedBy }: Receipt): string {
  const run = runNumber === null ? '' : ` by run ${runNumber}`
  switch (state) {
    case 'not-needed':
      return 'no dates to compute'
    case 'paused':
      return `waits, recomputes are paused${pausedBy?.name ? ` by ${pausedBy.name}` : ''}`
    case 'cancelled':
      return 'waits for the next recompute, its own was cancelled'
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
