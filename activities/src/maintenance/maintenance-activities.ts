import {
  type Database,
  purgeIdempotencyKeys,
  purgeImportChunks,
  purgeSessions,
  requestLaggingRecomputes as requestLagging,
  withoutTenant,
} from '@throughline/database'

/** A change younger than this is still on its usual way. */
const laggingSeconds = 60
const keptHours = { idempotencyKeys: 24, importChunks: 24 } as const

export function createMaintenanceActivities({ database }: { database: Database }) {
  async function requestLaggingRecomputes(): Promise<{ asked: number }> {
    return { asked: await withoutTenant(database, (transaction) => requestLagging(transaction, laggingSeconds)) }
  }

  async function purgeExpiredRows(): Promise<{ keys: number; sessions: number; chunks: number }> {
    return {
      keys: await withoutTenant(database, (transaction) =>
        purgeIdempotencyKeys(transaction, keptHours.idempotencyKeys),
      ),
      sessions: await withoutTenant(database, (transaction) => purgeSessions(transaction)),
      chunks: await withoutTenant(database, (transaction) => purgeImportChunks(transaction, keptHours.importChunks)),
    }
  }

  return { requestLaggingRecomputes, purgeExpiredRows }
}

export type MaintenanceActivities = ReturnType<typeof createMaintenanceActivities>
