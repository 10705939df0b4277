import {
  type Database,
  purgeEvents,
  purgeIdempotencyKeys,
  purgeImportChunks,
  purgeSessions,
  requestLaggingRecomputes as requestLagging,
  type Transaction,
  withoutTenant,
} from '@throughline/database'

/** A change younger than this is still on its usual way. */
const laggingSeconds = 60
const keptHours = { idempotencyKeys: 24, importChunks: 24 } as const

/** Streams of one transaction: their writers wait for it. */
const streamsAtOnce = 50
/** What is left then waits for the next hour. */
const mostRounds = 100

export interface MaintenanceDependencies {
  database: Database
  eventRetentionDays: number
}

export interface PurgedRows {
  keys: number
  sessions: number
  chunks: number
  events: number
}

export function createMaintenanceActivities({ database, eventRetentionDays }: MaintenanceDependencies) {
  const purge = (rows: (transaction: Transaction) => Promise<number>) => withoutTenant(database, rows)

  async function requestLaggingRecomputes(): Promise<{ asked: number }> {
    return { asked: await purge((transaction) => requestLagging(transaction, laggingSeconds)) }
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
      chunks: await purge((transaction) => purgeImportChunks(transaction, keptHours.importChunks)),
      events: await purgeOldEvents(),
    }
  }

  return { requestLaggingRecomputes, purgeExpiredRows }
}

export type MaintenanceActivities = ReturnType<typeof createMaintenanceActivities>
