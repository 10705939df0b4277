import { Connection, Client as TemporalClient } from '@temporalio/client'
import type { Client } from '@throughline/client'
import { workflowIds } from '@throughline/contract/temporal'
import { withTransaction } from '@throughline/database'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOrganisation, openTestDatabase, type TestOrganisation, testStack, untilValue } from '../harness/index.ts'
import { clientOf, Services } from '../harness/service/index.ts'
import { SmtpSink } from '../harness/smtp-sink.ts'
import { createSmallPlan } from './support.ts'

/**
 * Pauses of minutes and a day of trying, on a real Temporal: it says when the next attempt is due, begins it at once when
 * the activity was paused and goes on, and ends it when its time is made shorter than what has passed.
 */
const database = openTestDatabase()
const services = new Services(testStack())
const namespace = 'default'
const hour = 3_600_000
let sink: SmtpSink
let connection: Connection
let temporal: TemporalClient
let organisation: TestOrganisation
let client: Client

beforeAll(async () => {
  sink = await SmtpSink.create()
  await sink.start()
  sink.putOff('4.7.1 try again later')
  connection = await Connection.connect({ address: testStack().temporalAddress })
  temporal = new TemporalClient({ connection, namespace })
  organisation = await createOrganisation(database)
  client = clientOf((await services.startApi()).url, organisation.admin)
  await services.startWorker()
  await services.startEmailService({ SMTP_URL: sink.url })
})
afterAll(async () => {
  await services.stop()
  await sink.stop()
  await connection.close()
  await database.close()
})

interface Stamp {
  seconds?: unknown
  nanos?: number | null
}
const millisecondsOf = (stamp: Stamp | null | undefined): number =>
  Number(stamp?.seconds ?? 0) * 1_000 + (stamp?.nanos ?? 0) / 1e6

const deliveryOf = (personId: string) =>
  withTransaction(database, { organisationId: organisation.id }, (transaction) =>
    transaction
      .selectFrom('email_delivery')
      .innerJoin('notification', 'notification.id', 'email_delivery.notification_id')
      .select(['notification_id as id', 'state', 'attempts', 'last_error as error'])
      .where('notification.person_id', '=', personId)
      .where('notification.kind', '=', 'task-assigned')
      .executeTakeFirst(),
  )

/** The sending of a mail as Temporal sees it, once this attempt of it is over and the next is to come. */
async function afterAttempt(personId: string, attempt: number) {
  const delivery = await untilValue(
    () => deliveryOf(personId),
    (found) => found?.attempts === attempt,
    { what: `attempt ${attempt}`, withinMs: 30_000 },
  )
  const execution = { workflowId: workflowIds.notify(delivery?.id ?? '') }
  const look = async () =>
    (await temporal.workflow.getHandle(execution.workflowId).describe()).raw.pendingActivities?.[0]
  const sending = await untilValue(
    look,
    (found) => found?.attempt === attempt + 1 && Boolean(found.nextAttemptScheduleTime),
    {
      what: `the pause after attempt ${attempt}`,
      withinMs: 30_000,
    },
  )
  const failedAt = millisecondsOf(sending?.lastAttemptCompleteTime)
  const pause = millisecondsOf(sending?.nextAttemptScheduleTime) - failedAt
  const ends = millisecondsOf(sending?.expirationTime)
  return { execution, id: sending?.activityId ?? '', failedAt, pause, ends }
}
type Waiting = Awaited<ReturnType<typeof afterAttempt>>

/** The next attempt, without its pause. */
async function hurry({ execution, id }: Waiting): Promise<void> {
  await connection.workflowService.pauseActivity({ namespace, execution, id, identity: 'tests', reason: 'hurry' })
  await connection.workflowService.unpauseActivity({ namespace, execution, id, identity: 'tests' })
}

/** As if its day were over. */
async function endTime({ execution, id }: Waiting): Promise<void> {
  await connection.workflowService.updateActivityOptions({
    ...{ namespace, execution, id, identity: 'tests' },
    activityOptions: { scheduleToCloseTimeout: { seconds: 1 as never, nanos: 0 } },
    updateMask: { paths: ['schedule_to_close_timeout'] },
  })
}

test('a mail that is put off is tried after growing pauses, for a day, and fails with what the server said', async () => {
  const { project, first } = await createSmallPlan(client)
  const { name, personId } = await organisation.addPerson()
  const params = { projectId: project.id }
  const { created } = await client.call('createResource', { params, body: { name, personId } })
  await client.call('createAssignment', { params, body: { taskId: first, resourceId: created[0] ?? '' } })

  const pauses: number[] = []
  let waiting = await afterAttempt(personId, 1)
  const { failedAt, ends } = waiting
  expect(ends - failedAt).toBeLessThanOrEqual(24 * hour)
  expect(ends - failedAt).toBeGreaterThan(24 * hour - 60_000)
  for (const attempt of [2, 3, 4]) {
    pauses.push(Math.round(waiting.pause / 1_000))
    await hurry(waiting)
    waiting = await afterAttempt(personId, attempt)
  }
  pauses.push(Math.round(waiting.pause / 1_000))
  expect(pauses).toEqual([60, 120, 240, 480])
  expect(waiting.ends, 'the day is that of the first attempt').toBe(ends)
  expect(await deliveryOf(personId)).toMatchObject({ state: 'sending', error: '451 4.7.1 try again later' })

  await endTime(waiting)
  const ended = await untilValue(
    () => deliveryOf(personId),
    (found) => found?.state !== 'sending',
    { what: 'the end of the delivery', withinMs: 30_000 },
  )
  const error = 'Not taken within 24 hours. Last: 451 4.7.1 try again later'
  expect(ended).toMatchObject({ state: 'failed', attempts: 4, error })
  const query = { scope: 'organisation', state: 'failed' } as const
  const { items } = await client.call('listDeliveries', { query })
  expect(items).toContainEqual(expect.objectContaining({ state: 'failed', reply: error }))
  expect(sink.mails).toEqual([])
})
