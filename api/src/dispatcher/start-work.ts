import {
  type Client,
  WorkflowExecutionAlreadyStartedError,
  type WorkflowIdReusePolicy,
  WorkflowNotFoundError,
} from '@temporalio/client'
import {
  type DigestInput,
  type DigestWake,
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
    const name = `${request.kind}/${request.organisationId}/${request.subjectId}`
    const { kind, organisationId, subjectId, revision, attempts } = request
    const group = groups.get(name) ?? { kind, organisationId, subjectId, revision, requestIds: [], attempts }
    group.revision = Math.max(group.revision, revision)
    group.attempts = Math.max(group.attempts, attempts)
    group.requestIds.push(request.id)
    groups.set(name, group)
  }
  return [...groups.values()]
}

/** A workflow that reads in the database what is asked of it: one signal starts it, or tells it to look. */
interface Woken {
  type: string
  workflowId: string
  taskQueue: TaskQueue
  input: object
  signal: string
  signalArgs?: readonly object[]
}

const digestCadences = { digestHourly: 'hourly', digestDaily: 'daily', digestWeekly: 'weekly' } as const

function wokenBy({ kind, organisationId, subjectId }: Work): Woken | null {
  const { maintenance, imports, notifications } = taskQueues
  const ofOrganisation = (type: string, signal: string): Woken => {
    const input = { organisationId, runId: subjectId } satisfies OrganisationRunInput
    return { type, workflowId: workflowIds.organisation(subjectId), taskQueue: maintenance, input, signal }
  }
  switch (kind) {
    case 'import':
    case 'importWake':
    case 'importCancel': {
      const input = { organisationId, importId: subjectId } satisfies ImportInput
      const workflowId = workflowIds.import(subjectId)
      return { type: workflowTypes.runImport, workflowId, taskQueue: imports, input, signal: signals.importWoken }
    }
    case 'purge': {
      const input = { runId: subjectId } satisfies PurgeInput
      const workflowId = workflowIds.purge(subjectId)
      return { type: workflowTypes.purgeRows, workflowId, taskQueue: maintenance, input, signal: signals.runWoken }
    }
    case 'notify': {
      const input = { organisationId, notificationId: subjectId } satisfies NotifyInput
      const workflowId = workflowIds.notify(subjectId)
      return {
        type: workflowTypes.notify,
        workflowId,
        taskQueue: notifications,
        input,
        signal: signals.notificationWoken,
      }
    }
    case 'digestHourly':
    case 'digestDaily':
    case 'digestWeekly': {
      const cadence = digestCadences[kind]
      const input = { organisationId, personId: subjectId, cadence } satisfies DigestInput
      const workflowId = workflowIds.digest(subjectId, cadence)
      const signalArgs = [{ organisationId } satisfies DigestWake]
      return {
        type: workflowTypes.digest,
        workflowId,
        taskQueue: notifications,
        input,
        signal: signals.digestWoken,
        signalArgs,
      }
    }
    case 'organisationExport':
      return ofOrganisation(workflowTypes.exportOrganisation, signals.runWoken)
    case 'organisationImport':
      return ofOrganisation(workflowTypes.importOrganisation, signals.runWoken)
    case 'organisationDelete':
      return ofOrganisation(workflowTypes.deleteOrganisation, signals.deletionWoken)
    default:
      return null
  }
}

/** Starts or signals the workflow that a request asks for. Asking again for what runs, or is done, changes nothing. */
export async function startWork(client: Client, work: Work): Promise<void> {
  const { organisationId, subjectId } = work
  const woken = wokenBy(work)
  // A signal is for what waits already; without one a mail costs Temporal less.
  if (woken && work.kind === 'notify' && work.revision === 0)
    await startOnce(client, work, woken.type, woken.workflowId, woken.taskQueue, woken.input, 'ALLOW_DUPLICATE')
  else if (woken) await wake(client, work, woken)
  else if (work.kind === 'recompute') await requestRecompute(client, work)
  else if (work.kind === 'recomputeCancel') await cancelIfThere(client, workflowIds.recompute(subjectId))
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
  else if (work.kind === 'organisationCreate')
    await startOnce(
      client,
      work,
      workflowTypes.createOrganisation,
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
  else throw new Error(`no work of kind ${work.kind} is known`)
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

async function wake(client: Client, work: Work, woken: Woken): Promise<void> {
  const { type, workflowId, taskQueue, input, signal, signalArgs = [] } = woken
  // However an import is asked for something, it is searched for as one.
  const kind = workflowId === workflowIds.import(work.subjectId) ? 'import' : work.kind
  await client.workflow.signalWithStart(type, {
    ...{ workflowId, taskQueue, args: [input], signal, signalArgs: [...signalArgs] },
    typedSearchAttributes: attributesOf({ ...work, kind }),
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

function attributesOf(work: Work, more: Record<string, string> = {}) {
  const values = { [searchAttributes.organisation]: work.organisationId, [searchAttributes.kind]: work.kind, ...more }
  return Object.entries(values).map(([name, value]) => ({ key: { name, type: 'KEYWORD' as const }, value }))
}
