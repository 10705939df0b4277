import { Context } from '@temporalio/activity'
import { id } from '@throughline/contract'
import { type Database, type PlanBase, withTransaction } from '@throughline/database'
import {
  beginRun,
  type Computation,
  type RunBeginning,
  type RunInput,
  type RunReference,
  type WorkflowUrl,
  type WrittenResult,
  writeFailure,
  writeSchedule,
} from '@throughline/domain'
import { faultPoint } from '@throughline/platform'
import { v5 as uuidOf } from 'uuid'
import type { EnginePool } from '../engine-pool.ts'
import { beatingHeart } from '../heartbeat.ts'

export interface RecomputeDependencies {
  database: Database
  engine: EnginePool
  workflowUrl: WorkflowUrl
}

export interface RecomputeProjectInput {
  organisationId: string
  projectId: string
  /** The revision that has to be covered; what is read may be newer. */
  requested: number
}

export interface RecomputeProjectResult {
  outcome: 'written' | 'superseded' | 'covered' | 'invalid' | 'gone'
  coveredRevision: number
  movedCount: number
}

/** Namespace of run ids, so that a retried attempt finds the run of the first. */
const runNamespace = '7b7d1c3e-2d5c-4c0e-9a53-5f1f6c8c1d11'

export function createRecomputeActivities({ database, engine, workflowUrl }: RecomputeDependencies) {
  /**
   * Computes the newest committed plan and writes what changed. One transaction reads, another writes; between them the
   * engine runs in a thread. Doing it again, or twice at the same time, writes one result.
   */
  async function recomputeProject(given: RecomputeProjectInput): Promise<RecomputeProjectResult> {
    const input = { ...given, organisationId: id.parse(given.organisationId), projectId: id.parse(given.projectId) }
    return beatingHeart(async () => {
      await faultPoint('recompute:begun')
      const reference = referenceOf(input, workflowUrl)
      const computed = await compute(input, reference, await engine.recall(input.projectId))
      if (computed.kind === 'gone') return { outcome: 'gone', coveredRevision: input.requested, movedCount: 0 }
      if (computed.kind === 'covered')
        return {
          outcome: 'covered',
          coveredRevision: Math.max(computed.coveredRevision, input.requested),
          movedCount: 0,
        }
      const { loaded, computation } = computed
      await faultPoint('recompute:engine-done')
      const written = await write(input, reference, loaded, computation)
      await faultPoint('recompute:after-commit')
      return toResult(input, written, computation)
    })
  }

  /** By what the engine's thread remembers; when it has forgotten meanwhile, anew from the whole plan. */
  async function compute(
    input: RecomputeProjectInput,
    reference: RunReference,
    base: PlanBase | null,
  ): Promise<Computed | Exclude<RunBeginning, { kind: 'loaded' }>> {
    const loaded = await withTransaction(database, input, (transaction) => beginRun(transaction, reference, base))
    if (loaded.kind !== 'loaded') return loaded
    await faultPoint('recompute:rows-loaded')
    const { inputRevision, isBased, plan } = loaded
    const { projectId } = input
    const computation = await engine.compute({ projectId, inputRevision, base: isBased ? base : null, input: plan })
    return computation.kind === 'forgotten'
      ? compute(input, reference, null)
      : { kind: 'computed', loaded, computation }
  }

  function write(input: RecomputeProjectInput, reference: RunReference, loaded: RunInput, computation: Computation) {
    return withTransaction(database, input, async (transaction) => {
      const written =
        computation.kind === 'computed'
          ? await writeSchedule(transaction, reference, loaded, computation.schedule)
          : await writeFailure(transaction, reference, loaded, computation.error)
      await faultPoint('recompute:in-write')
      return written
    })
  }

  return { recomputeProject }
}

interface Computed {
  kind: 'computed'
  loaded: RunInput
  computation: Computation
}

export type RecomputeActivities = ReturnType<typeof createRecomputeActivities>

function referenceOf(input: RecomputeProjectInput, workflowUrl: WorkflowUrl): RunReference {
  const { activityId, workflowExecution } = Context.current().info
  if (!workflowExecution) throw new Error('recomputeProject runs in a workflow only')
  const { workflowId, runId: workflowRunId } = workflowExecution
  const { organisationId, projectId } = input
  const runId = uuidOf(`${workflowRunId}/${activityId}`, runNamespace)
  return { runId, organisationId, projectId, workflowId, workflowRunId, activityId, workflowUrl }
}

function toResult(
  input: RecomputeProjectInput,
  written: WrittenResult,
  computation: Computation,
): RecomputeProjectResult {
  if (written.outcome === 'gone') return { outcome: 'gone', coveredRevision: input.requested, movedCount: 0 }
  const { coveredRevision } = written
  if (written.outcome === 'superseded') return { outcome: 'superseded', coveredRevision, movedCount: 0 }
  return {
    outcome: computation.kind === 'computed' ? 'written' : 'invalid',
    coveredRevision,
    movedCount: written.movedCount,
  }
}
