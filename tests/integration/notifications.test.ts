import { randomUUID } from 'node:crypto'
import { Client as TemporalClient } from '@temporalio/client'
import { type Client, createLiveConnection } from '@throughline/client'
import type { Delivery } from '@throughline/contract'
import { workflowIds } from '@throughline/contract/temporal'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { connectTemporal } from '../../deploy/local/temporal-setup.ts'
import {
  createOrganisation,
  openTestDatabase,
  type TestOrganisation,
  type TestPerson,
  testStack,
  until,
} from '../harness/index.ts'
import { type ApiProcess, clientOf, Services } from '../harness/service/index.ts'
import { SmtpSink } from '../harness/smtp-sink.ts'
import { createSmallPlan, type SmallPlan } from './support.ts'

/** Long enough for several requests, and short enough to be waited for. */
const windowSeconds = 3

const database = openTestDatabase()
const services = new Services(testStack())
let sink: SmtpSink
let api: ApiProcess
let organisation: TestOrganisation
let client: Client
let plan: SmallPlan

beforeAll(async () => {
  sink = await SmtpSink.create()
  await sink.start()
  ;[api] = await Promise.all([
    services.startApi(),
    services.startWorker({ MAIL_WINDOW_SECONDS: String(windowSeconds) }),
    services.startEmailService({ SMTP_URL: sink.url }),
  ])
  organisation = await createOrganisation(database)
  client = clientOf(api.url, organisation.admin)
  plan = await createSmallPlan(client)
})
afterAll(async () => {
  await services.stop()
  await sink.stop()
  await database.close()
})

const mailsTo = (person: TestPerson) => sink.mails.filter(({ to }) => to.includes(person.email))
const as = (person: TestPerson): Client => clientOf(api.url, person)

/** Gives a task to a person, as one more resource that they are. */
async function assign(person: TestPerson, taskId = plan.first): Promise<void> {
  const params = { projectId: plan.project.id }
  const resourceId = randomUUID()
  await client.call('createChangeSet', {
    params,
    body: {
      operations: [
        { op: 'create', entity: 'resource', id: resourceId, values: { name: person.name, personId: person.personId } },
        { op: 'create', entity: 'assignment', values: { taskId, resourceId } },
      ],
    },
  })
}

const times = {
  timeZone: 'UTC',
  locale: 'en-GB',
  quietFrom: null,
  quietUntil: null,
  digestAt: '08:00',
  digestWeekday: 1,
}
const prefer = (person: TestPerson, mail: 'at-once' | 'daily' | 'weekly' | 'off') =>
  as(person).call('putNotificationPreference', { params: { kind: 'task-assigned' }, body: { inbox: true, mail } })

async function deliveriesOf(person: TestPerson): Promise<Delivery[]> {
  const query = { scope: 'organisation', personId: person.personId } as const
  const { items } = await client.call('listDeliveries', { query })
  return items
}
const untilDelivery = (person: TestPerson, expected: Partial<Delivery>) =>
  until(
    async () =>
      (await deliveriesOf(person)).some((one) =>
        Object.entries(expected).every(([key, value]) => one[key as keyof Delivery] === value),
      ),
    {
      what: `a mail that is ${JSON.stringify(expected)}`,
      withinMs: 30_000,
    },
  )

