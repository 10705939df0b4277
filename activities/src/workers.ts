import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker'
import { type TaskQueue, taskQueues } from '@throughline/contract/temporal'
import type { Database } from '@throughline/database'
import type { Waits, WorkflowUrl } from '@throughline/domain'
import type { Buckets, Logger, Outgoing, Sealer } from '@throughline/platform'
import { ActivityLog } from './activity-log.ts'
import type { EnginePool } from './engine-pool.ts'
import { createFetchActivities } from './imports/fetch-activities.ts'
import { createImportActivities } from './imports/import-activities.ts'
import type { ImportPool } from './imports/import-pool.ts'
import { createDueActivities } from './maintenance/due-activities.ts'
import { createMaintenanceActivities } from './maintenance/maintenance-activities.ts'
import { createNotificationActivities } from './notifications/notification-activities.ts'
import { createOrganisationActivities } from './organisations/organisation-activities.ts'
import { createRecomputeActivities } from './recompute/recompute-activities.ts'
import { mostSessions, type RecomputeSessions } from './recompute/sessions.ts'
import { createSeedActivities } from './seeding/seed-activities.ts'
import { createWebhookActivities } from './webhooks/webhook-activities.ts'

export interface WorkerDependencies {
  connection: NativeConnection
  namespace: string
  database: Database
  engine: EnginePool
  sessions: RecomputeSessions
  imports: ImportPool
  buckets: Buckets
  importWaits: Waits
  linkSealer: Sealer
  fetchRetrySeconds: readonly number[]
  outgoing: Outgoing
  sealer: Sealer
  webhookRetrySeconds: readonly number[]
  /** In which what happens to one thing becomes one mail. */
  mailWindowSeconds: number
  publicUrl: string
  chatGatherSeconds: number
  sessionSecret: string
  exportKeptDays: number
  workflowUrl: WorkflowUrl
  logger: Logger
  /** Connections of the database pool: all workers of the process together run no more activities than that. */
  databasePoolSize: number
  /** Events of streams are kept so long. */
  eventRetentionDays: number
  /** The built bundle of the workflows. */
  workflowBundle: { codePath: string }
}

/** Queues that this worker can serve. The email queue belongs to the email-service. */
export type WorkerQueue = Exclude<TaskQueue, 'email'>

/**
 * How the queues share the pool. Mails are the activities of the email-service. Recomputes that run are bounded by their
 * lanes; those that stay for the next, and requests that wait for an answer, hold no connection.
 */
const poolShares: Record<WorkerQueue, number> = { planning: 4, imports: 3, maintenance: 2, notifications: 1 }

/**
 * Requests to others that are under way at once: webhooks, four at most of one endpoint, one of a dead one, and files that
 * imports fetch, eight at most.
 */
const mostRequestsAtOnce = 58

/** Activities that hold no connection most of the time. */
const besides: Partial<Record<WorkerQueue, number>> = { planning: mostSessions, notifications: mostRequestsAtOnce }

/** One worker a queue, so that no kind of work delays another. */
export function createWorkers(queues: readonly WorkerQueue[], dependencies: WorkerDependencies): Promise<Worker[]> {
  const total = queues.reduce((sum, queue) => sum + poolShares[queue], 0)
  const activitiesOf = (queue: WorkerQueue) =>
    Math.max(1, Math.floor((dependencies.databasePoolSize * poolShares[queue]) / total)) + (besides[queue] ?? 0)
  return Promise.all(queues.map((queue) => Worker.create(optionsFor(queue, activitiesOf(queue), dependencies))))
}

function optionsFor(taskQueue: WorkerQueue, activities: number, dependencies: WorkerDependencies): WorkerOptions {
  const { connection, namespace, logger, workflowBundle } = dependencies
  return {
    connection,
    namespace,
    taskQueue,
    workflowBundle,
    activities: activitiesFor(taskQueue, dependencies),
    identity: 'throughline-worker',
    maxConcurrentActivityTaskExecutions: activities,
    maxConcurrentWorkflowTaskExecutions: 20,
    maxCachedWorkflows: 200,
    stickyQueueScheduleToStartTimeout: '3 seconds',
    // Each costs Temporal a transaction; two and a half fit into the time after which a worker counts as dead.
    maxHeartbeatThrottleInterval: '2 seconds',
    shutdownGraceTime: '8 seconds',
    shutdownForceTime: '12 seconds',
    interceptors: { activity: [(context) => ({ inbound: new ActivityLog(context, logger) })] },
  }
}

function activitiesFor(taskQueue: WorkerQueue, dependencies: WorkerDependencies): object {
  switch (taskQueue) {
    case taskQueues.planning:
      return createRecomputeActivities(dependencies)
    case taskQueues.imports:
      return createImportActivities(dependencies)
    case taskQueues.maintenance:
      return {
        ...createSeedActivities(dependencies),
        ...createMaintenanceActivities(dependencies),
        ...createOrganisationActivities(dependencies),
        ...createDueActivities(dependencies),
      }
    case taskQueues.notifications:
      return {
        ...createWebhookActivities(dependencies),
        ...createFetchActivities(dependencies),
        ...createNotificationActivities(dependencies),
      }
  }
}
