import type { Client } from '@throughline/client'
import { RequestError } from '@throughline/client'
import type { GivenMailSettings } from '@throughline/contract'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  createOrganisation,
  openTestDatabase,
  type TestOrganisation,
  type TestPerson,
  testStack,
  untilValue,
} from '../harness/index.ts'
import { OwnMailServer } from '../harness/own-mail-server.ts'
import { type ApiProcess, clientOf, Services } from '../harness/service/index.ts'
import { SmtpSink } from '../harness/smtp-sink.ts'
import { createSmallPlan, type SmallPlan } from './support.ts'

const settings = { OUTGOING_ALLOWED_HOSTS: '127.0.0.1' }
const database = openTestDatabase()
const services = new Services(testStack())
const superuser = new pg.Client({ connectionString: testStack().superuserUrl })
let sink: SmtpSink
let own: OwnMailServer
let api: ApiProcess
let organisation: TestOrganisation
let client: Client
let plan: SmallPlan

beforeAll(async () => {
  sink = await SmtpSink.create()
  own = await OwnMailServer.start()
  await Promise.all([sink.start(), superuser.connect()])
  ;[api] = await Promise.all([
    services.startApi(settings),
    services.startWorker(settings),
    services.startEmailService({ ...settings, SMTP_URL: sink.url, MAIL_FROM: 'Instance <no-reply@instance.example>' }),
  ])
  organisation = await createOrganisation(database)
  client = clientOf(api.url, organisation.admin)
  plan = await createSmallPlan(client)
})
afterAll(async () => {
  await services.stop()
  await Promise.all([sink.stop(), own.stop(), superuser.end(), database.close()])
})

const withServer = (server: Partial<NonNullable<GivenMailSettings['server']>> = {}): GivenMailSettings => ({
  senderName: 'Harbour Works',
  replyTo: 'office@harbour.example',
  server: {
    ...({ host: '127.0.0.1', port: own.port, tls: 'none', fromAddress: 'plans@harbour.example' } as const),
    ...{ username: own.username, password: own.password },
    ...server,
  },
})
const put = (body: GivenMailSettings) => client.call('putMailSettings', { body })

async function assignToSomebody(): Promise<TestPerson> {
  const person = await organisation.addPerson()
  const params = { projectId: plan.project.id }
  const { created } = await client.call('createResource', {
    params,
    body: { name: person.name, personId: person.personId },
  })
  await client.call('createAssignment', { params, body: { taskId: plan.first, resourceId: created[0] ?? '' } })
  return person
}

const mailTo = async (mails: readonly { to: string[]; source: string }[], { email }: { email: string }) =>
  (await untilValue(
    async () => mails.find(({ to }) => to.includes(email)),
    (mail) => mail !== undefined,
    { what: `mail to ${email}`, withinMs: 30_000 },
  )) as { source: string }

const headersOf = ({ source }: { source: string }) => source.split(/\r?\n\r?\n/)[0] ?? ''

const refusal = (act: Promise<unknown>) =>
  act.then(
    () => 'answered' as const,
    (error: unknown) => (error instanceof RequestError ? error : Promise.reject(error)),
  )

test('mails go through the server of the organisation, as it wants to be named; those of accounts do not', async () => {
  expect(await put(withServer())).toMatchObject({ server: { hasPassword: true, username: 'plans' } })
  const person = await assignToSomebody()
  const headers = headersOf(await mailTo(own.mails, person))
  expect(headers).toMatch(/^From: Harbour Works <plans@harbour\.example>$/m)
  expect(headers).toMatch(/^Reply-To: office@harbour\.example$/m)
  expect(sink.mails.some(({ to }) => to.includes(person.email))).toBe(false)

  const invited = `invited-${crypto.randomUUID()}@example.com`
  await client.call('createInvitation', { body: { email: invited } })
  expect(headersOf(await sink.mailTo(invited))).toMatch(/^From: Instance <no-reply@instance\.example>$/m)
  expect(own.mails.some(({ to }) => to.includes(invited))).toBe(false)
})

