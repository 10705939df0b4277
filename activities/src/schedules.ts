import { type Client, ScheduleAlreadyRunning, type ScheduleOptions, ScheduleOverlapPolicy } from '@temporalio/client'
import { scheduleIds, searchAttributes, taskQueues, workflowTypes } from '@throughline/contract/temporal'

type Definition = { scheduleId: string; workflowType: string; every: string }

const definitions: readonly Definition[] = [
  { scheduleId: scheduleIds.sweepProjects, workflowType: workflowTypes.sweepProjects, every: '1 minute' },
  { scheduleId: scheduleIds.purgeExpired, workflowType: workflowTypes.purgeExpired, every: '1 hour' },
  { scheduleId: scheduleIds.tellDue, workflowType: workflowTypes.tellDue, every: '1 hour' },
]

/** Makes the schedules as defined here, or changes those that are there to be so; any number of workers may do it. */
export async function reconcileSchedules(client: Client): Promise<void> {
  for (const definition of definitions) {
    const options = optionsFor(definition)
    try {
      await client.schedule.create(options)
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error
      const { spec, action, policies } = options
      const handle = client.schedule.getHandle(definition.scheduleId)
      await handle.update(({ state }) => ({ spec, action, policies, state }))
    }
  }
}

function optionsFor({ scheduleId, workflowType, every }: Definition) {
  return {
    scheduleId,
    spec: { intervals: [{ every }], jitter: '5 seconds' },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '10 minutes' },
    action: {
      type: 'startWorkflow',
      workflowType,
      workflowId: scheduleId,
      taskQueue: taskQueues.maintenance,
      args: [],
      workflowExecutionTimeout: '10 minutes',
      searchAttributes: { [searchAttributes.kind]: ['maintenance'] },
    },
  } satisfies ScheduleOptions
}
