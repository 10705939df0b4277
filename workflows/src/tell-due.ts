import { proxyActivities } from '@temporalio/workflow'
import type { DueActivities } from '@throughline/activities'
import { dueOptions } from './activity-options.ts'

const { tellDueTasks } = proxyActivities<DueActivities>(dueOptions)

/** Each hour: tells people of tasks that are due where it is morning. What was told is not told again. */
export async function tellDue(): Promise<{ told: number }> {
  return tellDueTasks()
}
