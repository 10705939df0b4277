import { sql } from 'kysely'
import type { Transaction } from './database.ts'

/** Work across tenants by the narrow functions of `throughline_gatekeeper`; each answers how many rows it was about. */
async function count(transaction: Transaction, call: ReturnType<typeof sql<{ count: number }>>): Promise<number> {
  const { rows } = await call.execute(transaction)
  return rows[0]?.count ?? 0
}

export const requestLaggingRecomputes = (transaction: Transaction, olderThanSeconds: number) =>
  count(transaction, sql`select request_lagging_recomputes(make_interval(secs => ${olderThanSeconds})) as count`)

/** Asks again for deliveries of webhooks that have been due for so long, and that nobody attempts. */
export const requestLaggingDeliveries = (transaction: Transaction, olderThanSeconds: number) =>
  count(transaction, sql`select request_lagging_deliveries(make_interval(secs => ${olderThanSeconds})) as count`)

export const purgeIdempotencyKeys = (transaction: Transaction, olderThanHours: number) =>
  count(transaction, sql`select purge_idempotency_keys(make_interval(hours => ${olderThanHours})) as count`)

export const purgeImportChunks = (transaction: Transaction, olderThanHours: number) =>
  count(transaction, sql`select purge_import_chunks(make_interval(hours => ${olderThanHours})) as count`)

/** Takes rows of imports that ended so long ago: the history of their projects has what they did. */
export const purgeImportRows = (transaction: Transaction, olderThanDays: number) =>
  count(transaction, sql`select purge_import_rows(make_interval(days => ${olderThanDays})) as count`)

/** Takes files of exports and imports of organisations whose time is over. */
export const purgeOrganisationFiles = (transaction: Transaction) =>
  count(transaction, sql`select purge_organisation_files() as count`)

export const purgeSessions = (transaction: Transaction) => count(transaction, sql`select purge_sessions() as count`)

/** Runs of the table `job` that ended so long ago. */
export const purgeJobs = (transaction: Transaction, olderThanDays: number) =>
  count(transaction, sql`select purge_jobs(make_interval(days => ${olderThanDays})) as count`)

export const purgeLinks = (transaction: Transaction) => count(transaction, sql`select purge_links() as count`)

/** Takes events older than so many days away, of so many streams at most; 0 when nothing is left that can be taken now. */
export const purgeEvents = (transaction: Transaction, olderThanDays: number, streams: number) =>
  count(transaction, sql`select purge_events(make_interval(days => ${olderThanDays}), ${streams}) as count`)

/** Takes deliveries of webhooks that are older, with their attempts. */
export const purgeWebhookDeliveries = (transaction: Transaction, olderThanDays: number) =>
  count(transaction, sql`select purge_webhook_deliveries(make_interval(days => ${olderThanDays})) as count`)
