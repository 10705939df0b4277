import { log } from '@temporalio/activity'
import {
  type Database,
  purgeEvents,
  purgeIdempotencyKeys,
  purgeImportChunks,
  purgeImportRows,
  purgeLinks,
  purgeSessions,
  purgeWebhookDeliveries,
  requestLaggingRecomputes as requestLagging,
  requestLaggingDeliveries,
  type Transaction,
  withoutTenant,
} from '@throughline/database'
import type { Buckets } from '@throughline/platform'
import { purgeFiles } from './purge-files.ts'

/** A change younger than this is still on its usual way. */
const laggingSeconds = 60
/** Longer than a delivery waits for its turn behind others. */
const laggingDeliverySeconds = 3_600
const keptHours = { idempotencyKeys: 24, importChunks: 24, importFiles: 24 } as const

/** Rows of an import can be looked at for so long after its end. */
const keptImportRowDays = 30
/** The log of webhooks. */
const keptDeliveryDays = 30

/** Streams of one transaction: their writers wait for it. */
const streamsAtOnce = 50
/** What is left then waits for the next hour. */
const mostRounds = 100

export interface MaintenanceDependencies {
  database: Database
  buckets: Buckets
  eventRetentionDays: number
}

export interface PurgedRows {
  keys: number
  sessions: number
  links: number
  chunks: number
  importRows: number
  /** Pieces in buckets. */
  pieces: number
  events: number
  deliveries: number
}

export function createMaintenanceActivities({ database, buckets, eventRetentionDays }: MaintenanceDependencies) {
  const onLost = (error: Error) => log.warn('a former bucket could not be looked into', { error: error.message })
  const purge = (rows: (transaction: Transaction) => Promise<number>) => withoutTenant(database, rows)

  /** Of webhooks as well: what asks again each minute is one activity, by the name of its first use. */
  async function requestLaggingRecomputes(): Promise<{ asked: number; deliveries: number }> {
    return {
      asked: await purge((transaction) => requestLagging(transaction, laggingSeconds)),
      deliveries: await purge((transaction) => requestLaggingDeliveries(transaction, laggingDeliverySeconds)),
    }
  }

  async function purgeOldEvents(): Promise<number> {
    let total = 0
    for (let round = 0; round < mostRounds; round++) {
      const count = await purge((transaction) => purgeEvents(transaction, eventRetentionDays, streamsAtOnce))
      if (count === 0) break
      total += count
    }
    return total
  }

  async function purgeExpiredRows(): Promise<PurgedRows> {
    return {
      keys: await purge((transaction) => purgeIdempotencyKeys(transaction, keptHours.idempotencyKeys)),
      sessions: await purge(purgeSessions),
      links: await purge(purgeLinks),
      chunks: await purge((transaction) => purgeImportChunks(transaction, keptHours.importChunks)),
      importRows: await purge((transaction) => purgeImportRows(transaction, keptImportRowDays)),
      events: await purgeOldEvents(),
      deliveries: await purge((transaction) => purgeWebhookDeliveries(transaction, keptDeliveryDays)),
      // The last, since a bucket may be away.
      pieces: await purgeFiles({ database, buckets, olderThanHours: keptHours.importFiles, onLost }),
    }
  }

  return { requestLaggingRecomputes, purgeExpiredRows }
}

export type MaintenanceActivities = ReturnType<typeof createMaintenanceActivities>
