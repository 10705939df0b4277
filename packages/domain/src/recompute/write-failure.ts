import type { ScheduleError } from '@throughline/contract'
import {
  endRun,
  insertEvent,
  listUntriedActors,
  type Transaction,
  updateReceipts,
  updateScheduleError,
} from '@throughline/database'
import { tellScheduleError } from '../notifications/tell-schedule.ts'
import type { RunReference } from './begin-run.ts'
import { claimResult, type RunInput, type WrittenResult } from './claim-result.ts'
import { describeFault } from './describe-fault.ts'
import { endCovered } from './end-covered.ts'

/** Records that a plan cannot be computed, and why. The last schedule stands; the next change asks again. */
export async function writeFailure(
  transaction: Transaction,
  reference: RunReference,
  input: RunInput,
  fault: ScheduleError,
): Promise<WrittenResult> {
  const { organisationId, projectId } = reference
  const { runId, inputRevision, loadMilliseconds } = input
  const claim = await claimResult(transaction, reference, input)
  if (claim.outcome !== 'claimed') return claim
  const error = await describeFault(transaction, projectId, fault)
  const { revision } = claim
  const before = await updateScheduleError(transaction, projectId, { revision, error })
  const actors = await listUntriedActors(transaction, projectId, inputRevision)
  const failed = await updateReceipts(transaction, projectId, { runId, inputRevision, covered: false })
  await insertEvent(transaction, {
    organisationId,
    kind: 'project',
    streamId: projectId,
    revision,
    type: 'plan.compute-failed',
    payload: { runId, inputRevision, error },
  })
  await endCovered(transaction, reference, { coveredRevision: inputRevision, runId })
  await endRun(transaction, {
    id: runId,
    state: 'failed',
    inputRevision,
    resultRevision: revision,
    taskCount: null,
    movedCount: 0,
    changeSetCount: failed.length,
    loadMilliseconds,
    engineMilliseconds: null,
    writeMilliseconds: null,
    error,
  })
  await tellScheduleError(transaction, { organisationId, projectId, runId }, { before, error, actors })
  return { outcome: 'written', coveredRevision: inputRevision, revision, movedCount: 0 }
}
