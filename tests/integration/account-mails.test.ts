import { randomUUID } from 'node:crypto'
import { Client, Connection } from '@temporalio/client'
import type { Client as ServiceClient } from '@throughline/client'
import { workflowIds } from '@throughline/contract/temporal'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allTextIn } from '../harness/histories.ts'
import { createOrganisation, openTestDatabase, type TestOrganisation, testStack } from '../harness/index.ts'
import { linkIn } from '../harness/link-in-mail.ts'
import { type ApiProcess, clientOf, Services } from '../harness/service/index.ts'
import { SmtpSink } from '../harness/smtp-sink.ts'
import { tablesWith } from '../harness/tables-with.ts'

const database = openTestDatabase()
const services = new Services(testStack())
const superuser = new pg.Client({ connectionString: testStack().superuserUrl })
let sink: SmtpSink
let api: ApiProcess
let organisation: TestOrganisation
let client: ServiceClient

beforeAll(async () => {
  await superuser.connect()
  sink = await SmtpSink.create()
  await sink.start()
  ;[api] = await Promise.all([
    services.startApi(),
    services.startWorker(),
    services.startEmailService({ SMTP_URL: sink.url }),
  ])
  organisation = await createOrganisation(database)
  client = clientOf(api.url, organisation.admin)
})
afterAll(async () => {
  await services.stop()
  await sink.stop()
  await superuser.end()
  await database.close()
})

const mailTo = (address: string) => sink.mailTo(address)

const secretIn = (link: string) => new URL(link).hash.slice(1)

async function historyOf(linkId: string): Promise<string> {
  const { rows } = await superuser.query('select id from notification where link_id = $1', [linkId])
  const connection = await Connection.connect({ address: testStack().temporalAddress })
  try {
    const handle = new Client({ connection }).workflow.getHandle(workflowIds.notify(rows[0].id))
    await handle.result()
    return allTextIn(await handle.fetchHistory())
  } finally {
    await connection.close()
  }
}

test('an invitation comes by mail, and its secret is in no table and no history', async () => {
  const email = `invited-${randomUUID().slice(0, 8)}@example.com`
  const { id } = await client.call('createInvitation', { body: { email } })
  const mail = await mailTo(email)
  const link = linkIn(mail)
  const secret = secretIn(link)
  expect(new URL(link).pathname).toBe('/invitation')
  expect(await tablesWith(superuser, secret)).toEqual([])
  // The audit trail tells who was invited.
  expect(await tablesWith(superuser, email)).toEqual(['audit_event', 'idempotency_key', 'one_use_link'])
  const history = await historyOf(id)
  expect(history).toContain('deliverNotification')
  expect(history).not.toContain(secret)
  expect(history).not.toContain(email)
  const look = await client.call('lookAtInvitation', { body: { secret } })
  expect(look).toEqual({ organisationName: organisation.name, email, known: false })
  const answer = { secret, name: 'Ann', password: 'seven quiet harbours' }
  await client.call('acceptInvitation', { body: answer })
  const session = await client.call('signIn', { body: { email, password: answer.password } })
  expect(session.organisation.id).toBe(organisation.id)
})

test('a new address gets the link, and the one before word of it without a link', async () => {
  const person = await organisation.addPerson()
  const email = `other-${randomUUID().slice(0, 8)}@example.com`
  const { email: before, password } = person
  const signedIn = await fetch(`${api.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: before, password }),
  })
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  const asked = await fetch(`${api.url}/api/v1/session/email`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', cookie, origin: api.url },
    body: JSON.stringify({ email, password }),
  })
  expect(asked.status).toBe(204)
  const [link, notice] = [linkIn(await mailTo(email)), await mailTo(before)]
  expect(notice.source).toContain(email)
  expect(notice.source).not.toContain(secretIn(link))
  await client.call('changeEmail', { body: { secret: secretIn(link) } })
  const session = await client.call('signIn', { body: { email, password } })
  expect(session.person.id).toBe(person.personId)
})
