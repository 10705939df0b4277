import { Context } from '@temporalio/activity'
import { id } from '@throughline/contract'
import { type Database, type PlanBase, withTransaction } from '@throughline/database'
import {
  beginRun,
  type Computation,
  type RunBeginning,
  type RunReference,
  type RunToCompute,
  type WorkflowUrl,
  type WrittenResult,
  writeFailure,
  writeSchedule,
} from '@throughline/domain'
import { faultPoint } from '@throughline/platform'
import type { EnginePool } from '../engine-pool.ts'
import { beatingHeart } from '../heartbeat.ts'
import { addResult, type RecomputeProjectResult } from './recompute-result.ts'
import type { RecomputeSession } from './session.ts'
import type { RecomputeSessions } from './sessions.ts'
import { within } from './within.ts'

export interface RecomputeDependencies {
  database: Database
  engine: EnginePool
  sessions: RecomputeSessions
  workflowUrl: WorkflowUrl
}

export interface RecomputeProjectInput {
  organisationId: string
  projectId: string
  /** The revision that has to be covered; what is read may be newer. */
  requested: number
}

/** Of one run, from the first statement to the last: longer than any that is well. */
const longestRun = 60_000

export function createRecomputeActivities({ database, engine, sessions, workflowUrl }: RecomputeDependencies) {
  /**
   * Computes the newest committed plan and writes what changed; then stays as the session of the project, and computes it
   * again whenever that is asked for, until nobody has for some seconds. Doing it again, or twice at the same time, writes
   * one result.
   */
  async function recomputeProject(given: RecomputeProjectInput): Promise<RecomputeProjectResult> {
    const input = { ...given, organisationId: id.parse(given.organisationId), projectId: id.parse(given.projectId) }
    const { cancellationSignal } = Context.current()
    const session = sessions.open(input)
    const reference = referenceOf(input, session, workflowUrl)
    let result: RecomputeProjectResult | undefined
    try {
      return await beatingHeart(
        async () => {
          result = addResult(undefined, await run(input, reference))
          while (session && isKnown(result) && (await session.next(cancellationSignal)))
            result = addResult(result, await run(input, reference))
          return result
        },
        () => result,
      )
    } finally {
      session?.close()
    }
  }

  /** One transaction reads, another writes; between them the engine runs in a thread. */
  function run(input: RecomputeProjectInput, reference: RunReference): Promise<RecomputeProjectResult> {
    return within(longestRun, `a run of the project ${input.projectId}`, async () => {
      await faultPoint('recompute:begun')
      const computed = await compute(input, reference, await engine.recall(input.projectId))
      // What is paused is asked for again when it is resumed: nothing is left to do for this workflow.
      if (computed.kind === 'gone' || computed.kind === 'paused')
        return { ...nothingDone, outcome: computed.kind, coveredRevision: input.requested }
      if (computed.kind === 'covered') {
        const coveredRevision = Math.max(computed.coveredRevision, input.requested)
        return { ...nothingDone, outcome: 'covered', coveredRevision }
      }
      const { loaded, computation } = computed
      await faultPoint('recompute:engine-done')
      const written = await write(input, reference, loaded, computation)
      await faultPoint('recompute:after-commit')
      return toResult(input, loaded, written, computation)
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

  function write(
    input: RecomputeProjectInput,
    reference: RunReference,
    loaded: RunToCompute,
    computation: Computation,
  ) {
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
  loaded: RunToCompute
  computation: Computation
}

export type RecomputeActivities = ReturnType<typeof createRecomputeActivities>

/** Its session is in the database from the begin of its first run on. */
const isKnown = ({ lastRun }: RecomputeProjectResult): boolean => lastRun !== null

const nothingDone = { movedCount: 0, runs: 0, firstRun: null, lastRun: null } as const

function referenceOf(
  { organisationId, projectId }: RecomputeProjectInput,
  session: RecomputeSession | null,
  workflowUrl: WorkflowUrl,
): RunReference {
  const { activityId, workflowExecution } = Context.current().info
  if (!workflowExecution) throw new Error('recomputeProject runs in a workflow only')
  const { workflowId, runId: workflowRunId } = workflowExecution
  const sessionId = session?.sessionId ?? null
  return { organisationId, projectId, workflowId, workflowRunId, activityId, sessionId, workflowUrl }
}

function toResult(
  input: RecomputeProjectInput,
  { runNumber }: RunToCompute,
  written: WrittenResult,
  computation: Computation,
): RecomputeProjectResult {
  const counts = { movedCount: 0, runs: 1, firstRun: runNumber, lastRun: runNumber }
  if (written.outcome === 'gone' || written.outcome === 'cancelled')
    return { ...counts, outcome: written.outcome, coveredRevision: input.requested }
  const { coveredRevision } = written
  if (written.outcome === 'superseded') return { ...counts, outcome: 'superseded', coveredRevision }
  const outcome = computation.kind === 'computed' ? 'written' : 'invalid'
  return { ...counts, outcome, coveredRevision, movedCount: written.movedCount }
}
