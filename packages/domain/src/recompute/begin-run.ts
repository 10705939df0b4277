import {
  beginRecomputeRun,
  findRunInput,
  leaveRecomputeSlot,
  lockStream,
  type NumberedRun,
  type PlanBase,
  sendSignals,
  type Transaction,
} from '@throughline/database'
import { v7 as uuid } from 'uuid'
import type { WorkflowUrl } from '../imports/present-import.ts'
import { endCovered } from './end-covered.ts'

/** One activity of one workflow run: what a retried attempt shares with the first. */
export interface RunReference {
  organisationId: string
  projectId: string
  workflowId: string
  workflowRunId: string
  activityId: string
  /** Of the attempt; null when it does not stay for what is asked next. */
  sessionId: string | null
  workflowUrl: WorkflowUrl
}

export interface RunToCompute extends NumberedRun {
  kind: 'loaded'
  inputRevision: number
  /** Whether `plan` holds changes to the base, as JSON of `PlanChanges`. */
  isBased: boolean
  plan: string
  loadMilliseconds: number
}

/**
 * `gone`: the project is deleted. `paused`: what is asked for waits until its recomputes are resumed. `covered`: nothing newer
 * than the last result is there to compute.
 */
export type RunBeginning =
  | { kind: 'gone' }
  | { kind: 'paused' }
  | { kind: 'covered'; coveredRevision: number }
  | RunToCompute

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
  const { organisationId, projectId } = reference
  const loaded = await findRunInput(transaction, projectId, base)
  if (!loaded || loaded.isDeleted) {
    await cover(transaction, reference, Number.MAX_SAFE_INTEGER)
    return { kind: 'gone' }
  }
  if (loaded.isPaused) {
    await leaveRecomputeSlot(transaction, projectId)
    return { kind: 'paused' }
  }
  const { inputRevision, computedRevision, isBased, plan } = loaded
  if (plan === null) {
    await cover(transaction, reference, computedRevision)
    return { kind: 'covered', coveredRevision: computedRevision }
  }
  const run = await beginRecomputeRun(transaction, { ...reference, id: uuid(), inputRevision })
  await sendSignals(transaction, [{ kind: 'running', streamId: projectId, organisationId, ...run, inputRevision }])
  return { kind: 'loaded', inputRevision, isBased, plan, loadMilliseconds: performance.now() - begin, ...run }
}

async function cover(transaction: Transaction, reference: RunReference, coveredRevision: number) {
  await lockStream(transaction, reference.projectId)
  await endCovered(transaction, reference, { coveredRevision, runId: null })
}
