import {
  endRun,
  findScheduleState,
  lockStream,
  releaseRecomputeSlot,
  type Transaction,
  takeResultRevision,
} from '@throughline/database'
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

type Claim = Exclude<WrittenResult, { outcome: 'written' }> | { outcome: 'claimed'; revision: number }

/** Locks the project's stream and takes its revision; a run whose result nobody needs any more ends here, without one. */
export async function claimResult(transaction: Transaction, reference: RunReference, input: RunInput): Promise<Claim> {
  await lockStream(transaction, reference.projectId)
  const revision = await takeResultRevision(transaction, reference.projectId, input.inputRevision)
  if (revision !== null) return { outcome: 'claimed', revision }
  const state = await findScheduleState(transaction, reference.projectId)
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
