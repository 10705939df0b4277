import type { Client } from '@throughline/client'
import { RequestError } from '@throughline/client'
import {
  mostWebhooks,
  type NewWebhook,
  type WebhookDelivery,
  type WebhookValues,
  webhookEvent,
} from '@throughline/contract'
import { purgeWebhookDeliveries, requestLaggingDeliveries, withoutTenant } from '@throughline/database'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { preparePython, type RunPython } from '../foreign/python.ts'
import {
  createOrganisation,
  openTestDatabase,
  type TestOrganisation,
  testStack,
  until,
  untilValue,
} from '../harness/index.ts'
import { type ApiProcess, clientOf, Services } from '../harness/service/index.ts'
import { SmtpSink } from '../harness/smtp-sink.ts'
import { type ReceivedWebhook, WebhookReceiver } from '../harness/webhook-receiver.ts'
import { createSmallPlan, type SmallPlan } from './support.ts'

/** As in production, but for the pauses: three attempts instead of eight. */
const settings = { OUTGOING_ALLOWED_HOSTS: '127.0.0.1', WEBHOOK_RETRY_SECONDS: '1,2' }

const database = openTestDatabase()
const services = new Services(testStack())
const superuser = new pg.Client({ connectionString: testStack().superuserUrl })
let sink: SmtpSink
let receiver: WebhookReceiver
let api: ApiProcess
let organisation: TestOrganisation
let client: Client
let plan: SmallPlan
let runPython: RunPython

beforeAll(async () => {
  sink = await SmtpSink.create()
  await Promise.all([sink.start(), superuser.connect()])
  receiver = await WebhookReceiver.start()
  ;[api, runPython] = await Promise.all([
    services.startApi(settings),
    preparePython(),
    services.startWorker(settings),
    services.startEmailService({ SMTP_URL: sink.url }),
  ])
  organisation = await createOrganisation(database)
  client = clientOf(api.url, organisation.admin)
  plan = await createSmallPlan(client)
})
afterAll(async () => {
  await services.stop()
  await receiver.stop()
  await sink.stop()
  await superuser.end()
  await database.close()
})

const createHook = (path: string, values: Partial<WebhookValues> = {}): Promise<NewWebhook> =>
  client.call('createWebhook', {
    body: { name: `Hook ${path}`, url: receiver.url(path), eventTypes: ['project.changed'], ...values },
  })
const removeHook = ({ id }: { id: string }) => client.call('deleteWebhook', { params: { webhookId: id } })

const rename = (name: string) => client.call('patchTask', { params: { taskId: plan.first }, body: { name } })

const arrivals = (path: string, count: number, withinMs = 20_000) =>
  untilValue(
    async () => receiver.at(path),
    (received) => received.length >= count,
    { what: `${count} requests at ${path}`, withinMs },
  )

const deliveryOf = (webhookId: string, deliveryId: string) =>
  client.call('getWebhookDelivery', { params: { webhookId, deliveryId } })

/** The newest delivery of a webhook, once it has ended. */
const ended = ({ id: webhookId }: { id: string }, withinMs = 30_000) =>
  untilValue(
    async () => {
      const [newest] = (await client.call('listWebhookDeliveries', { params: { webhookId } })).items
      return newest?.state === 'pending' || !newest ? null : deliveryOf(webhookId, newest.id)
    },
    (delivery) => delivery !== null,
    { what: 'the end of a delivery', withinMs },
  ).then((delivery) => delivery ?? Promise.reject(new Error('no delivery')))

const verify = async (each: readonly { secret: string; received: ReceivedWebhook }[]): Promise<boolean[]> => {
  const given = each.map(({ secret, received: { body, headers } }) => ({ secret, body, headers }))
  return JSON.parse(await runPython('verify_webhooks.py', JSON.stringify(given))) as boolean[]
}

const refusal = (act: Promise<unknown>) =>
  act.then(
    () => 'answered' as const,
    (error: unknown) => (error instanceof RequestError ? error.status : Promise.reject(error)),
  )

