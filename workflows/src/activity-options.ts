import type { ActivityOptions, LocalActivityOptions, RetryPolicy } from '@temporalio/workflow'
import { failureTypes, taskQueues } from '@throughline/contract/temporal'

/** How activities are retried, by what they depend on. A back-off under a second would take a second anyhow. */
const nonRetryableErrorTypes = Object.values(failureTypes)

/**
 * The database: it comes back, and then the work is done. However long it was away, or a table was locked, what waits is
 * tried within seconds of its return: the design gives a recompute fifteen. Few are open at once, so that is no load.
 */
const databaseRetry: RetryPolicy = {
  initialInterval: '1 second',
  backoffCoefficient: 2,
  maximumInterval: '5 seconds',
  nonRetryableErrorTypes,
}

/**
 * A mail server that is down for a while delays mail; refusals it may take back are tried again for a day, after pauses that
 * the email-service names.
 */
const mailRetry: RetryPolicy = {
  initialInterval: '1 second',
  backoffCoefficient: 2,
  maximumInterval: '30 seconds',
  nonRetryableErrorTypes,
}

/**
 * A dead worker is noticed by its missing heartbeats after five seconds. An attempt stays for what is asked next, five
 * minutes at most; a single run has a minute of its own.
 */
export const recomputeOptions: ActivityOptions = {
  taskQueue: taskQueues.planning,
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '5 seconds',
  scheduleToCloseTimeout: '30 minutes',
  retry: databaseRetry,
}

/** Long, with a cursor in the database; heartbeats tell of life only. A cancelled one is awaited: it says how it ended. */
export const importOptions: ActivityOptions = {
  taskQueue: taskQueues.imports,
  startToCloseTimeout: '6 hours',
  heartbeatTimeout: '5 seconds',
  scheduleToCloseTimeout: '24 hours',
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  retry: databaseRetry,
}

/**
 * One attempt to fetch a file, which ends by itself after half an hour. It is a request to somebody else, and waits beside
 * those of webhooks: imports that have their file go on meanwhile.
 */
export const fetchOptions: ActivityOptions = {
  taskQueue: taskQueues.notifications,
  startToCloseTimeout: '40 minutes',
  heartbeatTimeout: '5 seconds',
  scheduleToCloseTimeout: '24 hours',
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  retry: databaseRetry,
}

export const seedOptions: ActivityOptions = {
  taskQueue: taskQueues.maintenance,
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '5 seconds',
  scheduleToCloseTimeout: '1 hour',
  retry: databaseRetry,
}

/** Long: an organisation is written or read as a whole. One that is cancelled is awaited. */
export const organisationOptions: ActivityOptions = {
  taskQueue: taskQueues.maintenance,
  startToCloseTimeout: '6 hours',
  heartbeatTimeout: '5 seconds',
  scheduleToCloseTimeout: '24 hours',
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  retry: databaseRetry,
}

/** Once begun, a deletion goes on until nothing is left. */
export const organisationPurgeOptions: ActivityOptions = {
  taskQueue: taskQueues.maintenance,
  startToCloseTimeout: '6 hours',
  heartbeatTimeout: '5 seconds',
  retry: databaseRetry,
}

/** Short statements about a deletion; it waits for the database as long as that takes. */
export const shortOrganisationOptions: ActivityOptions = {
  taskQueue: taskQueues.maintenance,
  startToCloseTimeout: '30 seconds',
  retry: databaseRetry,
}

/** Short statements about an import. One that goes is settled by the last of them. */
export const shortImportOptions: ActivityOptions = {
  taskQueue: taskQueues.imports,
  startToCloseTimeout: '30 seconds',
  scheduleToCloseTimeout: '24 hours',
  retry: databaseRetry,
}

/**
 * An attempt waits for its turn at the mail server, and ends by itself after four minutes. One that is asked for again, or
 * called off, is awaited: it says how it ended.
 */
export const mailOptions: ActivityOptions = {
  taskQueue: taskQueues.email,
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '5 seconds',
  scheduleToCloseTimeout: '24 hours',
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  retry: mailRetry,
}

/**
 * A decision is one short transaction, made by the worker that has the workflow: as an activity of its own it would cost
 * Temporal more than the mail. It waits for the database as long as that takes.
 */
export const decisionOptions: LocalActivityOptions = { startToCloseTimeout: '30 seconds', retry: databaseRetry }

/** A short statement about a mail, at the email-service. */
export const settleMailOptions: ActivityOptions = {
  taskQueue: taskQueues.email,
  startToCloseTimeout: '30 seconds',
  retry: databaseRetry,
}

/** The mailbox is looked into each minute anyhow, so few tries are enough. */
export const bounceOptions: ActivityOptions = {
  taskQueue: taskQueues.email,
  startToCloseTimeout: '4 minutes',
  heartbeatTimeout: '5 seconds',
  scheduleToCloseTimeout: '8 minutes',
  retry: { ...mailRetry, maximumAttempts: 3 },
}

/**
 * One attempt, which has 15 seconds for its request. The schedule of attempts is the workflow's; here only what ends an
 * attempt before its end is in the database is tried again.
 */
export const webhookOptions: ActivityOptions = {
  taskQueue: taskQueues.notifications,
  startToCloseTimeout: '30 seconds',
  heartbeatTimeout: '5 seconds',
  retry: databaseRetry,
}

/** A batch of a purge; it is tried for as long as the database may be away. */
export const purgeOptions: ActivityOptions = {
  taskQueue: taskQueues.maintenance,
  startToCloseTimeout: '60 seconds',
  heartbeatTimeout: '5 seconds',
  scheduleToCloseTimeout: '24 hours',
  retry: databaseRetry,
}

/** Organisation by organisation, each told once; the next hour makes up for what this one could not. */
export const dueOptions: ActivityOptions = {
  taskQueue: taskQueues.maintenance,
  startToCloseTimeout: '8 minutes',
  heartbeatTimeout: '5 seconds',
  scheduleToCloseTimeout: '9 minutes',
  retry: databaseRetry,
}

/** Maintenance comes round again by its schedule, so a few tries are enough. */
export const maintenanceOptions: ActivityOptions = {
  taskQueue: taskQueues.maintenance,
  startToCloseTimeout: '60 seconds',
  scheduleToCloseTimeout: '5 minutes',
  retry: { ...databaseRetry, maximumAttempts: 5 },
}
