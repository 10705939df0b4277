import { proxyActivities } from '@temporalio/workflow'
import type { MaintenanceActivities } from '@throughline/activities'
import { maintenanceOptions } from './activity-options.ts'

const { purgeExpiredRows } = proxyActivities<MaintenanceActivities>(maintenanceOptions)

/** Deletes what is only kept for a time: answers of idempotency keys, sessions that ended, content of imported files, old events. */
export async function purgeExpired(): ReturnType<typeof purgeExpiredRows> {
  return purgeExpiredRows()
}
