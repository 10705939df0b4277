import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createFixture, type Fixture, type TestApi } from '../testing/fixture.ts'
import {
  addMember,
  addTask,
  asSuperuser,
  connect,
  createProject,
  disconnectAll,
  eventually,
  type Follower,
  follow,
  watch,
} from '../testing/live.ts'

/** What a change of rights may take to reach sockets; the promise is two seconds. */
const soon = 2_000

let fixture: Fixture
let first: TestApi
let second: TestApi
let projectId: string
beforeAll(async () => {
  fixture = await createFixture()
  first = await fixture.start({ dispatch: false })
  second = await fixture.start({ dispatch: false })
})
beforeEach(async () => {
  projectId = await createProject(first, fixture.organisation.admin)
})
afterEach(disconnectAll)
afterAll(() => fixture.close())

async function addPerson(role: string) {
  const person = await fixture.organisation.addPerson()
  await addMember(first, fixture.organisation.admin, projectId, person, role)
  return person
}

const setViewersMayWatch = async (viewersMayWatch: boolean) => {
  const { admin } = fixture.organisation
  const answer = await first.request('PATCH', '/organisation', { as: admin, body: { viewersMayWatch } })
  expect(answer).toMatchObject({ status: 200, body: { viewersMayWatch } })
}

/** Nothing that is written now reaches them. */
async function expectDeaf(...followers: Follower[]) {
  const { admin } = fixture.organisation
  const stays = await follow(first.url, admin, projectId, 0)
  const before = followers.map(({ events }) => events.length)
  await addTask(first, admin, projectId, 'Secret')
  await eventually(() => expect(stays.events.at(-1)?.type).toBe('plan.changed'))
  expect(followers.map(({ events }) => events.length)).toEqual(before)
}

test('viewers may not watch until the organisation lets them, by socket and by REST', async () => {
  const viewer = await addPerson('viewer')
  const events = () => first.request('GET', `/projects/${projectId}/events?since=0`, { as: viewer })
  expect((await follow(first.url, viewer, projectId)).answer).toEqual({ ok: false, code: 4003 })
  expect((await events()).status).toBe(403)
  expect((await first.request('GET', `/projects/${projectId}/delta?since=0`, { as: viewer })).status).toBe(200)

  await setViewersMayWatch(true)
  const watching = await follow(second.url, viewer, projectId, 2)
  expect(watching.answer).toEqual({ ok: true, head: 2 })
  expect((await events()).status).toBe(200)
  await addTask(first, fixture.organisation.admin, projectId, 'Dig')
  await eventually(() => expect(watching.revisions()).toEqual([3]))

  await setViewersMayWatch(false)
  await eventually(() => expect(watching.refused).toEqual([4003]), soon)
  expect((await events()).status).toBe(403)
  await expectDeaf(watching)
  expect(await watch(watching.socket, projectId, 2)).toEqual({ ok: false, code: 4003 })
})

test('only admins set what viewers may', async () => {
  const member = await addPerson('owner')
  const answer = await first.request('PATCH', '/organisation', { as: member, body: { viewersMayWatch: true } })
  expect(answer.status).toBe(403)
  const settings = await first.request('GET', '/organisation', { as: member })
  expect(settings.body).toEqual({
    id: fixture.organisation.id,
    name: fixture.organisation.name,
    viewersMayWatch: false,
  })
})

test('whose role is lowered is told so, gets no event of it, and stays connected', async () => {
  const member = await addPerson('member')
  const watching = await follow(first.url, member, projectId, 2)
  await addMember(first, fixture.organisation.admin, projectId, member, 'viewer')
  await eventually(() => expect(watching.refused).toEqual([4003]), soon)
  await expectDeaf(watching)
  expect(watching.socket.connected).toBe(true)
  await addMember(first, fixture.organisation.admin, projectId, member, 'member')
  expect(await watch(watching.socket, projectId, 2)).toMatchObject({ ok: true })
  await eventually(() => expect(watching.revisions()).toEqual([3, 4, 5]))
})

test('who is taken out gets nothing from the next event on', async () => {
  const { admin } = fixture.organisation
  const member = await addPerson('member')
  const removed = await follow(first.url, member, projectId, 2)
  await addTask(first, admin, projectId, 'Dig')
  await eventually(() => expect(removed.revisions()).toEqual([3]))
  await first.request('DELETE', `/projects/${projectId}/members/${member.personId}`, { as: admin })
  await addTask(first, admin, projectId, 'Secret')
  await eventually(() => expect(removed.refused).toEqual([4003]), soon)
  expect(removed.revisions()).toEqual([3])
  expect(await watch(removed.socket, projectId, 3)).toEqual({ ok: false, code: 4004 })
})

test('an admin who is one no more does not watch by the role that the socket came with', async () => {
  const admin = await fixture.organisation.addPerson('admin')
  const watching = await follow(first.url, admin, projectId, 1)
  expect(watching.answer.ok).toBe(true)
  await asSuperuser("update membership set role = 'member' where person_id = $1", [admin.personId])
  await eventually(() => expect(watching.refused).toEqual([4003]), soon)
  expect(await watch(watching.socket, projectId, 1)).toEqual({ ok: false, code: 4003 })
})

test('a socket ends within two seconds of what it came in with', async () => {
  const { admin } = fixture.organisation
  const [disabled, expelled, expired] = [
    await addPerson('member'),
    await addPerson('member'),
    await addPerson('member'),
  ]
  const signIn = async () => {
    const { headers } = await first.request('POST', '/session', {
      body: { email: admin.email, password: admin.password },
    })
    return { cookie: headers.get('set-cookie')?.split(';')[0] ?? '', origin: first.url }
  }
  const [signedOut, moved] = [await signIn(), await signIn()]
  const made = await first.request('POST', '/tokens', { as: admin, body: { name: 'robot' } })
  const other = await createFixture()
  await asSuperuser("insert into membership (organisation_id, person_id, role) values ($1, $2, 'member')", [
    other.organisation.id,
    admin.personId,
  ])
  const sockets = {
    'session revoked': await connect(first.url, { headers: signedOut }),
    'organisation switched': await connect(first.url, { headers: moved }),
    'token revoked': await connect(second.url, { token: made.body.secret }),
    'token expired': await connect(second.url, { token: expired.token }),
    'person disabled': await connect(first.url, { token: disabled.token }),
    'taken out of the organisation': await connect(first.url, { token: expelled.token }),
  }
  const stays = await connect(first.url, { token: admin.token })
  const ended = new Set<string>()
  for (const [cause, socket] of Object.entries(sockets)) socket.on('disconnect', () => ended.add(cause))

  await first.request('DELETE', '/session', { headers: signedOut })
  const switched = { headers: moved, body: { organisationId: other.organisation.id } }
  expect((await first.request('PUT', '/session/organisation', switched)).status).toBe(200)
  await first.request('DELETE', `/tokens/${made.body.id}`, { as: admin })
  await asSuperuser('update api_token set expires_at = now() where person_id = $1', [expired.personId])
  await asSuperuser('update person set disabled_at = now() where id = $1', [disabled.personId])
  await asSuperuser('delete from project_member where person_id = $1', [expelled.personId])
  await asSuperuser('delete from membership where person_id = $1', [expelled.personId])
  await eventually(() => expect([...ended].sort()).toEqual(Object.keys(sockets).sort()), soon)
  expect(stays.connected).toBe(true)
  await other.close()
})
