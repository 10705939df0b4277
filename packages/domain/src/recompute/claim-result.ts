import { endRun, findScheduleState, isCancelledRun, type Transaction, takeResultRevision } from '@throughline/database'
import type { RunReference, RunToCompute } from './begin-run.ts'
import { endCovered } from './end-covered.ts'

export type RunInput = Pick<RunToCompute, 'runId' | 'runNumber' | 'inputRevision' | 'loadMilliseconds'>

/**
 * `superseded`: a result for this input or a newer one is there already. `cancelled`: somebody cancelled the run; what was
 * asked for waits for the next. `gone`: the project is deleted.
 */
export type WrittenResult =
  | { outcome: 'written'; coveredRevision: number; revision: number; movedCount: number }
  | { outcome: 'superseded'; coveredRevision: number }
  | { outcome: 'cancelled' }
  | { outcome: 'gone' }

type Claim = Exclude<WrittenResult, { outcome: 'written' }> | { outcome: 'claimed'; revision: number }

/** Locks the project's stream and takes its revision; a run whose result nobody needs any more ends here, without one. */
export async function claimResult(transaction: Transaction, reference: RunReference, input: RunInput): Promise<Claim> {
  const { projectId } = reference
  const revision = await takeResultRevision(transaction, projectId, input)
  if (revision !== null) return { outcome: 'claimed', revision }
  if (await isCancelledRun(transaction, input.runId)) return { outcome: 'cancelled' }
  const state = await findScheduleState(transaction, projectId)
  await endRun(transaction, {
    id: input.runId,
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
  const coveredRevision = state?.computedRevision ?? Number.MAX_SAFE_INTEGER
  await endCovered(transaction, reference, { coveredRevision, runId: input.runId })
  return state ? { outcome: 'superseded', coveredRevision } : { outcome: 'gone' }
}
