import { proxyActivities } from '@temporalio/workflow'
import type { MaintenanceActivities } from '@throughline/activities'
import { maintenanceOptions } from './activity-options.ts'

const { requestLaggingRecomputes } = proxyActivities<MaintenanceActivities>(maintenanceOptions)

/** Asks again for the projects whose dates lag behind their input. */
export async function sweepProjects(): Promise<{ asked: number }> {
  return requestLaggingRecomputes()
}