describe('a notification on its way', () => {
  test('several on one task within the window become one mail', async () => {
    const person = await organisation.addPerson()
    for (let index = 0; index < 3; index++) await assign(person)
    await assign(person, plan.second)
    await until(async () => (await deliveriesOf(person)).every(({ state }) => state === 'sent'), {
      what: 'all that was told',
      withinMs: 30_000,
    })
    expect(mailsTo(person)).toHaveLength(2)
    const deliveries = await deliveriesOf(person)
    expect(deliveries).toHaveLength(4)
    expect(deliveries.filter(({ carriedBy }) => carriedBy)).toHaveLength(2)
    for (const { reply, messageId } of deliveries)
      expect([reply, messageId]).toEqual([expect.any(String), expect.stringMatching(/^<.+>$/)])
  })

  test('waits in quiet hours, and goes when they are no more', async () => {
    const person = await organisation.addPerson()
    await as(person).call('putNotificationTimes', { body: { ...times, quietFrom: '00:00', quietUntil: '00:00' } })
    await assign(person)
    await untilDelivery(person, { waitsFor: 'quiet-hours' })
    expect(mailsTo(person)).toEqual([])
    await as(person).call('deleteNotificationTimes')
    await untilDelivery(person, { state: 'sent' })
    expect(mailsTo(person)).toHaveLength(1)
  })

  test('waits for a digest, and goes by itself when somebody wants it at once after all', async () => {
    const person = await organisation.addPerson()
    await prefer(person, 'weekly')
    await assign(person)
    await untilDelivery(person, { waitsFor: 'digest' })
    const connection = await connectTemporal(testStack().temporalAddress)
    try {
      const handle = new TemporalClient({ connection }).workflow.getHandle(
        workflowIds.digest(person.personId, 'weekly'),
      )
      await until(async () => (await handle.describe()).status.name === 'RUNNING', { what: 'the workflow of digests' })
      await prefer(person, 'at-once')
      await untilDelivery(person, { state: 'sent' })
      expect(mailsTo(person)).toHaveLength(1)
      await handle.terminate('the test is over')
    } finally {
      await connection.close()
    }
  })

  test('is called off, and sent again, by an administrator', async () => {
    const person = await organisation.addPerson()
    await prefer(person, 'weekly')
    await assign(person)
    await untilDelivery(person, { waitsFor: 'digest' })
    const [{ id: deliveryId } = { id: '' }] = await deliveriesOf(person)
    const params = { deliveryId }
    await expect(as(person).call('cancelDelivery', { params })).rejects.toMatchObject({ status: 403 })
    expect(await client.call('cancelDelivery', { params })).toMatchObject({ state: 'cancelled' })
    expect(await client.call('sendDeliveryAgain', { params })).toMatchObject({ state: 'pending' })
    await untilDelivery(person, { state: 'sent' })
    expect(mailsTo(person)).toHaveLength(1)
    await expect(client.call('sendDeliveryAgain', { params })).rejects.toMatchObject({ status: 409 })
  })

  test('shows who caused it what became of it, without the address', async () => {
    const [actor, person] = [await organisation.addPerson(), await organisation.addPerson()]
    await client.call('putMember', {
      params: { projectId: plan.project.id, personId: actor.personId },
      body: { role: 'manager' },
    })
    const live = createLiveConnection({ url: api.url, token: actor.token })
    onTestFinished(() => live.close())
    let woken = 0
    live.onInbox(() => {
      woken += 1
    })
    await until(() => live.state.getSnapshot() === 'live', { what: 'a live connection' })
    const before = woken
    const resourceId = randomUUID()
    await as(actor).call('createChangeSet', {
      params: { projectId: plan.project.id },
      body: {
        operations: [
          { op: 'create', entity: 'resource', id: resourceId, values: { name: 'One', personId: person.personId } },
          { op: 'create', entity: 'assignment', values: { taskId: plan.first, resourceId } },
        ],
      },
    })
    await untilDelivery(person, { state: 'sent' })
    await until(() => woken > before, { what: 'word of the receipt' })
    const { items } = await as(actor).call('listDeliveries')
    expect(items).toMatchObject([
      { recipient: { id: person.personId, name: person.name, address: null }, state: 'sent', workflowUrl: null },
    ])
    expect((await as(person).call('listDeliveries')).items).toEqual([])
    await expect(as(person).call('listDeliveries', { query: { scope: 'organisation' } })).rejects.toMatchObject({
      status: 403,
    })
    const [whole] = await deliveriesOf(person)
    expect(whole).toMatchObject({
      recipient: { address: person.email },
      workflowUrl: expect.stringContaining(encodeURIComponent(workflowIds.notify(whole?.id ?? ''))),
    })
  })
})
