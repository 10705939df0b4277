import {
  findRunInput,
  insertRun,
  type PlanBase,
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
  | {
      kind: 'loaded'
      inputRevision: number
      /** Whether `plan` holds changes to the base, as JSON of `PlanChanges`. */
      isBased: boolean
      plan: string
      loadMilliseconds: number
      runNumber: number
    }

/**
 * Reads the newest committed plan, as JSON of `PlanColumns`, or what changed since `base` while that is the result which
 * is stored, and records that a run computes it.
 */
export async function beginRun(
  transaction: Transaction,
  reference: RunReference,
  base: PlanBase | null = null,
): Promise<RunBeginning> {
  const begin = performance.now()
  const loaded = await findRunInput(transaction, reference.projectId, base)
  if (!loaded || loaded.isDeleted) {
    await endAwaitingImports(transaction, reference.projectId, Number.MAX_SAFE_INTEGER, reference.workflowUrl)
    await releaseRecomputeSlot(transaction, reference.projectId, Number.MAX_SAFE_INTEGER)
    return { kind: 'gone' }
  }
  const { inputRevision, computedRevision, isBased, plan } = loaded
  if (plan === null) {
    await releaseRecomputeSlot(transaction, reference.projectId, computedRevision)
    return { kind: 'covered', coveredRevision: computedRevision }
  }
  await renewRecomputeSlot(transaction, reference.projectId)
  const runNumber = await insertRun(transaction, { ...reference, id: reference.runId, inputRevision })
  const { organisationId, projectId: streamId, runId } = reference
  await sendSignals(transaction, [{ kind: 'running', streamId, organisationId, runId, runNumber, inputRevision }])
  return { kind: 'loaded', inputRevision, isBased, plan, loadMilliseconds: performance.now() - begin, runNumber }
}