test('a change of a plan and its new dates are told, signed so that the library of Python verifies them', async () => {
  const hook = await createHook('/told', { eventTypes: ['project.changed', 'project.recomputed'] })
  const { changeSet } = await client.call('patchTask', {
    params: { taskId: plan.first },
    body: { durationMinutes: 960 },
  })
  const received = await arrivals('/told', 2)
  const events = received.map(({ body }) => webhookEvent.parse(JSON.parse(body)))
  const projectId = plan.project.id
  expect(events.find(({ type }) => type === 'project.changed')?.data).toEqual({
    projectId,
    changeSetId: changeSet.id,
    revision: changeSet.revision,
  })
  expect(events.find(({ type }) => type === 'project.recomputed')?.data).toMatchObject({ projectId, movedCount: 2 })
  expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(2)

  const [first] = received as [ReceivedWebhook]
  const changed = { ...first, body: first.body.replace('project', 'protect') }
  const other = `whsec_${Buffer.alloc(32).toString('base64')}`
  expect(
    await verify([
      ...received.map((each) => ({ secret: hook.secret, received: each })),
      { secret: hook.secret, received: changed },
      { secret: other, received: first },
    ]),
  ).toEqual([true, true, false, false])
  await removeHook(hook)
})

test('a secret is shown once, and the database does not tell it', async () => {
  const body = { name: 'Secret', url: receiver.url('/secret'), eventTypes: ['project.changed' as const] }
  const idempotencyKey = crypto.randomUUID()
  const hook = await client.call('createWebhook', { body, idempotencyKey })
  expect(hook.secret).toMatch(/^whsec_[\w+/]{43}=$/)
  expect(await refusal(client.call('createWebhook', { body, idempotencyKey }))).toBe(409)
  expect(await client.call('getWebhook', { params: { webhookId: hook.id } })).not.toHaveProperty('secret')
  const bare = hook.secret.slice('whsec_'.length)
  for (const table of ['webhook', 'idempotency_key']) {
    const { rows } = await superuser.query(`select count(*)::int as count from ${table} t where t::text like $1`, [
      `%${bare}%`,
    ])
    expect(rows).toEqual([{ count: 0 }])
  }
  await removeHook(hook)
})

test('what was answered with an error is sent again, the same', async () => {
  receiver.answer = ({ path }) => (path === '/flaky' && receiver.at('/flaky').length < 3 ? 500 : 204)
  const hook = await createHook('/flaky')
  await rename('Flaky')
  const [one, two, three] = await arrivals('/flaky', 3)
  expect(two?.headers['webhook-id']).toBe(one?.headers['webhook-id'])
  expect(three?.body).toBe(one?.body)
  expect((two?.at ?? 0) - (one?.at ?? 0)).toBeGreaterThanOrEqual(1_000)
  expect((three?.at ?? 0) - (two?.at ?? 0)).toBeGreaterThanOrEqual(2_000)
  const delivery = await ended(hook)
  expect(delivery).toMatchObject({ state: 'delivered', attempts: 3, nextAttemptAt: null })
  expect(delivery.attemptLog.map(({ status }) => status)).toEqual([500, 500, 204])
  expect(JSON.stringify(delivery)).not.toContain('not shown')
  expect((await client.call('getWebhook', { params: { webhookId: hook.id } })).failingSince).toBeNull()
  await removeHook(hook)
})

test('a redirect is not followed, and a name that leads to this machine is not asked', async () => {
  receiver.answer = ({ path }) =>
    path === '/moved' ? { status: 307, headers: { location: receiver.url('/target') } } : 204
  const [moved, inside] = [await createHook('/moved'), await createHook('/', { url: 'http://localhost/' })]
  await rename('Moved')
  const errorsOf = async (hook: NewWebhook) => (await ended(hook)).attemptLog.map(({ error }) => error)
  expect(await errorsOf(moved)).toEqual(['redirected', 'redirected', 'redirected'])
  expect(await errorsOf(inside)).toEqual(['address-not-allowed', 'address-not-allowed', 'address-not-allowed'])
  expect(receiver.at('/target')).toEqual([])
  await removeHook(moved)
  await removeHook(inside)
})

