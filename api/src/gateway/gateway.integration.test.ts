import { randomUUID } from 'node:crypto'
import type { ClientToServerEvents, ServerToClientEvents, StreamEvent, WatchAnswer } from '@throughline/contract'
import { type TestPerson, testStack } from '@throughline/tests'
import pg from 'pg'
import { io, type Socket } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { createFixture, type Fixture, type TestApi } from '../testing/fixture.ts'

type Client = Socket<ServerToClientEvents, ClientToServerEvents>

/** Until the expectations hold. */
const eventually = (look: () => void | Promise<void>, timeout = 10_000, interval = 20) =>
  vi.waitFor(look, { timeout, interval })

let fixture: Fixture
let first: TestApi
let second: TestApi
const sockets: Client[] = []
beforeAll(async () => {
  fixture = await createFixture()
  first = await fixture.start({ dispatch: false })
  second = await fixture.start({ dispatch: false })
  await eventually(async () => expect(await (await fetch(`${first.url}/readyz`)).text()).toContain('"gateway":"ok"'))
})
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect()
})
afterAll(() => fixture.close())

interface ConnectOptions {
  token?: string
  headers?: Record<string, string>
  query?: Record<string, string>
}

/** Connects; throws what the server refused with. */
async function connect(api: TestApi, { token, headers = {}, query = {} }: ConnectOptions): Promise<Client> {
  const socket: Client = io(api.url, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: headers,
    query,
    ...(token ? { auth: { token } } : {}),
  })
  sockets.push(socket)
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve).once('connect_error', reject)
  })
  return socket
}

/** Watches a project and collects its events. */
async function follow(api: TestApi, person: TestPerson, projectId: string, since = 0) {
  const socket = await connect(api, { token: person.token })
  const events: StreamEvent[] = []
  const resyncs: number[] = []
  socket.on('event', (event) => events.push(event))
  socket.on('resync', ({ head }) => resyncs.push(head))
  const answer = await watch(socket, projectId, since)
  return { socket, events, resyncs, answer, revisions: () => events.map(({ revision }) => revision) }
}

const watch = (socket: Client, id: string, since: number): Promise<WatchAnswer> =>
  socket.timeout(5_000).emitWithAck('watch', { kind: 'project', id, since })

async function createProject(): Promise<string> {
  const { body } = await first.request('POST', '/projects', {
    as: fixture.organisation.admin,
    body: { name: 'Bridge' },
  })
  return body.id
}

async function asSuperuser(sql: string, values: unknown[] = []): Promise<void> {
  const client = new pg.Client({ connectionString: testStack().superuserUrl })
  await client.connect()
  await client.query(sql, values)
  await client.end()
}

const endListeners = () =>
  asSuperuser("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'throughline listener'")

/** As after a long time of edits. */
const moveHead = (projectId: string, head: number) =>
  asSuperuser(
    `with moved as (update stream set head = $2::bigint where id = $1 returning organisation_id)
     insert into event (stream_id, revision, organisation_id, type, payload)
     select $1, revision, organisation_id, 'project.deleted', '{}' from moved, generate_series(2, $2::bigint) revision`,
    [projectId, head],
  )

const addTask = (api: TestApi, projectId: string, name: string) =>
  api.request('POST', `/projects/${projectId}/tasks`, { as: fixture.organisation.admin, body: { name } })

const upTo = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)

test('two gateways tell the same in the same order, while editors write through both', async () => {
  const projectId = await createProject()
  const { admin } = fixture.organisation
  const early = await follow(first, admin, projectId)
  const editors = [first, second, first].map(async (api, editor) => {
    for (let index = 0; index < 8; index++)
      expect((await addTask(api, projectId, `${editor}.${index}`)).status).toBe(201)
  })
  const during = [await follow(second, admin, projectId), await follow(first, admin, projectId, 1)]
  await Promise.all(editors)
  const late = await follow(second, admin, projectId)
  await eventually(() => {
    expect(early.revisions()).toEqual(upTo(1, 25))
    expect(during[0]?.revisions()).toEqual(upTo(1, 25))
    expect(during[1]?.revisions()).toEqual(upTo(2, 25))
    expect(late.revisions()).toEqual(upTo(1, 25))
  })
  expect(late.events).toEqual(early.events)
})

test('what NOTIFY did not tell of, the sweep finds', async () => {
  const deaf = await fixture.start({ dispatch: false, listen: false })
  const projectId = await createProject()
  const follower = await follow(deaf, fixture.organisation.admin, projectId, 1)
  await addTask(first, projectId, 'Dig')
  await addTask(first, projectId, 'Pour')
  await eventually(() => expect(follower.revisions()).toEqual([2, 3]), 5_000)
})

test('an event is there well under a second after the commit', async () => {
  const projectId = await createProject()
  const follower = await follow(second, fixture.organisation.admin, projectId, 1)
  await addTask(first, projectId, 'Warm')
  await eventually(() => expect(follower.revisions()).toEqual([2]))
  const times: number[] = []
  for (let index = 0; index < 10; index++) {
    await addTask(first, projectId, `Task ${index}`)
    const since = performance.now()
    await eventually(() => expect(follower.revisions()).toContain(3 + index), 5_000, 2)
    times.push(performance.now() - since)
  }
  expect(times.sort((one, other) => one - other)[5]).toBeLessThan(500)
})

