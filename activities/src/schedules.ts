import {
  type Client,
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  type ScheduleOptions,
  ScheduleOverlapPolicy,
} from '@temporalio/client'
import {
  bouncesScheduleId,
  scheduleIds,
  searchAttributes,
  taskQueues,
  workflowTypes,
} from '@throughline/contract/temporal'

type Definition = { scheduleId: string; workflowType: string; every: '1 minute' | '1 hour' }

const definitions: readonly Definition[] = [
  { scheduleId: scheduleIds.sweepProjects, workflowType: workflowTypes.sweepProjects, every: '1 minute' },
  { scheduleId: scheduleIds.purgeExpired, workflowType: workflowTypes.purgeExpired, every: '1 hour' },
  { scheduleId: scheduleIds.tellDue, workflowType: workflowTypes.tellDue, every: '1 hour' },
]

const bounces: Definition = {
  scheduleId: bouncesScheduleId,
  workflowType: workflowTypes.readBounces,
  every: '1 minute',
}

/**
 * Makes the schedules as defined here, or changes those that are there to be so; any number of workers may do it.
 * `readsBounces`: whether there is a mailbox of bounces.
 */
export async function reconcileSchedules(client: Client, { readsBounces = false } = {}): Promise<void> {
  for (const definition of definitions) await makeSchedule(client, definition)
  if (readsBounces) await makeSchedule(client, bounces)
  else await removeSchedule(client, bounces)
}

async function makeSchedule(client: Client, definition: Definition): Promise<void> {
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

async function removeSchedule(client: Client, { scheduleId }: Definition): Promise<void> {
  try {
    await client.schedule.getHandle(scheduleId).delete()
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error
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