test.each(['http://10.0.0.1/', 'http://2130706432/', 'http://user:password@example.com/', 'ftp://example.com/'])(
  'the address %s is refused at once',
  async (url) => {
    const error = await createHook('/', { url }).catch((failure: unknown) => failure)
    expect(error).toMatchObject({ status: 400, problem: { issues: [{ path: 'body.url' }] } })
  },
)

test('for a day after a rotation both secrets sign', async () => {
  const hook = await createHook('/rotated')
  const rotated = await client.call('rotateWebhookSecret', { params: { webhookId: hook.id } })
  expect(rotated.secret).not.toBe(hook.secret)
  await client.call('testWebhook', { params: { webhookId: hook.id } })
  const [received] = (await arrivals('/rotated', 1)) as [ReceivedWebhook]
  expect(received.headers['webhook-signature']?.split(' ')).toHaveLength(2)
  const both = [hook.secret, rotated.secret].map((secret) => ({ secret, received }))
  expect(await verify(both)).toEqual([true, true])

  await superuser.query("update webhook set previous_until = now() - interval '1 second' where id = $1", [hook.id])
  await client.call('testWebhook', { params: { webhookId: hook.id } })
  const [, later] = (await arrivals('/rotated', 2)) as [ReceivedWebhook, ReceivedWebhook]
  expect(await verify([hook.secret, rotated.secret].map((secret) => ({ secret, received: later })))).toEqual([
    false,
    true,
  ])
  await removeHook(hook)
})

test('an endpoint that never answers delays no other, and is asked a few at a time', async () => {
  receiver.answer = ({ path }) => (path === '/dead' ? 'silence' : 204)
  const [dead, quick] = [await createHook('/dead'), await createHook('/quick')]
  for (let count = 0; count < 12; count += 1) await rename(`Dead ${count}`)
  const sent = Date.now()
  await arrivals('/quick', 12)
  expect(Date.now() - sent).toBeLessThan(10_000)
  await arrivals('/dead', 4)
  expect(receiver.at('/dead')).toHaveLength(4)
  await removeHook(dead)
  await removeHook(quick)
})

const mailsAbout = (hook: NewWebhook) =>
  sink.mails.filter(({ to, source }) => to.includes(organisation.admin.email) && source.includes(hook.name))

test.each([
  ['answers 410', '/gone', 410, async () => undefined, 'gone'],
  [
    'has failed for five days',
    '/failing',
    503,
    ({ id }: NewWebhook) =>
      superuser.query("update webhook set failing_since = now() - interval '121 hours' where id = $1", [id]),
    'failing',
  ],
] as const)(
  'an endpoint that %s is told no more, and the administrator of it',
  async (_, path, status, age, because) => {
    receiver.answer = (request) => (request.path === path ? status : 204)
    const hook = await createHook(path)
    const webhookId = hook.id
    await age(hook)
    await rename(`First of ${path}`)
    await until(async () => !(await client.call('getWebhook', { params: { webhookId } })).enabled, {
      what: 'a webhook that is off',
      withinMs: 20_000,
    })
    expect(await client.call('getWebhook', { params: { webhookId } })).toMatchObject({ disabledBecause: because })
    expect(await ended(hook)).toMatchObject({ state: 'cancelled' })
    await until(() => mailsAbout(hook).length > 0, { what: 'a mail about it', withinMs: 20_000 })
    await rename(`Second of ${path}`)
    expect(await refusal(client.call('testWebhook', { params: { webhookId } }))).toBe(409)
    const { items } = await client.call('listWebhookDeliveries', { params: { webhookId } })
    expect(items).toHaveLength(1)
    expect(receiver.at(path)).toHaveLength(1)

    receiver.answer = () => 204
    const on = await client.call('patchWebhook', { params: { webhookId }, body: { enabled: true } })
    expect(on).toMatchObject({ enabled: true, disabledBecause: null, failingSince: null })
    await client.call('testWebhook', { params: { webhookId } })
    await arrivals(path, 2)
    await removeHook(hook)
  },
)

