import type { Client } from '@throughline/client'
import { withTransaction } from '@throughline/database'
import { afterAll, beforeAll, expect, test } from 'vitest'
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
import { makeMspdi } from './mspdi.ts'
import { createSmallPlan, type SmallPlan } from './support.ts'

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
    services.startWorker(),
    services.startEmailService({ SMTP_URL: sink.url, MAIL_BOUNCE_ADDRESS: 'bounces@throughline.test' }),
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

/** Makes the person a resource of the project and gives them the task. */
async function assign(person: TestPerson, taskId: string): Promise<void> {
  const params = { projectId: plan.project.id }
  const { created } = await client.call('createResource', {
    params,
    body: { name: person.name, personId: person.personId },
  })
  await client.call('createAssignment', { params, body: { taskId, resourceId: created[0] ?? '' } })
}

const mailsTo = (person: TestPerson) => sink.mails.filter(({ to }) => to.includes(person.email))

test('an assignment sends one mail to the person, as text and HTML', async () => {
  const person = await organisation.addPerson()
  await assign(person, plan.first)
  await until(() => mailsTo(person).length > 0, { what: 'mail of the assignment', withinMs: 30_000 })
  const [mail] = mailsTo(person)
  expect(mail?.source).toMatch(/text\/plain/)
  expect(mail?.source).toMatch(/text\/html/)
  expect(mail?.messageId).not.toBe('')
  expect(mail?.from).toBe('bounces@throughline.test')
  expect(mail?.source).toMatch(/^From: Throughline <no-reply@throughline\.local>\r?$/m)
  expect(mailsTo(person)).toHaveLength(1)
})

test('mail waits while the SMTP server is away, and none is lost', async () => {
  const people = await Promise.all([organisation.addPerson(), organisation.addPerson()])
  await sink.stop()
  for (const person of people) await assign(person, plan.second)
  const params = { projectId: plan.project.id }
  const { items } = await client.call('listAssignments', { params })
  expect(items.length).toBeGreaterThanOrEqual(2)
  const deliveries = () => countDeliveries(people)
  await until(async () => (await deliveries()) === people.length, {
    what: 'a first attempt for each',
    withinMs: 30_000,
  })
  expect(people.flatMap(mailsTo)).toEqual([])
  await sink.start()
  for (const person of people) {
    await until(() => mailsTo(person).length > 0, { what: `mail to ${person.email}`, withinMs: 45_000 })
  }
  const mails = people.flatMap(mailsTo)
  expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(people.length)
})

test('an import that ends is told by mail', async () => {
  const before = mailsTo(organisation.admin).length
  const body = new TextEncoder().encode(makeMspdi(3))
  await client.call('createImport', { query: { fileName: 'small.xml', mode: 'at-once' }, body })
  await until(() => mailsTo(organisation.admin).length > before, { what: 'mail of the import', withinMs: 30_000 })
})

/** How many of these people's mails have been tried at least once. */
async function countDeliveries(people: readonly TestPerson[]): Promise<number> {
  return withTransaction(database, { organisationId: organisation.id }, async (transaction) => {
    const rows = await transaction
      .selectFrom('email_delivery')
      .innerJoin('notification', 'notification.id', 'email_delivery.notification_id')
      .select('email_delivery.notification_id')
      .where(
        'notification.person_id',
        'in',
        people.map(({ personId }) => personId),
      )
      .where('email_delivery.attempts', '>', 0)
      .execute()
    return rows.length
  })
}