test('a revision that never was is for the client to load', async () => {
  const projectId = await createProject()
  const { admin } = fixture.organisation
  await addTask(first, projectId, 'Dig')
  const ahead = await follow(first, admin, projectId, 77)
  await eventually(() => expect(ahead.resyncs).toEqual([2]))
  await addTask(first, projectId, 'Next')
  await eventually(() => expect(ahead.revisions()).toEqual([3]))
})

test('a gap of more than a thousand is for the client to load; a thousand are sent', async () => {
  const { admin } = fixture.organisation
  const projectId = await createProject()
  await moveHead(projectId, 1_001)
  const near = await follow(first, admin, projectId, 1)
  const far = await follow(first, admin, projectId, 0)
  await eventually(() => {
    expect(near.revisions()).toEqual(upTo(2, 1_001))
    expect(far.resyncs).toEqual([1_001])
  })
  await addTask(first, projectId, 'Dig')
  await eventually(() => expect(far.revisions()).toEqual([1_002]))
})

test('watching again from further back sends what is missing, in order', async () => {
  const projectId = await createProject()
  const follower = await follow(first, fixture.organisation.admin, projectId, 1)
  await addTask(first, projectId, 'Dig')
  await eventually(() => expect(follower.revisions()).toEqual([2]))
  await watch(follower.socket, projectId, 0)
  await eventually(() => expect(follower.revisions()).toEqual([2, 1, 2]))
  await addTask(first, projectId, 'Pour')
  await eventually(() => expect(follower.revisions()).toEqual([2, 1, 2, 3]))
})

test('after unwatch nothing more comes', async () => {
  const projectId = await createProject()
  const { admin } = fixture.organisation
  const left = await follow(first, admin, projectId, 1)
  const stays = await follow(first, admin, projectId, 1)
  left.socket.emit('unwatch', { id: projectId })
  await watch(left.socket, randomUUID(), 0)
  await addTask(first, projectId, 'Dig')
  await eventually(() => expect(stays.revisions()).toEqual([2]))
  expect(left.revisions()).toEqual([])
})

test('who may not watch is told so, and others cannot tell what is there', async () => {
  const projectId = await createProject()
  const outsider = await fixture.organisation.addPerson()
  const { answer, socket } = await follow(first, outsider, projectId)
  expect(answer).toEqual({ ok: false, code: 4004 })
  expect(await watch(socket, randomUUID(), 0)).toEqual({ ok: false, code: 4004 })
  expect(await watch(socket, 'no id', 0)).toEqual({ ok: false, code: 4400 })
})

test('a member who is taken out gets nothing from the next event on', async () => {
  const projectId = await createProject()
  const { admin } = fixture.organisation
  const member = await fixture.organisation.addPerson()
  const path = `/projects/${projectId}/members/${member.personId}`
  await first.request('PUT', path, { as: admin, body: { role: 'viewer' } })
  const [removed, stays] = [await follow(first, member, projectId, 1), await follow(first, admin, projectId, 1)]
  await addTask(first, projectId, 'Dig')
  await eventually(() => expect(removed.revisions()).toEqual([2]))
  expect((await first.request('DELETE', path, { as: admin })).status).toBe(204)
  await addTask(first, projectId, 'Secret')
  await eventually(() => expect(stays.revisions()).toEqual([2, 3]))
  expect(removed.revisions()).toEqual([2])
})

test('a socket ends within two seconds of its session, and of its token', async () => {
  const { admin } = fixture.organisation
  const signedIn = await first.request('POST', '/session', { body: { email: admin.email, password: admin.password } })
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  const browser = await connect(first, { headers: { cookie, origin: first.url } })
  const made = await first.request('POST', '/tokens', { as: admin, body: { name: 'robot' } })
  const program = await connect(second, { token: made.body.secret })
  await first.request('DELETE', '/session', { headers: { cookie, origin: first.url } })
  await first.request('DELETE', `/tokens/${made.body.id}`, { as: admin })
  await eventually(() => expect([browser.connected, program.connected]).toEqual([false, false]), 3_000)
})

test('without valid credentials, from a foreign page, or with a token in the address, no socket opens', async () => {
  const { admin } = fixture.organisation
  const { headers } = await first.request('POST', '/session', {
    body: { email: admin.email, password: admin.password },
  })
  const cookie = headers.get('set-cookie')?.split(';')[0] ?? ''
  const refused: ConnectOptions[] = [
    {},
    { token: 'tl_nothing' },
    { headers: { cookie, origin: 'http://elsewhere.example' } },
    { headers: { cookie } },
    { query: { token: admin.token } },
    { token: admin.token, query: { token: admin.token } },
  ]
  for (const options of refused) await expect(connect(first, options)).rejects.toMatchObject({ data: { code: 4001 } })
})

test('a socket that floods is cut', async () => {
  const socket = await connect(first, { token: fixture.organisation.admin.token })
  for (let index = 0; index < 200; index++) socket.emit('unwatch', { id: randomUUID() })
  await eventually(() => expect(socket.connected).toBe(false))
})

test('a lost listener comes back, and nothing is missed', async () => {
  const projectId = await createProject()
  const follower = await follow(first, fixture.organisation.admin, projectId, 1)
  await addTask(first, projectId, 'Before')
  await endListeners()
  await addTask(first, projectId, 'Meanwhile')
  await eventually(() => expect(follower.revisions()).toEqual([2, 3]), 5_000)
  await eventually(async () => expect(await (await fetch(`${first.url}/readyz`)).text()).toContain('"gateway":"ok"'))
})