test('a delivery is replayed with the same webhook-id, and the log is read page by page', async () => {
  receiver.answer = () => 204
  const hook = await createHook('/again')
  const params = { webhookId: hook.id }
  await rename('Again')
  const first = await ended(hook)
  const again: WebhookDelivery = await client.call('replayWebhookDelivery', {
    params: { ...params, deliveryId: first.id },
  })
  expect(again).toMatchObject({ messageId: first.messageId, state: 'pending' })
  const [one, two] = await arrivals('/again', 2)
  expect(two?.headers['webhook-id']).toBe(one?.headers['webhook-id'])
  expect(two?.body).toBe(one?.body)

  const page = await client.call('listWebhookDeliveries', { params, query: { limit: 1 } })
  expect(page.items.map(({ id }) => id)).toEqual([again.id])
  const rest = await client.call('listWebhookDeliveries', { params, query: { limit: 1, cursor: page.next ?? '' } })
  expect(rest).toMatchObject({ items: [{ id: first.id }], next: null })
  const unknown = client.call('listWebhookDeliveries', { params, query: { cursor: crypto.randomUUID() } })
  expect(await refusal(unknown)).toBe(400)
  await removeHook(hook)
})

test('a delivery whose workflow was never started is found and made', async () => {
  const hook = await createHook('/lost')
  const id = crypto.randomUUID()
  await superuser.query(
    `insert into webhook_delivery (id, organisation_id, webhook_id, message_id, event_type, data, next_attempt_at)
     values ($1, $2, $3::uuid, $1, 'webhook.test', jsonb_build_object('webhookId', $3::uuid), now() - interval '30 minutes')`,
    [id, organisation.id, hook.id],
  )
  const ask = (seconds: number) =>
    withoutTenant(database, (transaction) => requestLaggingDeliveries(transaction, seconds))
  await ask(3_600)
  expect((await superuser.query('select from work_request where subject_id = $1', [id])).rowCount).toBe(0)
  await ask(1_200)
  await arrivals('/lost', 1)
  expect(await ended(hook)).toMatchObject({ id, state: 'delivered' })
  await removeHook(hook)
})

test('deliveries and their attempts are kept for a time', async () => {
  const hook = await createHook('/old')
  await client.call('testWebhook', { params: { webhookId: hook.id } })
  const { id } = await ended(hook)
  const count = async () => (await superuser.query('select from webhook_attempt where delivery_id = $1', [id])).rowCount
  await withoutTenant(database, (transaction) => purgeWebhookDeliveries(transaction, 30))
  expect(await count()).toBe(1)
  await superuser.query("update webhook_delivery set created_at = now() - interval '31 days' where id = $1", [id])
  await withoutTenant(database, (transaction) => purgeWebhookDeliveries(transaction, 30))
  expect(await count()).toBe(0)
  await removeHook(hook)
})

test('only events of the projects and types that were asked for are told', async () => {
  const other = await createSmallPlan(client)
  const hook = await createHook('/some', { projectIds: [other.project.id], eventTypes: ['project.deleted'] })
  await rename('Not told')
  await client.call('deleteProject', { params: { projectId: other.project.id } })
  await arrivals('/some', 1)
  const { items } = await client.call('listWebhookDeliveries', { params: { webhookId: hook.id } })
  expect(items.map(({ eventType }) => eventType)).toEqual(['project.deleted'])
  await removeHook(hook)
})

