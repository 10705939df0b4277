import {
  findPlanColumns,
  insertRun,
  releaseRecomputeSlot,
  renewRecomputeSlot,
  sendSignals,
  type Transaction,
} from '@throughline/database'
import { endAwaitingImports } from '../imports/end-awaiting-imports.ts'
import type { WorkflowUrl } from '../imports/present-import.ts'

/** One activity of one workflow run: what a retried attempt shares with the first. */
export interface RunReference {
  runId: string
  organisationId: string
  projectId: string
  workflowId: string
  workflowRunId: string
  activityId: string
  workflowUrl: WorkflowUrl
}

/** `gone`: the project is deleted. `covered`: nothing newer than the last result is there to compute. */
export type RunBeginning =
  | { kind: 'gone' }
  | { kind: 'covered'; coveredRevision: number }
  | { kind: 'loaded'; inputRevision: number; plan: string; loadMilliseconds: number; runNumber: number }

/** Reads the newest committed plan, as JSON of `PlanColumns`, and records that a run computes it. */
export async function beginRun(transaction: Transaction, reference: RunReference): Promise<RunBeginning> {
  const begin = performance.now()
  const loaded = await findPlanColumns(transaction, reference.projectId)
  if (!loaded || loaded.isDeleted) {
    await endAwaitingImports(transaction, reference.projectId, Number.MAX_SAFE_INTEGER, reference.workflowUrl)
    await releaseRecomputeSlot(transaction, reference.projectId, Number.MAX_SAFE_INTEGER)
    return { kind: 'gone' }
  }
  const { inputRevision, computedRevision, plan } = loaded
  if (computedRevision >= inputRevision) {
    await releaseRecomputeSlot(transaction, reference.projectId, computedRevision)
    return { kind: 'covered', coveredRevision: computedRevision }
  }
  await renewRecomputeSlot(transaction, reference.projectId)
  const runNumber = await insertRun(transaction, { ...reference, id: reference.runId, inputRevision })
  const { organisationId, projectId: streamId, runId } = reference
  await sendSignals(transaction, [{ kind: 'running', streamId, organisationId, runId, runNumber, inputRevision }])
  return { kind: 'loaded', inputRevision, plan, loadMilliseconds: performance.now() - begin, runNumber }
}
