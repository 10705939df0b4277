import { randomUUID } from 'node:crypto'
import type { TestPerson } from '@throughline/tests'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createFixture, type Fixture, type TestApi } from '../testing/fixture.ts'
import { addMember, createProject, disconnectAll, eventually, follow } from '../testing/live.ts'

let fixture: Fixture
let api: TestApi
let admin: TestPerson
let projectId: string
let programId: string
let person: TestPerson
beforeAll(async () => {
  fixture = await createFixture()
  api = await fixture.start({ dispatch: false })
  admin = fixture.organisation.admin
})
beforeEach(async () => {
  projectId = await createProject(api, admin)
  person = await fixture.organisation.addPerson()
  programId = await createProgram(admin)
  await moveTo(programId)
})
afterEach(disconnectAll)
afterAll(() => fixture.close())

async function createProgram(as: TestPerson, body: object = { name: 'Harbour' }): Promise<string> {
  const { status, body: made } = await api.request('POST', '/programs', { as, body })
  expect([status, made.role]).toEqual([201, 'owner'])
  return made.id
}

const move = (to: string | null, as = admin) =>
  api.request('PUT', `/projects/${projectId}/program`, { as, body: { programId: to } })

async function moveTo(to: string | null, { as = admin, status = 200 } = {}): Promise<void> {
  expect((await move(to, as)).status).toBe(status)
}

const give = (who: TestPerson, body: unknown, as = admin) =>
  api.request('PUT', `/programs/${programId}/members/${who.personId}`, { as, body })

async function createTeam(...people: TestPerson[]): Promise<string> {
  const body = { name: `Team ${randomUUID()}` }
  const teamId = (await api.request('POST', '/teams', { as: admin, body })).body.id
  for (const { personId } of people) await api.request('PUT', `/teams/${teamId}/people/${personId}`, { as: admin })
  return teamId
}

const giveTeam = (teamId: string, body: unknown, place = `programs/${programId}`, as = admin) =>
  api.request('PUT', `/${place}/teams/${teamId}`, { as, body })

const roleOf = async (who: TestPerson) => (await api.request('GET', `/projects/${projectId}`, { as: who })).body.role

const countedFor = async ({ personId }: TestPerson) => {
  const { items } = (await api.request('GET', `/projects/${projectId}/standings`, { as: admin })).body
  return items.find((each: { personId: string }) => each.personId === personId)
}

const idsOf = async (path: string, as: TestPerson) =>
  (await api.request('GET', path, { as })).body.items.map(({ id }: { id: string }) => id)

test('a role in a program counts in each of its projects, in what one sees and in what one may', async () => {
  expect((await api.request('GET', `/projects/${projectId}`, { as: person })).status).toBe(404)
  expect((await api.request('GET', `/programs/${programId}`, { as: person })).status).toBe(404)
  expect(await idsOf('/programs', person)).toEqual([])
  expect(await give(person, { role: 'manager' })).toMatchObject({ status: 200, body: { role: 'manager' } })
  expect(await roleOf(person)).toBe('manager')
  expect(await idsOf('/projects', person)).toEqual([projectId])
  expect(await idsOf(`/programs/${programId}/projects`, person)).toEqual([projectId])
  const [listed] = (await api.request('GET', '/programs', { as: person })).body.items
  expect(listed).toMatchObject({ id: programId, name: 'Harbour', role: 'manager', projectCount: 1 })
  const renamed = await api.request('PATCH', `/projects/${projectId}`, { as: person, body: { name: 'Named anew' } })
  expect(renamed.status).toBe(200)
  expect((await api.request('GET', `/projects/${projectId}`, { as: person })).body.programId).toBe(programId)
  const { name } = await countedFor(person)
  const of = { programId, programName: 'Harbour' }
  expect(await countedFor(person)).toMatchObject({ name, role: 'manager', ...of })
  await giveTeam(await createTeam(person), { role: 'owner' })
  expect(await roleOf(person), 'its own role in the program').toBe('manager')
})