test('who is given a role in a project, another one, or loses it is told by ids, and so are teams and programs', async () => {
  const hook = await createHook('/people', { eventTypes: ['project.members-changed'] })
  const { personId } = await organisation.addPerson()
  const projectId = plan.project.id
  const params = { projectId, personId }
  const since = (await client.call('getProject', { params: { projectId } })).revision
  for (const role of ['viewer', 'viewer', 'manager'] as const)
    await client.call('putMember', { params, body: { role } })
  await client.call('deleteMember', { params })
  const { id: teamId } = await client.call('createTeam', { body: { name: 'Diggers' } })
  const ofTeam = { projectId, teamId }
  await client.call('putProjectTeam', { params: ofTeam, body: { role: 'member' } })
  await client.call('deleteProjectTeam', { params: ofTeam })
  await client.call('putProjectTeam', { params: ofTeam, body: { role: 'viewer' } })
  await client.call('deleteTeam', { params: { teamId } })
  const { id: programId } = await client.call('createProgram', { body: { name: 'Harbour' } })
  await client.call('setProjectProgram', { params: { projectId }, body: { programId } })
  await client.call('putProgramMember', { params: { programId, personId }, body: { role: 'viewer' } })
  await client.call('deleteProgram', { params: { programId } })

  const { items } = await client.call('listEvents', { params: { projectId }, query: { since } })
  const changes = items.filter(({ type }) => type === 'project.members-changed')
  expect(items.map(({ revision }) => revision)).toEqual(items.map((_, index) => since + 1 + index))
  // The second time the role was what it is: nothing has changed.
  const nobody = { personId: null, teamId: null, programId: null }
  const byProgram = { ...nobody, programId }
  const given = [
    ...Array(3).fill({ ...nobody, personId }),
    ...Array(4).fill({ ...nobody, teamId }),
    ...[byProgram, { ...byProgram, personId }, byProgram],
  ]
  const actorId = organisation.admin.personId
  const toldOf = changes.map(({ payload }) => ({ programId: null, ...payload }))
  expect(toldOf).toMatchObject(given.map((whom) => ({ ...whom, actorId })))
  const told = (await arrivals('/people', 10)).map(({ body }) => webhookEvent.parse(JSON.parse(body)))
  const data = told.map((event) => event.data as { revision: number }).toSorted((a, b) => a.revision - b.revision)
  expect(data).toEqual(given.map((whom, index) => ({ projectId, ...whom, revision: changes[index]?.revision })))
  const delta = await client.call('getDelta', { params: { projectId }, query: { since } })
  expect(delta.to).toBe(items.at(-1)?.revision)
  await removeHook(hook)
})

describe('of another organisation', () => {
  test('nobody sees or changes a webhook, subscribes to its projects or is told of its events', async () => {
    const theirs = await createOrganisation(database)
    const stranger = clientOf(api.url, theirs.admin)
    const hook = await createHook('/ours')
    await client.call('testWebhook', { params: { webhookId: hook.id } })
    const { id: deliveryId } = await ended(hook)
    const params = { webhookId: hook.id }
    const body = { name: 'Theirs', url: receiver.url('/theirs'), eventTypes: ['project.changed' as const] }
    const acts = [
      stranger.call('getWebhook', { params }),
      stranger.call('patchWebhook', { params, body: { enabled: false } }),
      stranger.call('deleteWebhook', { params }),
      stranger.call('rotateWebhookSecret', { params }),
      stranger.call('testWebhook', { params }),
      stranger.call('listWebhookDeliveries', { params }),
      stranger.call('getWebhookDelivery', { params: { ...params, deliveryId } }),
      stranger.call('replayWebhookDelivery', { params: { ...params, deliveryId } }),
      stranger.call('createWebhook', { body: { ...body, projectIds: [plan.project.id] } }),
    ]
    expect(new Set(await Promise.all(acts.map(refusal)))).toEqual(new Set([404]))
    const own = await stranger.call('createWebhook', { body })
    expect((await stranger.call('listWebhooks')).items.map(({ id }) => id)).toEqual([own.id])
    const mixed = { webhookId: own.id, deliveryId }
    expect(await refusal(stranger.call('getWebhookDelivery', { params: mixed }))).toBe(404)
    await rename('Ours')
    await arrivals('/ours', 2)
    expect(receiver.at('/theirs')).toEqual([])
    await removeHook(hook)
  })

  test('there is room for twenty, and for no more', async () => {
    const other = clientOf(api.url, (await createOrganisation(database)).admin)
    const body = { name: 'One of many', url: receiver.url('/many'), eventTypes: ['project.changed' as const] }
    for (let count = 0; count < mostWebhooks; count += 1) await other.call('createWebhook', { body })
    expect(await refusal(other.call('createWebhook', { body }))).toBe(409)
  })

  test('members may neither look at webhooks nor make them', async () => {
    const member = clientOf(api.url, await organisation.addPerson('member'))
    expect(await refusal(member.call('listWebhooks'))).toBe(403)
    const body = { name: 'Mine', url: receiver.url('/mine'), eventTypes: ['project.changed' as const] }
    expect(await refusal(member.call('createWebhook', { body }))).toBe(403)
  })
})