test('the next mail goes by what was set last: a name alone leaves the server of the instance', async () => {
  await put({ senderName: 'Harbour, "Works" <x@y.example>', replyTo: 'office@harbour.example' })
  const headers = headersOf(await sink.mailTo((await assignToSomebody()).email))
  expect(headers.replace(/\r?\n\s+/g, ' ')).toMatch(
    /^From: "Harbour, \\"Works\\" <x@y\.example>" <no-reply@instance\.example>$/m,
  )
  expect(headers).toMatch(/^Reply-To: office@harbour\.example$/m)
  await client.call('deleteMailSettings')
  expect(await client.call('getMailSettings')).toEqual({
    senderName: null,
    replyTo: null,
    server: null,
    updatedAt: null,
  })
  const after = headersOf(await sink.mailTo((await assignToSomebody()).email))
  expect(after).toMatch(/^From: Instance <no-reply@instance\.example>$/m)
  expect(after).not.toMatch(/^Reply-To/m)
})

test('the password is nowhere to be read: not in answers, the database, the audit trail, or what is kept of requests', async () => {
  const idempotencyKey = crypto.randomUUID()
  const answer = await client.call('putMailSettings', { body: withServer(), idempotencyKey })
  const told = JSON.stringify([
    answer,
    await client.call('getMailSettings'),
    await client.call('listAuditEvents', { query: { limit: 100 } }),
    await client.call('testMailSettings', { body: undefined }),
  ])
  expect(told).toContain('mail_settings')
  expect(told).not.toContain(own.password)
  for (const table of ['mail_settings', 'idempotency_key', 'audit_event', 'notification', 'event']) {
    const { rows } = await superuser.query(`select count(*)::int as count from ${table} t where t::text like $1`, [
      `%${own.password}%`,
    ])
    expect(rows, table).toEqual([{ count: 0 }])
  }
})

test('a trial sends a mail to who asks, tells what was said, and changes nothing', async () => {
  await put(withServer())
  const before = await client.call('getMailSettings')
  const saved = await client.call('testMailSettings', { body: undefined })
  expect(saved).toMatchObject({ isAccepted: true, problem: null })
  expect(saved.conversation.some(({ by, line }) => by === 'us' && line === 'AUTH PLAIN …')).toBe(true)
  const mail = await mailTo(own.mails, organisation.admin)
  expect(headersOf(mail)).toMatch(/^Subject: A test of your mail settings$/m)

  const wrong = await client.call('testMailSettings', { body: withServer({ password: 'a wrong one' }) })
  expect(wrong).toMatchObject({ isAccepted: false, problem: 'The server did not take the username and password.' })
  expect(wrong.conversation.at(-1)?.line ?? '').toMatch(/^535/)
  const kept = await client.call('testMailSettings', { body: withServer({ password: undefined }) })
  expect(kept.isAccepted).toBe(true)
  const { password: _, ...without } = withServer().server ?? {}
  const elsewhere = { ...withServer(), server: { ...without, host: 'localhost' } } as GivenMailSettings
  expect(await refusal(client.call('testMailSettings', { body: elsewhere }))).toMatchObject({ status: 400 })
  expect(await client.call('getMailSettings')).toEqual(before)
})

test.each([
  ['of this machine', { host: '127.0.0.2', tls: 'starttls' }],
  ['of the metadata of a cloud', { host: '169.254.169.254', tls: 'starttls', port: 25 }],
  ['at a port of something else', { host: 'mail.example.com', tls: 'starttls', port: 6379 }],
  ['without TLS', { host: 'mail.example.com', tls: 'none', port: 25 }],
  ['that is no host', { host: 'mail.example.com/x', tls: 'starttls', port: 25 }],
] as const)('a server %s is refused, also for a trial', async (_, server) => {
  for (const id of ['putMailSettings', 'testMailSettings'] as const)
    expect(
      await refusal(client.call(id, { body: withServer({ ...server, username: null, password: undefined }) })),
    ).toMatchObject({
      status: 400,
    })
})

test('only administrators look at mail settings, and of another organisation there are none', async () => {
  const member = clientOf(api.url, await organisation.addPerson('member'))
  expect(await refusal(member.call('getMailSettings'))).toMatchObject({ status: 403 })
  expect(await refusal(member.call('testMailSettings', { body: undefined }))).toMatchObject({ status: 403 })
  const stranger = clientOf(api.url, (await createOrganisation(database)).admin)
  expect((await stranger.call('getMailSettings')).server).toBeNull()
  expect(await refusal(stranger.call('testMailSettings', { body: undefined }))).toMatchObject({ status: 409 })
})

test('trials are counted for each person', async () => {
  const other = await createOrganisation(database)
  const theirs = clientOf(api.url, other.admin)
  const ask = () => refusal(theirs.call('testMailSettings', { body: withServer({ port: 1 }) }))
  for (let count = 0; count < 10; count += 1) expect(await ask()).toBe('answered')
  expect(await ask()).toMatchObject({ status: 429 })
})
