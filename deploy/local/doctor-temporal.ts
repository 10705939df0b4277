import { Connection } from '@temporalio/client'
import { bouncesScheduleId, scheduleIds, searchAttributes, taskQueues } from '@throughline/contract/temporal'
import type { Check, Finding } from './doctor-checks.ts'

const deadlineMs = 5_000
const freshMs = 120_000
const queueTypes = [1, 2] as const

interface TemporalPlace {
  address: string
  namespace: string
  startAdvice: string
  /** Whether there is a mailbox of bounces. */
  readsBounces: boolean
}

/** Temporal itself, its schedules, and a worker for each task queue, over one connection. */
export function temporalChecks({ address, namespace, startAdvice, readsBounces }: TemporalPlace): Check[] {
  const connected = withConnection(address)
  const schedules = [...Object.values(scheduleIds), ...(readsBounces ? [bouncesScheduleId] : [])]
  return [
    {
      name: 'Temporal',
      advice: startAdvice,
      look: () => connected((connection) => lookAtServer(connection, namespace)),
    },
    ...schedules.map((id) => ({
      name: `schedule ${id}`,
      advice: 'The worker makes its schedules when it starts: npm run stack -- logs worker',
      look: () => connected((connection) => lookAtSchedule(connection, namespace, id)),
    })),
    ...Object.values(taskQueues).map((queue) => ({
      name: `queue ${queue}`,
      advice: `No worker serves it: npm run stack -- logs ${queue === taskQueues.email ? 'email-service' : 'worker'}`,
      look: () => connected((connection) => lookAtQueue(connection, namespace, queue)),
    })),
  ]
}

function withConnection(address: string) {
  let shared: Promise<Connection> | undefined
  return async (look: (connection: Connection) => Promise<Finding>): Promise<Finding> => {
    shared ??= Connection.connect({ address, connectTimeout: 3_000 })
    const connection = await shared
    return await connection.withDeadline(Date.now() + deadlineMs, () => look(connection))
  }
}

async function lookAtServer(connection: Connection, namespace: string): Promise<Finding> {
  const { serverVersion } = await connection.workflowService.getSystemInfo({})
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace })
  const missing = Object.values(searchAttributes).filter((name) => customAttributes[name] === undefined)
  if (missing.length > 0) return { ok: false, detail: `search attributes are missing: ${missing.join(', ')}` }
  return { ok: true, detail: `server ${serverVersion}, namespace ${namespace}` }
}

async function lookAtSchedule(connection: Connection, namespace: string, scheduleId: string): Promise<Finding> {
  const { schedule, info } = await connection.workflowService.describeSchedule({ namespace, scheduleId })
  if (schedule?.state?.paused) return { ok: false, detail: `paused: ${schedule.state.notes ?? ''}` }
  const next = info?.futureActionTimes?.[0]?.seconds
  return { ok: true, detail: next ? `next at ${new Date(Number(next) * 1_000).toISOString()}` : 'on' }
}

async function lookAtQueue(connection: Connection, namespace: string, name: string): Promise<Finding> {
  const answers = await Promise.all(
    queueTypes.map((taskQueueType) =>
      connection.workflowService.describeTaskQueue({ namespace, taskQueue: { name }, taskQueueType }),
    ),
  )
  const seen = answers
    .flatMap(({ pollers }) => pollers ?? [])
    .map((poller) => Number(poller.lastAccessTime?.seconds ?? 0) * 1_000)
  const fresh = seen.filter((time) => Date.now() - time < freshMs)
  return fresh.length > 0
    ? { ok: true, detail: `${fresh.length} pollers` }
    : { ok: false, detail: 'no worker polls it' }
}
