import type { Client } from '@throughline/client'
import type { GivenWebhookValues, NewWebhook } from '@throughline/contract'
import { usualEventTypes } from '@throughline/contract'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  createOrganisation,
  openTestDatabase,
  type TestOrganisation,
  testStack,
  until,
  untilValue,
} from '../harness/index.ts'
import { type ApiProcess, clientOf, Services } from '../harness/service/index.ts'
import { WebhookReceiver } from '../harness/webhook-receiver.ts'
import { computedPlan, createSmallPlan } from './support.ts'

/** What is told of one project within three seconds is one message. */
const settings = {
  ...{ OUTGOING_ALLOWED_HOSTS: '127.0.0.1', WEBHOOK_RETRY_SECONDS: '1,1', CHAT_GATHER_SECONDS: '3' },
  PUBLIC_URL: 'https://plan.example.com',
}

const database = openTestDatabase()
const services = new Services(testStack())
let receiver: WebhookReceiver
let api: ApiProcess
let organisation: TestOrganisation
let client: Client

beforeAll(async () => {
  receiver = await WebhookReceiver.start()
  ;[api] = await Promise.all([services.startApi(settings), services.startWorker(settings)])
  organisation = await createOrganisation(database)
  client = clientOf(api.url, organisation.admin)
})
afterAll(async () => {
  await services.stop()
  await receiver.stop()
  await database.close()
})

const createChat = (path: string, values: Partial<GivenWebhookValues> = {}): Promise<NewWebhook> =>
  client.call('createWebhook', {
    body: { name: `Channel ${path}`, url: receiver.url(path), format: 'slack', ...values },
  })
const remove = ({ id }: { id: string }) => client.call('deleteWebhook', { params: { webhookId: id } })

const arrivals = (path: string, count: number) =>
  untilValue(
    async () => receiver.at(path),
    (received) => received.length >= count,
    { what: `${count} messages at ${path}`, withinMs: 30_000 },
  )

/** The text that Slack falls back on, line by line, and where the message leads. */
function slackOf({ body }: { body: string }): { lines: string[]; url: string | undefined } {
  const { text, blocks } = JSON.parse(body) as { text: string; blocks: { elements?: { text: string }[] }[] }
  const url = /<(https:[^|]*)\|/.exec(blocks.at(-1)?.elements?.[0]?.text ?? '')?.[1]
  return { lines: text.split('\n'), url }
}

const slacksAt = async (path: string, count: number) => (await arrivals(path, count)).map(slackOf)

/** A project whose dates are computed, before anybody is told of it. */
async function makePlan(name: string) {
  const plan = await createSmallPlan(client)
  await client.call('patchProject', { params: { projectId: plan.project.id }, body: { name } })
  await computedPlan(client, plan.project.id)
  return { ...plan, projectIds: [plan.project.id] }
}

const rename = (taskId: string, name: string) => client.call('patchTask', { params: { taskId }, body: { name } })

test('a chat is made by its format, tested, and told of what is usual where nothing was chosen', async () => {
  const slack = await createChat('/slack')
  expect(slack).toMatchObject({ format: 'slack', eventTypes: usualEventTypes.slack })
  const teams = await createChat('/teams', { format: 'teams' })
  for (const { id } of [slack, teams]) await client.call('testWebhook', { params: { webhookId: id } })
  const [one] = await arrivals('/slack', 1)
  expect(slackOf(one ?? { body: '' })).toEqual({
    lines: ['A test of Channel /slack: this channel is told by Throughline'],
    url: 'https://plan.example.com/organisation/webhooks',
  })
  expect(new Webhook(slack.secret).verify(one?.body ?? '', one?.headers ?? {})).toHaveProperty('blocks')
  const [other] = await arrivals('/teams', 1)
  const card = JSON.parse(other?.body ?? '')
  expect(card).toMatchObject({
    type: 'message',
    attachments: [
      { content: { type: 'AdaptiveCard', fallbackText: expect.stringContaining('A test of Channel /teams') } },
    ],
  })
  const standard = await client.call('patchWebhook', { params: { webhookId: teams.id }, body: { format: 'standard' } })
  expect(standard.format).toBe('standard')
  await client.call('testWebhook', { params: { webhookId: teams.id } })
  expect(JSON.parse((await arrivals('/teams', 2))[1]?.body ?? '')).toMatchObject({ type: 'webhook.test' })
  await Promise.all([slack, teams].map(remove))
})

