import { randomUUID } from 'node:crypto'
import type { TestPerson } from '@throughline/tests'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createFixture, type Fixture, type TestApi } from '../testing/fixture.ts'
import { addMember, createProject, disconnectAll, eventually, follow } from '../testing/live.ts'

let fixture: Fixture
let api: TestApi
let admin: TestPerson
let projectId: string
let teamId: string
let person: TestPerson
beforeAll(async () => {
  fixture = await createFixture()
  api = await fixture.start({ dispatch: false })
  admin = fixture.organisation.admin
})
beforeEach(async () => {
  projectId = await createProject(api, admin)
  person = await fixture.organisation.addPerson()
  teamId = await createTeam()
  await joins(person)
})
afterEach(disconnectAll)
afterAll(() => fixture.close())

async function createTeam(name = `Team ${randomUUID()}`): Promise<string> {
  const { status, body } = await api.request('POST', '/teams', { as: admin, body: { name } })
  expect(status).toBe(201)
  return body.id
}

const joins = async ({ personId }: TestPerson, team = teamId) =>
  expect((await api.request('PUT', `/teams/${team}/people/${personId}`, { as: admin })).status).toBe(200)

const give = (body: unknown, { team = teamId, as = admin } = {}) =>
  api.request('PUT', `/projects/${projectId}/teams/${team}`, { as, body })

const roleOf = async (who: TestPerson) => (await api.request('GET', `/projects/${projectId}`, { as: who })).body.role

const rename = (as: TestPerson) => api.request('PATCH', `/projects/${projectId}`, { as, body: { name: 'Named anew' } })

test('the people of a team have its role in the project, in what they see and in what they may', async () => {
  expect((await api.request('GET', `/projects/${projectId}`, { as: person })).status).toBe(404)
  expect(await give({ role: 'scheduler' })).toMatchObject({ status: 200, body: { teamId, role: 'scheduler' } })
  expect(await roleOf(person)).toBe('scheduler')
  const { items } = (await api.request('GET', '/projects', { as: person })).body
  expect(items.map(({ id }: { id: string }) => id)).toEqual([projectId])
  expect((await rename(person)).status).toBe(403)
  await give({ role: 'manager' })
  expect((await rename(person)).status).toBe(200)
  const listed = (await api.request('GET', `/projects/${projectId}/teams`, { as: person })).body.items
  expect(listed).toMatchObject([{ teamId, role: 'manager', customRoleId: null }])
})

test('what a person was given counts before what a team was, and of two teams the higher one', async () => {
  await give({ role: 'member' })
  const other = await createTeam()
  await joins(person, other)
  await give({ role: 'manager' }, { team: other })
  expect(await roleOf(person)).toBe('manager')
  await addMember(api, admin, projectId, person, 'viewer')
  expect(await roleOf(person)).toBe('viewer')
  expect((await rename(person)).status).toBe(403)
})

test('a custom role is given to a team, follows what the role becomes, and is kept while a team has it', async () => {
  const role = { name: `Reporter ${randomUUID()}`, acts: ['project.read'] }
  const { id: customRoleId } = (await api.request('POST', '/roles', { as: admin, body: role })).body
  expect((await give({ customRoleId })).body).toMatchObject({ role: 'viewer', customRoleId })
  expect((await rename(person)).status).toBe(403)
  const more = { acts: ['project.read', 'project.change'] }
  await api.request('PATCH', `/roles/${customRoleId}`, { as: admin, body: more })
  expect((await rename(person)).status).toBe(200)
  expect((await api.request('DELETE', `/roles/${customRoleId}`, { as: admin })).status).toBe(409)
})

test.each([
  ['leaves the team', () => api.request('DELETE', `/teams/${teamId}/people/${person.personId}`, { as: admin })],
  ['is of a team that is dissolved', () => api.request('DELETE', `/teams/${teamId}`, { as: admin })],
  [
    'is of a team that leaves the project',
    () => api.request('DELETE', `/projects/${projectId}/teams/${teamId}`, { as: admin }),
  ],
])('who %s stops watching within two seconds, and no longer sees the project', async (_, act) => {
  await give({ role: 'member' })
  const watching = await follow(api.url, person, projectId, 0)
  expect(watching.answer).toMatchObject({ ok: true })
  expect((await act()).status).toBe(204)
  await eventually(() => expect(watching.refused).toEqual([4003]), 2_000)
  expect((await api.request('GET', `/projects/${projectId}`, { as: person })).status).toBe(404)
})

test('nobody gives a team more than they may themselves, and a team is no last owner', async () => {
  const manager = await fixture.organisation.addPerson()
  await addMember(api, admin, projectId, manager, 'manager')
  expect((await give({ role: 'owner' }, { as: manager })).status).toBe(403)
  expect((await give({ role: 'member' }, { as: manager })).status).toBe(200)
  expect((await give({ role: 'owner' })).status).toBe(200)
  const taken = await api.request('DELETE', `/projects/${projectId}/teams/${teamId}`, { as: manager })
  expect(taken.status).toBe(403)
  const owner = `/projects/${projectId}/members/${admin.personId}`
  expect((await api.request('DELETE', owner, { as: admin })).status).toBe(409)
})

test('teams are made by admins, of their own people, under names of their own', async () => {
  const name = `Team ${randomUUID()}`
  await createTeam(name)
  expect((await api.request('POST', '/teams', { as: admin, body: { name } })).status).toBe(409)
  expect((await api.request('PATCH', `/teams/${teamId}`, { as: admin, body: { name } })).status).toBe(409)
  expect((await api.request('POST', '/teams', { as: person, body: { name: 'Mine' } })).status).toBe(403)
  const elsewhere = await createFixture()
  const stranger = elsewhere.organisation.admin
  const path = `/teams/${teamId}/people/${stranger.personId}`
  expect((await api.request('PUT', path, { as: admin })).status).toBe(404)
  expect((await api.request('PUT', path, { as: stranger })).status).toBe(404)
  expect((await api.request('DELETE', `/teams/${teamId}`, { as: stranger })).status).toBe(404)
  expect((await api.request('GET', '/teams', { as: stranger })).body.items).toEqual([])
  await elsewhere.close()
})