describe('what counts', () => {
  test('a role of one’s own in the project, also a lower one', async () => {
    await give(person, { role: 'owner' })
    await addMember(api, admin, projectId, person, 'viewer')
    expect(await roleOf(person)).toBe('viewer')
    expect(await countedFor(person)).toMatchObject({ role: 'viewer' })
    expect((await countedFor(person)).programId ?? null).toBeNull()
  })

  test.each([
    ['viewer', 'manager', 'manager', 'program'],
    ['manager', 'viewer', 'manager', 'team'],
    ['member', 'member', 'member', 'team'],
  ] as const)(
    'of a team that is %s in the project and of being %s in the program: %s',
    async (inProject, inProgram, role, by) => {
      const teamId = await createTeam(person)
      await giveTeam(teamId, { role: inProject }, `projects/${projectId}`)
      await give(person, { role: inProgram })
      expect(await roleOf(person)).toBe(role)
      const { teamId: byTeam = null, programId: byProgram = null } = await countedFor(person)
      expect([byTeam, byProgram]).toEqual(by === 'team' ? [teamId, null] : [null, programId])
    },
  )

  test('of teams in the program the one with most', async () => {
    const [lower, higher] = [await createTeam(person), await createTeam(person)]
    await giveTeam(lower, { role: 'viewer' })
    await giveTeam(higher, { role: 'scheduler' })
    expect(await countedFor(person)).toMatchObject({ role: 'scheduler', teamId: higher, programId })
  })

  test('a custom role, as it becomes; it is kept while somebody or a team has it', async () => {
    const role = { name: `Reporter ${randomUUID()}`, acts: ['project.read'] }
    const { id: customRoleId } = (await api.request('POST', '/roles', { as: admin, body: role })).body
    await give(person, { customRoleId })
    const rename = () => api.request('PATCH', `/programs/${programId}`, { as: person, body: { name: 'Anew' } })
    expect((await rename()).status).toBe(403)
    const more = { acts: ['project.read', 'project.change'] }
    await api.request('PATCH', `/roles/${customRoleId}`, { as: admin, body: more })
    expect((await rename()).status).toBe(200)
    expect((await api.request('GET', `/projects/${projectId}`, { as: person })).body.acts).toEqual(more.acts)
    expect((await api.request('DELETE', `/roles/${customRoleId}`, { as: admin })).status).toBe(409)
  })
})

describe('who had a role by a program', () => {
  let teamId: string
  beforeEach(async () => {
    teamId = await createTeam(person)
  })
  const byOwn = () => give(person, { role: 'member' })
  const byTeam = () => giveTeam(teamId, { role: 'member' })
  const remove = (path: string) => api.request('DELETE', path, { as: admin })

  test.each([
    ['leaves it', byOwn, () => remove(`/programs/${programId}/members/${person.personId}`), 204],
    ['leaves a team of it', byTeam, () => remove(`/teams/${teamId}/people/${person.personId}`), 204],
    ['is of a team that leaves it', byTeam, () => remove(`/programs/${programId}/teams/${teamId}`), 204],
    ['is of a team of it that is dissolved', byTeam, () => remove(`/teams/${teamId}`), 204],
    ['is in a project that leaves it', byOwn, () => move(null), 200],
    ['is in a project that goes into another', byOwn, async () => move(await createProgram(admin)), 200],
    ['is in one that is dissolved', byOwn, () => remove(`/programs/${programId}`), 204],
  ])('and %s stops watching within two seconds, and no longer sees the project', async (_, begin, act, status) => {
    await begin()
    const watching = await follow(api.url, person, projectId, 0)
    expect(watching.answer).toMatchObject({ ok: true })
    expect((await act()).status).toBe(status)
    await eventually(() => expect(watching.refused).toEqual([4003]), 2_000)
    expect((await api.request('GET', `/projects/${projectId}`, { as: person })).status).toBe(404)
  })

  test('who watches is told which person, team and program', async () => {
    const watching = await follow(api.url, admin, projectId, 0)
    await byOwn()
    await byTeam()
    await moveTo(null)
    const told = () => watching.events.filter(({ type }) => type === 'project.members-changed')
    await eventually(() => expect(told()).toHaveLength(4))
    expect(told().map(({ payload }) => payload)).toMatchObject([
      { personId: null, teamId: null, programId },
      { personId: person.personId, teamId: null, programId },
      { personId: null, teamId, programId },
      { personId: null, teamId: null, programId },
    ])
  })
})

