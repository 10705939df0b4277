// What people ask of the recomputes of a project. Each act is a revision of the project's stream, so that whoever looks
// at the project sees it; what is asked goes to Temporal by work requests, as all work does.
import { NotFoundError, type PayloadOf, ProblemError } from '@throughline/contract'
import { workflowIds } from '@throughline/contract/temporal'
import {
  cancelRecomputeRun,
  deleteRecomputePause,
  findProjectRow,
  insertEvent,
  insertRecomputePause,
  insertWorkRequest,
  isRecomputePaused,
  lockStream,
  type ProjectRow,
  resumePausedRun,
  type Transaction,
  takeRevision,
  upsertWaitingRun,
} from '@throughline/database'
import { v7 as uuid } from 'uuid'
import type { Actor } from '../actor.ts'
import { markProject } from '../projects/mark-project.ts'
import { requireProjectRole } from '../projects/project-role.ts'

/** Answers the run that is to compute the project, whether or not its dates lag behind; one that waits already is joined. */
export async function startRecompute(transaction: Transaction, actor: Actor, projectId: string): Promise<string> {
  await lockProject(transaction, actor, projectId)
  if (await isRecomputePaused(transaction, projectId))
    throw new ProblemError('conflict', { detail: 'Recomputes of the project are paused; resume them.' })
  const revision = await takeRevision(transaction, projectId)
  const runId = await waitFor(transaction, actor, { projectId, inputRevision: revision, state: 'waiting' })
  await tell(transaction, actor, projectId, { revision, act: 'asked', runId })
  await ask(transaction, actor, projectId, revision)
  return runId
}

/** Edits are taken, and wait; a run that is under way comes to its end. Answers the run that waits from now on. */
export async function pauseRecomputes(transaction: Transaction, actor: Actor, projectId: string): Promise<string> {
  const { organisationId, personId } = actor
  const { inputRevision } = await lockProject(transaction, actor, projectId)
  const isNew = await insertRecomputePause(transaction, { projectId, organisationId, personId })
  const runId = await waitFor(transaction, actor, { projectId, inputRevision, state: 'paused' })
  if (isNew) await tell(transaction, actor, projectId, { act: 'paused', runId })
  return runId
}

/** All that has waited is computed by one run; where nothing has, the run that waited has nothing to do. */
export async function resumeRecomputes(transaction: Transaction, actor: Actor, projectId: string): Promise<string> {
  const { inputRevision, computedRevision } = await lockProject(transaction, actor, projectId)
  if (!(await deleteRecomputePause(transaction, projectId)))
    throw new ProblemError('conflict', { detail: 'Recomputes of the project are not paused.' })
  const lags = inputRevision > computedRevision
  const runId = await resumePausedRun(transaction, projectId, { state: lags ? 'waiting' : 'completed', inputRevision })
  await tell(transaction, actor, projectId, { act: 'resumed', runId })
  if (lags) await ask(transaction, actor, projectId, inputRevision)
  return runId ?? waitFor(transaction, actor, { projectId, inputRevision, state: 'waiting' })
}

/** What the run was to compute waits for the next. The one that computes it writes nothing, whenever it hears of this. */
export async function cancelRecompute(
  transaction: Transaction,
  actor: Actor,
  { projectId, runId }: { projectId: string; runId: string },
): Promise<void> {
  await lockProject(transaction, actor, projectId)
  if (!(await cancelRecomputeRun(transaction, runId)))
    throw new ProblemError('conflict', { detail: 'The run has ended.' })
  await tell(transaction, actor, projectId, { act: 'cancelled', runId })
  const { organisationId } = actor
  // One that waits may have been asked of Temporal already.
  await insertWorkRequest(transaction, { organisationId, kind: 'recomputeCancel', subjectId: projectId })
}

/** The project under the lock of its stream. Throws NotFoundError and ProblemError `forbidden`. */
async function lockProject(transaction: Transaction, actor: Actor, projectId: string): Promise<ProjectRow> {
  if ((await lockStream(transaction, projectId)) === null) throw new NotFoundError('project')
  await requireProjectRole(transaction, actor, projectId, 'run.change')
  const project = await findProjectRow(transaction, projectId)
  if (!project) throw new NotFoundError('project')
  return project
}

const waitFor = (
  transaction: Transaction,
  { organisationId, personId }: Actor,
  run: { projectId: string; inputRevision: number; state: 'waiting' | 'paused' },
) =>
  upsertWaitingRun(transaction, {
    ...{ id: uuid(), organisationId, personId, workflowId: workflowIds.recompute(run.projectId) },
    ...run,
  })

const ask = (transaction: Transaction, { organisationId }: Actor, subjectId: string, revision: number) =>
  insertWorkRequest(transaction, { organisationId, kind: 'recompute', subjectId, revision })

interface Told extends Pick<PayloadOf<'plan.compute-steered'>, 'act' | 'runId'> {
  /** Taken already where the act asks for dates. */
  revision?: number
}

/** Tells those who look at the project, with what it is from now on. */
async function tell(
  transaction: Transaction,
  actor: Actor,
  projectId: string,
  { revision, act, runId }: Told,
): Promise<void> {
  const { place, delta } = await markProject(transaction, actor, projectId, { revision })
  const payload = { act, actorId: actor.personId, runId, delta }
  await insertEvent(transaction, { ...place, type: 'plan.compute-steered', payload })
}
