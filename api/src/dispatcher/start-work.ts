import { type Client, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client'
import {
  type ImportInput,
  type NotifyInput,
  type RecomputeInput,
  type RecomputeRequest,
  type SeedInput,
  searchAttributes,
  signals,
  type TaskQueue,
  taskQueues,
  type WorkKind,
  workflowIds,
  workflowTypes,
} from '@throughline/contract/temporal'
import type { WorkRequest } from '@throughline/database'

/** All waiting requests of one kind about one thing: one call to Temporal answers them all. */
export interface Work {
  kind: WorkKind
  organisationId: string
  subjectId: string
  /** The highest that was asked for. */
  revision: number
  requestIds: string[]
  attempts: number
}

/** `not-yet`: what is to be cancelled has not started; asked again a little later. */
export type StartOutcome = 'done' | 'not-yet'

const patience = 5

/** Groups claimed requests, in the order in which they were asked for. */
export function groupWork(requests: readonly WorkRequest[]): Work[] {
  const groups = new Map<string, Work>()
  for (const request of requests.toSorted((one, other) => (one.id < other.id ? -1 : 1))) {
    const name = `${request.kind}/${request.subjectId}`
    const { kind, organisationId, subjectId, revision, attempts } = request
    const group = groups.get(name) ?? { kind, organisationId, subjectId, revision, requestIds: [], attempts }
    group.revision = Math.max(group.revision, revision)
    group.attempts = Math.max(group.attempts, attempts)
    group.requestIds.push(request.id)
    groups.set(name, group)
  }
  return [...groups.values()]
}

/** Starts, signals or cancels the workflow that a request asks for. Asking again for what runs, or is done, changes nothing. */
export async function startWork(client: Client, work: Work): Promise<StartOutcome> {
  const { organisationId, subjectId } = work
  if (work.kind === 'recompute') await requestRecompute(client, work)
  else if (work.kind === 'importCancel') return cancelImport(client, work)
  else if (work.kind === 'import')
    await startOnce(client, work, workflowTypes.importPlan, workflowIds.import(subjectId), taskQueues.imports, {
      organisationId,
      importId: subjectId,
    } satisfies ImportInput)
  else if (work.kind === 'seed')
    await startOnce(client, work, workflowTypes.seedOrganisation, workflowIds.seed(subjectId), taskQueues.maintenance, {
      organisationId,
    } satisfies SeedInput)
  else
    await startOnce(client, work, workflowTypes.notify, workflowIds.notify(subjectId), taskQueues.notifications, {
      organisationId,
      notificationId: subjectId,
    } satisfies NotifyInput)
  return 'done'
}

async function requestRecompute(client: Client, work: Work): Promise<void> {
  const { organisationId, subjectId: projectId, revision } = work
  await client.workflow.signalWithStart(workflowTypes.recompute, {
    workflowId: workflowIds.recompute(projectId),
    taskQueue: taskQueues.planning,
    args: [{ organisationId, projectId, requested: revision } satisfies RecomputeInput],
    signal: signals.recomputeRequested,
    signalArgs: [{ revision } satisfies RecomputeRequest],
    typedSearchAttributes: attributesOf(work, { [searchAttributes.project]: projectId }),
  })
}

/** Joins the one that runs; one that ended well is not run again. */
async function startOnce(
  client: Client,
  work: Work,
  type: string,
  workflowId: string,
  queue: TaskQueue,
  input: object,
) {
  try {
    await client.workflow.start(type, {
      workflowId,
      taskQueue: queue,
      args: [input],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
      typedSearchAttributes: attributesOf(work),
    })
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error
  }
}

/** An import whose start still waits in line is asked again; one that ended has nothing left to cancel. */
async function cancelImport(client: Client, work: Work): Promise<StartOutcome> {
  try {
    await client.workflow.getHandle(workflowIds.import(work.subjectId)).cancel()
    return 'done'
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error
    return work.attempts < patience ? 'not-yet' : 'done'
  }
}

function attributesOf(work: Work, more: Record<string, string> = {}) {
  const values = { [searchAttributes.organisation]: work.organisationId, [searchAttributes.kind]: work.kind, ...more }
  return Object.entries(values).map(([name, value]) => ({ key: { name, type: 'KEYWORD' as const }, value }))
}
