import { randomUUID } from 'node:crypto'
import type { Presence } from '@throughline/contract'
import { sendSignals, withTransaction } from '@throughline/database'
import { openTestDatabase, type TestPerson } from '@throughline/tests'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createFixture, type Fixture, type TestApi } from '../testing/fixture.ts'
import { addMember, asSuperuser, createProject, disconnectAll, eventually, follow, watch } from '../testing/live.ts'

let fixture: Fixture
let first: TestApi
let second: TestApi
let admin: TestPerson
let projectId: string
beforeAll(async () => {
  fixture = await createFixture()
  first = await fixture.start({ dispatch: false })
  second = await fixture.start({ dispatch: false })
  admin = fixture.organisation.admin
})
beforeEach(async () => {
  projectId = await createProject(first, admin)
})
afterEach(disconnectAll)
afterAll(() => fixture.close())

const look = (follower: Awaited<ReturnType<typeof follow>>, taskId: string | null = null) =>
  follower.socket.emit('look', { id: projectId, taskId })

const seen = (people: readonly Presence[] | undefined) =>
  people?.map(({ name, taskId }) => ({ name, taskId })).sort((one, other) => one.name.localeCompare(other.name))

async function addPerson(role = 'member') {
  const person = await fixture.organisation.addPerson()
  await addMember(first, admin, projectId, person, role)
  return person
}

test('those at either gateway see the same people and tasks, over REST as well', async () => {
  const ann = await addPerson()
  const [here, there, programme] = [
    await follow(first.url, admin, projectId),
    await follow(second.url, ann, projectId),
    await follow(second.url, admin, projectId),
  ]
  await eventually(() => expect(programme.people()).toEqual([]))
  const [one, other] = [randomUUID(), randomUUID()]
  look(here, one)
  look(there)
  const expected = (taskOfAnn: string | null) =>
    seen([
      { personId: '', since: '', name: admin.name, taskId: one },
      { personId: '', since: '', name: ann.name, taskId: taskOfAnn },
    ])
  await eventually(() => {
    for (const follower of [here, there, programme]) expect(seen(follower.people())).toEqual(expected(null))
  })
  look(there, other)
  await eventually(() => expect(seen(here.people())).toEqual(expected(other)))
  const rest = await first.request('GET', `/projects/${projectId}/presence`, { as: ann })
  expect(seen(rest.body.items)).toEqual(expected(other))
  const late = await follow(first.url, ann, projectId)
  await eventually(() => expect(seen(late.people())).toEqual(expected(other)))
})

test('several pages of a person count once, at the task of the newest; who leaves is gone at once', async () => {
  const ann = await addPerson()
  const watching = await follow(first.url, admin, projectId)
  const [page, otherPage] = [await follow(first.url, ann, projectId), await follow(second.url, ann, projectId)]
  const [one, other] = [randomUUID(), randomUUID()]
  look(page, one)
  await eventually(() => expect(seen(watching.people())).toEqual([{ name: ann.name, taskId: one }]))
  look(otherPage, other)
  await eventually(() => expect(seen(watching.people())).toEqual([{ name: ann.name, taskId: other }]))
  otherPage.socket.disconnect()
  await eventually(() => expect(seen(watching.people())).toEqual([{ name: ann.name, taskId: one }]))
  page.socket.emit('unwatch', { id: projectId })
  await eventually(() => expect(watching.people()).toEqual([]))
})

test('who looks elsewhere is not here any more', async () => {
  const ann = await addPerson()
  const elsewhere = await createProject(first, admin)
  await addMember(first, admin, elsewhere, ann, 'member')
  const watching = await follow(first.url, admin, projectId)
  const page = await follow(second.url, ann, projectId)
  await watch(page.socket, elsewhere, 0)
  look(page)
  await eventually(() => expect(watching.people()).toHaveLength(1))
  page.socket.emit('look', { id: elsewhere, taskId: null })
  await eventually(() => expect(watching.people()).toEqual([]))
})

test('who may not watch neither sees nor is seen', async () => {
  const [ann, viewer] = [await addPerson(), await addPerson('viewer')]
  const watching = await follow(first.url, admin, projectId)
  const refused = await follow(first.url, viewer, projectId)
  look(refused)
  const page = await follow(second.url, ann, projectId)
  look(page)
  await eventually(() => expect(seen(watching.people())).toEqual([{ name: ann.name, taskId: null }]))
  expect(refused.people()).toBeUndefined()
  const path = `/projects/${projectId}/presence`
  expect((await first.request('GET', path, { as: viewer })).status).toBe(403)
  await addMember(first, admin, projectId, ann, 'viewer')
  await eventually(() => expect(watching.people()).toEqual([]))
})

test('looks written many times a second come to a few writes, and the last one counts', async () => {
  const page = await follow(first.url, admin, projectId)
  const lists: unknown[] = []
  page.socket.on('presence', (state) => void lists.push(state))
  const tasks = Array.from({ length: 60 }, () => randomUUID())
  for (const task of tasks) look(page, task)
  await eventually(() => expect(page.people()?.[0]?.taskId).toBe(tasks.at(-1)))
  expect(lists.length).toBeLessThan(6)
})

test('rows that are lost, as when PostgreSQL crashed, come back', async () => {
  const page = await follow(first.url, admin, projectId)
  look(page)
  await eventually(() => expect(page.people()).toHaveLength(1))
  await asSuperuser('delete from presence')
  const path = `/projects/${projectId}/presence`
  await eventually(async () => {
    expect((await second.request('GET', path, { as: admin })).body.items).toHaveLength(1)
  })
})

test('a run that begins is told to the room, and to nobody else', async () => {
  const elsewhere = await createProject(first, admin)
  const followers = [await follow(first.url, admin, projectId), await follow(second.url, admin, projectId)]
  const other = await follow(first.url, admin, elsewhere)
  const runs: unknown[] = []
  for (const { socket } of [...followers, other]) socket.on('running', (run) => void runs.push(run))
  const run = { runId: randomUUID(), runNumber: 7, inputRevision: 1 }
  const { id: organisationId } = fixture.organisation
  const database = openTestDatabase()
  const send = (streamId: string, inputRevision: number) =>
    withTransaction(database, { organisationId }, (transaction) =>
      sendSignals(transaction, [{ kind: 'running', streamId, organisationId, ...run, inputRevision }]),
    )
  await send(projectId, 1)
  await eventually(() => expect(runs).toEqual([1, 2].map(() => ({ id: projectId, ...run }))))
  await send(elsewhere, 2)
  await eventually(() => expect(runs).toHaveLength(3))
  await database.close()
})
