import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createFixture, type Fixture, type TestApi } from '../testing/fixture.ts'
import * as live from '../testing/live.ts'
import { type ConnectOptions, connect, eventually, follow, moveHead, upTo, watch } from '../testing/live.ts'

let fixture: Fixture
let first: TestApi
let second: TestApi
beforeAll(async () => {
  fixture = await createFixture()
  first = await fixture.start({ dispatch: false })
  second = await fixture.start({ dispatch: false })
  await eventually(async () => expect(await (await fetch(`${first.url}/readyz`)).text()).toContain('"gateway":"ok"'))
})
afterEach(live.disconnectAll)
afterAll(() => fixture.close())

const createProject = () => live.createProject(first, fixture.organisation.admin)
const addTask = (api: TestApi, projectId: string, name: string) =>
  live.addTask(api, fixture.organisation.admin, projectId, name)

test('two gateways tell the same in the same order, while editors write through both', async () => {
  const projectId = await createProject()
  const { admin } = fixture.organisation
  const early = await follow(first.url, admin, projectId)
  const editors = [first, second, first].map(async (api, editor) => {
    for (let index = 0; index < 8; index++)
      expect((await addTask(api, projectId, `${editor}.${index}`)).status).toBe(201)
  })
  const during = [await follow(second.url, admin, projectId), await follow(first.url, admin, projectId, 1)]
  await Promise.all(editors)
  const late = await follow(second.url, admin, projectId)
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
  const follower = await follow(deaf.url, fixture.organisation.admin, projectId, 1)
  await addTask(first, projectId, 'Dig')
  await addTask(first, projectId, 'Pour')
  await eventually(() => expect(follower.revisions()).toEqual([2, 3]), 5_000)
})

test('an event is there well under a second after the commit', async () => {
  const projectId = await createProject()
  const follower = await follow(second.url, fixture.organisation.admin, projectId, 1)
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
  const ahead = await follow(first.url, admin, projectId, 77)
  await eventually(() => expect(ahead.resyncs).toEqual([2]))
  await addTask(first, projectId, 'Next')
  await eventually(() => expect(ahead.revisions()).toEqual([3]))
})

test('a gap of more than a thousand is for the client to load; a thousand are sent', async () => {
  const { admin } = fixture.organisation
  const projectId = await createProject()
  await moveHead(projectId, 1_001)
  const near = await follow(first.url, admin, projectId, 1)
  const far = await follow(first.url, admin, projectId, 0)
  await eventually(() => {
    expect(near.revisions()).toEqual(upTo(2, 1_001))
    expect(far.resyncs).toEqual([1_001])
  })
  await addTask(first, projectId, 'Dig')
  await eventually(() => expect(far.revisions()).toEqual([1_002]))
})

test('watching again from further back sends what is missing, in order', async () => {
  const projectId = await createProject()
  const follower = await follow(first.url, fixture.organisation.admin, projectId, 1)
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
  const left = await follow(first.url, admin, projectId, 1)
  const stays = await follow(first.url, admin, projectId, 1)
  left.socket.emit('unwatch', { id: projectId })
  await watch(left.socket, randomUUID(), 0)
  await addTask(first, projectId, 'Dig')
  await eventually(() => expect(stays.revisions()).toEqual([2]))
  expect(left.revisions()).toEqual([])
})

test('who may not watch is told so, and others cannot tell what is there', async () => {
  const projectId = await createProject()
  const outsider = await fixture.organisation.addPerson()
  const { answer, socket } = await follow(first.url, outsider, projectId)
  expect(answer).toEqual({ ok: false, code: 4004 })
  expect(await watch(socket, randomUUID(), 0)).toEqual({ ok: false, code: 4004 })
  expect(await watch(socket, 'no id', 0)).toEqual({ ok: false, code: 4400 })
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
  for (const options of refused)
    await expect(connect(first.url, options)).rejects.toMatchObject({ data: { code: 4001 } })
})

test('a socket that floods is cut', async () => {
  const socket = await connect(first.url, { token: fixture.organisation.admin.token })
  for (let index = 0; index < 200; index++) socket.emit('unwatch', { id: randomUUID() })
  await eventually(() => expect(socket.connected).toBe(false))
})

test('a lost listener comes back, and nothing is missed', async () => {
  const projectId = await createProject()
  const follower = await follow(first.url, fixture.organisation.admin, projectId, 1)
  await addTask(first, projectId, 'Before')
  await live.endListeners()
  await addTask(first, projectId, 'Meanwhile')
  await eventually(() => expect(follower.revisions()).toEqual([2, 3]), 5_000)
  await eventually(async () => expect(await (await fetch(`${first.url}/readyz`)).text()).toContain('"gateway":"ok"'))
})
