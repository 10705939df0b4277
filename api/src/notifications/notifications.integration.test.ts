import { randomUUID } from 'node:crypto'
import type { Notification } from '@throughline/contract'
import { suspendAddress, withTransaction } from '@throughline/database'
import { openTestDatabase, type TestPerson, until } from '@throughline/tests'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createFixture, type Fixture, type TestApi } from '../testing/fixture.ts'

let fixture: Fixture
let api: TestApi
let projectId: string
beforeAll(async () => {
  fixture = await createFixture()
  api = await fixture.start({ dispatch: false })
  projectId = (await api.request('POST', '/projects', { as: admin(), body: { name: 'Bridge' } })).body.id
})
afterAll(() => fixture.close())

const admin = (): TestPerson => fixture.organisation.admin

/**
 * Makes the person a viewer of the project, of which they do not want to be told, and a resource of it, and gives them so
 * many tasks; their names.
 */
async function giveTasks(person: TestPerson, count: number): Promise<string[]> {
  await api.request('PUT', '/notification-preferences/role-changed', {
    as: person,
    body: { inbox: false, mail: 'off' },
  })
  await api.request('PUT', `/projects/${projectId}/members/${person.personId}`, {
    as: admin(),
    body: { role: 'viewer' },
  })
  const resourceId = randomUUID()
  const names = Array.from({ length: count }, (_, at) => `Task ${at + 1}`)
  const tasks = names.map((name) => ({ op: 'create', entity: 'task', id: randomUUID(), values: { name } }))
  const resource = {
    op: 'create',
    entity: 'resource',
    id: resourceId,
    values: { name: 'R', personId: person.personId },
  }
  await change([resource, ...tasks])
  for (const { id: taskId } of tasks)
    await change([{ op: 'create', entity: 'assignment', id: randomUUID(), values: { taskId, resourceId } }])
  return names
}

async function change(operations: unknown[]): Promise<void> {
  const { status, body } = await api.request('POST', `/projects/${projectId}/changes`, {
    as: admin(),
    body: { operations },
  })
  expect(status, JSON.stringify(body)).toBe(201)
}

const inboxOf = async (person: TestPerson, query = '') =>
  (await api.request('GET', `/notifications${query}`, { as: person })).body
const tasksOf = ({ items }: { items: Notification[] }) => items.map(({ task }) => task?.name)

describe('the inbox', () => {
  test('has what somebody is told, the newest first, in pages, with where it is shown', async () => {
    const person = await fixture.organisation.addPerson()
    const [first, second, third] = await giveTasks(person, 3)
    const page = await inboxOf(person, '?limit=2')
    expect([tasksOf(page), page.unread]).toEqual([[third, second], 3])
    expect(page.items[0]).toMatchObject({
      kind: 'task-assigned',
      readAt: null,
      actor: { id: admin().personId, name: admin().name },
      project: { id: projectId, name: 'Bridge' },
      path: `/projects/${projectId}?task=${page.items[0].task.id}`,
    })
    const rest = await inboxOf(person, `?limit=2&cursor=${page.next}`)
    expect([tasksOf(rest), rest.next]).toEqual([[first], null])
    expect((await inboxOf(person, `?projectId=${randomUUID()}`)).items).toEqual([])
    expect((await inboxOf(person, '?kind=import-ended')).items).toEqual([])
  })

  test('tells what was read from what was not, and only of one’s own', async () => {
    const [person, other] = [await fixture.organisation.addPerson(), await fixture.organisation.addPerson()]
    await giveTasks(person, 2)
    const { items } = await inboxOf(person)
    const mark = (as: TestPerson, body: unknown) => api.request('PATCH', '/notifications', { as, body })
    expect((await mark(other, { ids: [items[0].id], isRead: true })).body).toEqual({ unread: 0 })
    expect((await inboxOf(person)).unread).toBe(2)
    expect((await mark(person, { ids: [items[0].id], isRead: true })).body).toEqual({ unread: 1 })
    expect(tasksOf(await inboxOf(person, '?unread=true'))).toEqual([items[1].task.name])
    expect((await mark(person, { isRead: true })).body).toEqual({ unread: 0 })
    expect((await mark(person, { ids: [items[1].id], isRead: false })).body).toEqual({ unread: 1 })
  })

  test('names nothing of a project to who has no role in it any more', async () => {
    const person = await fixture.organisation.addPerson()
    await giveTasks(person, 1)
    await api.request('DELETE', `/projects/${projectId}/members/${person.personId}`, { as: admin() })
    expect((await inboxOf(person)).items).toMatchObject([{ project: null, task: null, path: '/' }])
  })

  test('wakes the sockets of its person, and nobody else’s', async () => {
    const [person, other] = [await fixture.organisation.addPerson(), await fixture.organisation.addPerson()]
    const woken: string[] = []
    // Sockets are told once the listener is there as well.
    await until(
      async () =>
        ((await (await fetch(`${api.url}/readyz`)).json()) as { checks: { gateway: string } }).checks.gateway === 'ok',
      {
        what: 'the gateway to listen',
      },
    )
    await Promise.all([person, other].map((one) => openSocket(one, () => woken.push(one.personId))))
    woken.length = 0
    await giveTasks(person, 1)
    await until(() => woken.includes(person.personId), { what: 'the inbox to be told of' })
    expect(woken).not.toContain(other.personId)
  })
})