test('changes of a project that follow each other are one message, and each is told once', async () => {
  const plan = await makePlan('Bridge')
  const other = await makePlan('Tunnel')
  const projectIds = [...plan.projectIds, ...other.projectIds]
  const chat = await createChat('/changes', { eventTypes: ['project.changed'], projectIds })
  for (const name of ['Piers', 'Piles', 'Pylons']) await rename(plan.first, name)
  await rename(other.first, 'Shafts')
  const first = await slacksAt('/changes', 2)
  const of = (name: string) => first.find(({ lines }) => lines[0]?.endsWith(`changed ${name}`))
  expect(of('Bridge')?.lines).toHaveLength(4)
  for (const name of ['Piers', 'Piles', 'Pylons']) expect(of('Bridge')?.lines.join('\n')).toContain(name)
  expect(of('Bridge')?.lines[0]).toBe(`${organisation.admin.name} changed Bridge`)
  expect(of('Bridge')?.url).toBe(`https://plan.example.com/projects/${plan.project.id}`)
  expect(of('Tunnel')?.lines.join('\n')).toContain('Shafts')

  const deliveries = () => client.call('listWebhookDeliveries', { params: { webhookId: chat.id } })
  await until(async () => (await deliveries()).items.every(({ state }) => state === 'delivered'), {
    what: 'deliveries that have ended',
    withinMs: 20_000,
  })
  expect((await deliveries()).items).toHaveLength(2)
  await rename(plan.first, 'Cables')
  const last = (await slacksAt('/changes', 3))[2]
  expect(last?.lines).toHaveLength(2)
  expect(last?.lines[1]).toContain('Cables')

  // The first message again: of the same changes, and no later ones.
  const oldest = (await deliveries()).items.findLast((_, index, all) => index >= all.length - 2)
  await client.call('replayWebhookDelivery', { params: { webhookId: chat.id, deliveryId: oldest?.id ?? '' } })
  const again = (await slacksAt('/changes', 4))[3]
  expect(first).toContainEqual(again)
  await remove(chat)
})

test('of new dates the finish is told, before and after', async () => {
  const plan = await makePlan('Harbour')
  const chat = await createChat('/dates', { eventTypes: ['project.recomputed'], projectIds: plan.projectIds })
  await client.call('patchTask', { params: { taskId: plan.second }, body: { durationMinutes: 5 * 480 } })
  const [message] = await slacksAt('/dates', 1)
  expect(message?.lines).toEqual(['The finish of Harbour moved from 3 Mar 2026 to 9 Mar 2026', 'One task moved'])
  await remove(chat)
})

test('people of a project, its end, and an import that failed are told in words', async () => {
  const plan = await makePlan('Quay & <Co>\u202E *bold*')
  const chat = await createChat('/words', {
    eventTypes: ['project.members-changed', 'project.deleted', 'import.failed'],
  })
  const person = await organisation.addPerson()
  const projectId = plan.project.id
  await client.call('putMember', { params: { projectId, personId: person.personId }, body: { role: 'viewer' } })
  const escaped = 'Quay &amp; &lt;Co&gt; *bold*'
  const [people] = await slacksAt('/words', 1)
  expect(people).toEqual({
    lines: [`${organisation.admin.name} changed who works on ${escaped}`, person.name],
    url: `https://plan.example.com/projects/${projectId}/people`,
  })
  await client.call('deleteProject', { params: { projectId } })
  expect((await slacksAt('/words', 2))[1]).toEqual({ lines: [`${escaped} was deleted`], url: undefined })

  const body = new TextEncoder().encode(
    '<?xml version="1.0"?><Project xmlns="http://schemas.microsoft.com/project"><Tasks>',
  )
  const { id } = await client.call('createImport', { query: { fileName: 'plan.xml' }, body })
  const failed = (await slacksAt('/words', 3))[2]
  expect(failed?.lines[0]).toBe('Import of plan.xml failed')
  expect(failed?.lines.at(-1)).toBe(`Begun by ${organisation.admin.name}`)
  expect(failed?.url).toBe(`https://plan.example.com/imports/${id}`)
  await remove(chat)
})

test('a channel that asks for a pause is left alone for so long, also by what waits beside', async () => {
  const received = () => receiver.at('/busy')
  const since = () => Date.now() - (received()[0]?.at ?? Date.now())
  receiver.answer = ({ path }) =>
    path === '/busy' && since() < 4_000 ? { status: 429, headers: { 'retry-after': '5' } } : 204
  const chat = await createChat('/busy')
  const params = { webhookId: chat.id }
  for (let count = 0; count < 6; count += 1) await client.call('testWebhook', { params })
  await until(async () => new Set(received().map(({ headers }) => headers['webhook-id'])).size === 6, {
    what: 'all six messages',
    withinMs: 30_000,
  })
  const [first] = received()
  const early = received().filter(({ at }) => at < (first?.at ?? 0) + 4_900)
  expect(early.length).toBeLessThanOrEqual(4)
  await remove(chat)
})
