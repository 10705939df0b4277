import { endRun, findScheduleState, lockStream, releaseRecomputeSlot, type Transaction } from '@throughline/database'
import type { RunReference } from './begin-run.ts'

export interface RunInput {
  inputRevision: number
  loadMilliseconds: number
  runNumber: number
}

/** `superseded`: a result for this input or a newer one is there already. `gone`: the project is deleted. */
export type WrittenResult =
  | { outcome: 'written'; coveredRevision: number; revision: number; movedCount: number }
  | { outcome: 'superseded'; coveredRevision: number }
  | { outcome: 'gone' }

type Claim = Exclude<WrittenResult, { outcome: 'written' }> | { outcome: 'claimed' }

/** Locks the project's stream; a run whose result nobody needs any more ends here, without one. */
export async function claimResult(transaction: Transaction, reference: RunReference, input: RunInput): Promise<Claim> {
  const head = await lockStream(transaction, reference.projectId)
  const state = head === null ? null : await findScheduleState(transaction, reference.projectId)
  if (state && state.computedRevision < input.inputRevision) return { outcome: 'claimed' }
  await endRun(transaction, {
    id: reference.runId,
    state: 'completed',
    inputRevision: input.inputRevision,
    resultRevision: null,
    taskCount: null,
    movedCount: 0,
    changeSetCount: 0,
    loadMilliseconds: input.loadMilliseconds,
    engineMilliseconds: null,
    writeMilliseconds: null,
    error: null,
  })
  await releaseRecomputeSlot(transaction, reference.projectId, state?.computedRevision ?? Number.MAX_SAFE_INTEGER)
  return state ? { outcome: 'superseded', coveredRevision: state.computedRevision } : { outcome: 'gone' }
}