async function openSocket(person: TestPerson, onInbox: () => void): Promise<Socket> {
  const socket = io(api.url, { auth: { token: person.token }, transports: ['websocket'], reconnection: false })
  onTestFinished(() => void socket.close())
  socket.on('inbox', onInbox)
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve).once('connect_error', reject)
  })
  return socket
}

describe('preferences', () => {
  const put = (as: TestPerson, kind: string, body: unknown) =>
    api.request('PUT', `/notification-preferences/${kind}`, { as, body })

  test('are the defaults until something is chosen, and again when it is taken back', async () => {
    const person = await fixture.organisation.addPerson()
    const listed = async () =>
      (await api.request('GET', '/notification-preferences', { as: person })).body.items.find(
        ({ kind }: { kind: string }) => kind === 'task-assigned',
      )
    expect(await listed()).toMatchObject({ inbox: true, mail: 'at-once', isDefault: true, isFixed: false })
    expect((await put(person, 'task-assigned', { inbox: true, mail: 'off' })).body).toMatchObject({ mail: 'off' })
    expect(await listed()).toMatchObject({ inbox: true, mail: 'off', isDefault: false })
    expect((await api.request('DELETE', '/notification-preferences/task-assigned', { as: person })).status).toBe(204)
    expect(await listed()).toMatchObject({ mail: 'at-once', isDefault: true })
  })

  test('keep a kind out of the inbox, and out of the count', async () => {
    const person = await fixture.organisation.addPerson()
    await giveTasks(person, 1)
    await put(person, 'task-assigned', { inbox: false, mail: 'at-once' })
    expect(await inboxOf(person)).toEqual({ items: [], next: null, unread: 0 })
  })

  test('are refused for what is told in any case', async () => {
    const refused = await put(admin(), 'deletion-scheduled', { inbox: false, mail: 'off' })
    expect([refused.status, refused.body.issues]).toEqual([
      422,
      [{ path: 'kind', message: expect.stringMatching(/any case/) }],
    ])
    expect((await put(admin(), 'something', { inbox: true, mail: 'off' })).status).toBe(400)
  })
})

test('who is sent no mail, because it comes back, sees why, and can have it tried again', async () => {
  const [person, other] = [await fixture.organisation.addPerson(), await fixture.organisation.addPerson()]
  const suspension = async (as: TestPerson) => (await api.request('GET', '/mail-suspension', { as })).body.suspension
  expect(await suspension(person)).toBeNull()
  const database = openTestDatabase(1)
  onTestFinished(() => database.close())
  await withTransaction(database, { organisationId: fixture.organisation.id }, (transaction) =>
    suspendAddress(transaction, {
      ...{ organisationId: fixture.organisation.id, personId: person.personId, address: person.email },
      ...{ reply: '550 5.1.1 unknown', notificationId: randomUUID() },
    }),
  )
  expect(await suspension(person)).toMatchObject({ address: person.email, reply: '550 5.1.1 unknown' })
  expect(await suspension(other)).toBeNull()
  expect((await inboxOf(person)).items).toMatchObject([{ kind: 'address-suspended', path: '/account' }])
  expect((await api.request('DELETE', '/mail-suspension', { as: other })).status).toBe(204)
  expect(await suspension(person)).not.toBeNull()
  expect((await api.request('DELETE', '/mail-suspension', { as: person })).status).toBe(204)
  expect(await suspension(person)).toBeNull()
})
