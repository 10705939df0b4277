import {
  type Client,
  WorkflowExecutionAlreadyStartedError,
  type WorkflowIdReusePolicy,
  WorkflowNotFoundError,
} from '@temporalio/client'
import {
  type ImportInput,
  type NotifyInput,
  type OrganisationRunInput,
  type PurgeInput,
  type RecomputeInput,
  type RecomputeRequest,
  type SeedInput,
  searchAttributes,
  signals,
  type TaskQueue,
  taskQueues,
  type WebhookInput,
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

const organisationWorkflows = {
  organisationCreate: workflowTypes.createOrganisation,
  organisationExport: workflowTypes.exportOrganisation,
  organisationImport: workflowTypes.importOrganisation,
} as const

/** Starts or signals the workflow that a request asks for. Asking again for what runs, or is done, changes nothing. */
export async function startWork(client: Client, work: Work): Promise<void> {
  const { organisationId, subjectId } = work
  if (work.kind === 'recompute') await requestRecompute(client, work)
  else if (work.kind === 'recomputeCancel') await cancelIfThere(client, workflowIds.recompute(subjectId))
  else if (work.kind === 'purge') await wakePurge(client, work)
  else if (work.kind === 'import' || work.kind === 'importWake' || work.kind === 'importCancel')
    await wakeImport(client, work)
  else if (work.kind === 'seed')
    await startOnce(
      client,
      work,
      workflowTypes.seedOrganisation,
      workflowIds.seed(subjectId),
      taskQueues.maintenance,
      {
        organisationId,
      } satisfies SeedInput,
      'ALLOW_DUPLICATE',
    )
  else if (work.kind === 'organisationDelete') await wakeDeletion(client, work)
  else if (work.kind in organisationWorkflows)
    await startOnce(
      client,
      work,
      organisationWorkflows[work.kind as keyof typeof organisationWorkflows],
      workflowIds.organisation(subjectId),
      taskQueues.maintenance,
      { organisationId, runId: subjectId } satisfies OrganisationRunInput,
    )
  else if (work.kind === 'webhook')
    await startOnce(
      client,
      work,
      workflowTypes.deliverWebhook,
      workflowIds.webhook(subjectId),
      taskQueues.notifications,
      {
        organisationId,
        deliveryId: subjectId,
      } satisfies WebhookInput,
    )
  else
    await startOnce(client, work, workflowTypes.notify, workflowIds.notify(subjectId), taskQueues.notifications, {
      organisationId,
      notificationId: subjectId,
    } satisfies NotifyInput)
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

/** Joins the one that runs; one that ended well is not run again, unless that is harmless and somebody waits for its end. */
async function startOnce(
  client: Client,
  work: Work,
  type: string,
  workflowId: string,
  queue: TaskQueue,
  input: object,
  workflowIdReusePolicy: WorkflowIdReusePolicy = 'ALLOW_DUPLICATE_FAILED_ONLY',
) {
  try {
    await client.workflow.start(type, {
      workflowId,
      taskQueue: queue,
      args: [input],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy,
      typedSearchAttributes: attributesOf(work),
    })
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error
  }
}

/** Starts the workflow of an import, or tells it that something was asked; it reads in the database what that is. */
async function wakeImport(client: Client, work: Work): Promise<void> {
  const { organisationId, subjectId: importId } = work
  await client.workflow.signalWithStart(workflowTypes.runImport, {
    workflowId: workflowIds.import(importId),
    taskQueue: taskQueues.imports,
    args: [{ organisationId, importId } satisfies ImportInput],
    signal: signals.importWoken,
    signalArgs: [],
    typedSearchAttributes: attributesOf({ ...work, kind: 'import' }),
  })
}

/** Starts a purge, or tells it that something was asked. */
async function wakePurge(client: Client, work: Work): Promise<void> {
  const runId = work.subjectId
  await client.workflow.signalWithStart(workflowTypes.purgeRows, {
    workflowId: workflowIds.purge(runId),
    taskQueue: taskQueues.maintenance,
    args: [{ runId } satisfies PurgeInput],
    signal: signals.runWoken,
    signalArgs: [],
    typedSearchAttributes: attributesOf({ ...work, kind: 'purge' }),
  })
}

/** One that has ended needs it no more. */
async function cancelIfThere(client: Client, workflowId: string): Promise<void> {
  try {
    await client.workflow.getHandle(workflowId).cancel()
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error
  }
}

/** Starts the workflow of a deletion, or tells it that it was called off, which it reads in the database. */
async function wakeDeletion(client: Client, work: Work): Promise<void> {
  const { organisationId, subjectId: runId } = work
  await client.workflow.signalWithStart(workflowTypes.deleteOrganisation, {
    workflowId: workflowIds.organisation(runId),
    taskQueue: taskQueues.maintenance,
    args: [{ organisationId, runId } satisfies OrganisationRunInput],
    signal: signals.deletionWoken,
    signalArgs: [],
    typedSearchAttributes: attributesOf(work),
  })
}

function attributesOf(work: Work, more: Record<string, string> = {}) {
  const values = { [searchAttributes.organisation]: work.organisationId, [searchAttributes.kind]: work.kind, ...more }
  return Object.entries(values).map(([name, value]) => ({ key: { name, type: 'KEYWORD' as const }, value }))
}