describe('nobody gives or takes more than they may themselves', () => {
  test('to people and teams of the program', async () => {
    const manager = await fixture.organisation.addPerson()
    await give(manager, { role: 'manager' })
    expect((await give(person, { role: 'owner' }, manager)).status).toBe(403)
    expect((await give(admin, { role: 'viewer' }, manager)).status).toBe(403)
    expect((await give(person, { role: 'manager' }, manager)).status).toBe(200)
    const teamId = await createTeam(person)
    const asManager = (role: string) => giveTeam(teamId, { role }, undefined, manager)
    expect((await asManager('owner')).status).toBe(403)
    await giveTeam(teamId, { role: 'owner' })
    expect((await asManager('viewer')).status).toBe(403)
    const path = `/programs/${programId}/teams/${teamId}`
    expect((await api.request('DELETE', path, { as: manager })).status).toBe(403)
  })

  test('nor holds back in a project who is above them by a program, or lets them loose', async () => {
    const manager = await fixture.organisation.addPerson()
    await addMember(api, admin, projectId, manager, 'manager')
    await give(person, { role: 'owner' })
    const path = `/projects/${projectId}/members/${person.personId}`
    const hold = { as: manager, body: { role: 'viewer' } }
    expect((await api.request('PUT', path, hold)).status).toBe(403)
    expect((await api.request('PUT', path, { ...hold, as: admin })).status).toBe(200)
    expect((await api.request('DELETE', path, { as: manager })).status).toBe(403)
    expect(await roleOf(person)).toBe('viewer')
    expect((await api.request('DELETE', path, { as: admin })).status).toBe(204)
    expect(await roleOf(person)).toBe('owner')
  })

  test('by putting a project into a program or out of it: it takes its owner, who may change the program', async () => {
    const own = await createProgram(person)
    await moveTo(own, { as: person, status: 404 })
    await addMember(api, admin, projectId, person, 'manager')
    await moveTo(own, { as: person, status: 404 })
    await give(person, { role: 'viewer' })
    await moveTo(own, { as: person, status: 403 })
    await give(person, { role: 'manager' })
    await moveTo(own, { as: person, status: 403 })
    await addMember(api, admin, projectId, person, 'owner')
    await moveTo(own, { as: person })
    expect(await idsOf(`/programs/${own}/projects`, person)).toEqual([projectId])
    await moveTo(null, { as: person })
    expect(await idsOf(`/programs/${own}/projects`, person)).toEqual([])
  })

  test('and the last owner of a program stays, who is a person', async () => {
    const path = `/programs/${programId}/members/${admin.personId}`
    await giveTeam(await createTeam(person), { role: 'owner' })
    expect((await api.request('DELETE', path, { as: admin })).status).toBe(409)
    expect((await give(admin, { role: 'manager' })).status).toBe(409)
    await give(person, { role: 'owner' })
    expect((await api.request('DELETE', path, { as: admin })).status).toBe(204)
  })
})

test('a program is changed as its revision goes: a field that somebody set meanwhile conflicts, and no other', async () => {
  const path = `/programs/${programId}`
  const seen = (await api.request('GET', path, { as: admin })).headers.get('etag') ?? ''
  const change = (body: object, ifMatch: string) =>
    api.request('PATCH', path, { as: admin, body, headers: { 'if-match': ifMatch } })
  const first = await change({ name: 'Harbour and rail' }, seen)
  expect([first.status, first.headers.get('etag')]).toEqual([200, '"2"'])
  const late = await change({ name: 'Harbour, again' }, seen)
  expect(late).toMatchObject({ status: 409, body: { conflicts: [{ field: 'name', theirs: 'Harbour and rail' }] } })
  const other = await change({ description: 'All of it', isArchived: true }, seen)
  expect(other).toMatchObject({ status: 200, body: { revision: 3, name: 'Harbour and rail', isArchived: true } })
})

test('an archived program takes in no more projects, and its roles stay', async () => {
  await give(person, { role: 'member' })
  await api.request('PATCH', `/programs/${programId}`, { as: admin, body: { isArchived: true } })
  expect(await roleOf(person)).toBe('member')
  await moveTo(programId)
  await moveTo(null)
  await moveTo(programId, { status: 409 })
})

test('a token of some projects sees no program, and does in its project what its person does there by one', async () => {
  await give(person, { role: 'owner' })
  const other = await createProject(api, admin)
  await api.request('PUT', `/projects/${other}/program`, { as: admin, body: { programId } })
  const body = { name: 'One', scope: 'admin', projectIds: [projectId] }
  const { secret } = (await api.request('POST', '/tokens', { as: person, body })).body
  const limited = { ...person, token: secret }
  expect(await roleOf(limited)).toBe('owner')
  expect(await idsOf('/projects', limited)).toEqual([projectId])
  expect((await api.request('GET', `/projects/${other}`, { as: limited })).status).toBe(404)
  expect((await api.request('GET', `/programs/${programId}`, { as: limited })).status).toBe(403)
  await moveTo(null, { as: limited, status: 404 })
  const { items } = (await api.request('GET', `/projects/${projectId}/standings`, { as: limited })).body
  expect(items.map((each: { programName?: string }) => each.programName ?? null)).not.toContain('Harbour')
})

test('a project that is moved, and who did it, is in the audit trail', async () => {
  const { items } = (await api.request('GET', '/audit?entity=project&limit=5', { as: admin })).body
  expect(items[0]).toMatchObject({
    entityId: projectId,
    before: { program_id: null },
    after: { program_id: programId },
  })
})

test('programs of another organisation are not there', async () => {
  const elsewhere = await createFixture()
  const stranger = elsewhere.organisation.admin
  const path = `/programs/${programId}`
  for (const [method, more, body] of [
    ['GET', '', undefined],
    ['PATCH', '', { name: 'Theirs' }],
    ['DELETE', '', undefined],
    ['PUT', `/members/${stranger.personId}`, { role: 'owner' }],
  ] as const)
    expect((await api.request(method, `${path}${more}`, { as: stranger, body })).status).toBe(404)
  expect((await give(stranger, { role: 'viewer' })).status).toBe(404)
  await elsewhere.close()
})
