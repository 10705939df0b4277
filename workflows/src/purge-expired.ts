import { ParentClosePolicy, patched, proxyActivities, startChild } from '@temporalio/workflow'
import type { MaintenanceActivities } from '@throughline/activities'
import { taskQueues, workflowIds } from '@throughline/contract/temporal'
import { maintenanceOptions } from './activity-options.ts'
import { purgeRows } from './purge-rows.ts'

const { openPurge, purgeExpiredRows } = proxyActivities<MaintenanceActivities>(maintenanceOptions)

/**
 * Each hour: opens a purge, which is a workflow of its own that people may pause for longer than an hour. While one has not
 * ended there is no other.
 */
export async function purgeExpired(): Promise<object> {
  if (!patched('a-purge-is-a-run')) return purgeExpiredRows()
  const { runId } = await openPurge()
  if (runId !== null)
    await startChild(purgeRows, {
      workflowId: workflowIds.purge(runId),
      taskQueue: taskQueues.maintenance,
      args: [{ runId }],
      parentClosePolicy: ParentClosePolicy.ABANDON,
    })
  return { runId }
}
