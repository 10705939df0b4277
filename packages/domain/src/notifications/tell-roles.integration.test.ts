import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changePerson } from '../accounts/people.ts'
import { createServiceAccount } from '../accounts/service-accounts.ts'
import type { Actor } from '../actor.ts'
import { openStore, type Store } from '../changes/testing/store.ts'
import { createTeam, putTeamMember } from '../organisation/teams.ts'
import { deleteProgramMember, putProgramMember } from '../programs/program-members.ts'
import { deleteProgramTeam, putProgramTeam } from '../programs/program-teams.ts'
import { createProgram } from '../programs/programs.ts'
import { deleteMember, putMember } from '../projects/members.ts'
import { deleteProjectTeam, putProjectTeam } from '../projects/project-teams.ts'
import { askedFor, inboxOf } from './testing/told.ts'

let store: Store
beforeAll(async () => {
  store = await openStore()
})
afterAll(() => store.close())

const admin = () => store.admin
const run: Store['run'] = (...given) => store.run(...given)
const told = async (person: Actor) =>
  (await inboxOf(store, person, 'role-changed')).map(({ role, project, program, actor, path }) => ({
    ...{ in: role?.in, role: role?.name, name: (project ?? program)?.name ?? null, path, by: actor?.id },
  }))

describe('a role in a project', () => {
  it('is told when it is given, changed and taken, with what it is by now', async () => {
    const person = await store.addPerson()
    const { id } = store.project
    const put = (role: 'member' | 'manager') =>
      run(admin(), (transaction) => putMember(transaction, admin(), id, person.personId, { role }))
    await put('member')
    const given = { in: 'project', name: 'Plan', path: `/projects/${id}`, by: admin().personId }
    expect(await told(person)).toEqual([{ ...given, role: 'member' }])
    expect(await askedFor(store, await inboxOf(store, person, 'role-changed'))).toHaveLength(1)
    await put('member')
    expect(await told(person)).toHaveLength(1)
    await put('manager')
    expect(await told(person)).toEqual([
      { ...given, role: 'manager' },
      { ...given, role: 'manager' },
    ])
    await run(admin(), (transaction) => deleteMember(transaction, admin(), id, person.personId))
    const gone = { ...given, role: null, name: null, path: '/' }
    expect(await told(person)).toEqual([gone, gone, gone])
  })

  it('is told to the people of a team, but for who gave it', async () => {
    const person = await store.addPerson()
    const { id } = store.project
    const team = await run(admin(), (transaction) => createTeam(transaction, admin(), { name: 'Site' }))
    for (const { personId } of [person, admin()])
      await run(admin(), (transaction) => putTeamMember(transaction, admin(), team.id, personId))
    await run(admin(), (transaction) => putProjectTeam(transaction, admin(), id, team.id, { role: 'scheduler' }))
    expect(await told(person)).toMatchObject([{ in: 'project', role: 'scheduler', name: 'Plan' }])
    await run(admin(), (transaction) => deleteProjectTeam(transaction, admin(), id, team.id))
    expect(await told(person)).toMatchObject([{ role: null }, { role: null }])
    expect(await told(admin())).toEqual([])
  })
})

it('a role in a program is told, of persons and of teams', async () => {
  const [person, mate] = [await store.addPerson(), await store.addPerson()]
  const program = await run(admin(), (transaction) => createProgram(transaction, admin(), { name: 'Harbour' }))
  const put = (role: 'viewer') =>
    run(admin(), (transaction) => putProgramMember(transaction, admin(), program.id, person.personId, { role }))
  await put('viewer')
  await put('viewer')
  expect(await told(person)).toEqual([
    {
      ...{ in: 'program', role: 'viewer', name: 'Harbour', by: admin().personId },
      path: `/organisation/programs/${program.id}`,
    },
  ])
  await run(admin(), (transaction) => deleteProgramMember(transaction, admin(), program.id, person.personId))
  expect(await told(person)).toMatchObject([
    { role: null, name: null, path: '/' },
    { role: null, name: null },
  ])
  const team = await run(admin(), (transaction) => createTeam(transaction, admin(), { name: 'Quay' }))
  await run(admin(), (transaction) => putTeamMember(transaction, admin(), team.id, mate.personId))
  await run(admin(), (transaction) => putProgramTeam(transaction, admin(), program.id, team.id, { role: 'member' }))
  expect(await told(mate)).toMatchObject([{ in: 'program', role: 'member', name: 'Harbour' }])
  await run(admin(), (transaction) => deleteProgramTeam(transaction, admin(), program.id, team.id))
  expect(await told(mate)).toHaveLength(2)
})

describe('a role in the organisation', () => {
  it('is told to its person, and not when something else changed', async () => {
    const person = await store.addPerson()
    const patch = (values: object) =>
      run(admin(), (transaction) => changePerson(transaction, admin(), person.personId, values))
    await patch({ role: 'member' })
    expect(await told(person)).toEqual([])
    await patch({ role: 'admin' })
    expect(await told(person)).toMatchObject([{ in: 'organisation', role: 'admin', path: '/' }])
  })

  it('is not told to oneself, nor to service accounts', async () => {
    const self: Actor = { ...(await store.addPerson()), organisationRole: 'admin' }
    await run(self, (transaction) => changePerson(transaction, self, self.personId, { role: 'admin' }))
    expect(await told(self)).toEqual([])
    const service = await run(admin(), (transaction) =>
      createServiceAccount(transaction, admin(), { name: 'Robot', role: 'member' }),
    )
    await run(admin(), (transaction) => changePerson(transaction, admin(), service.id, { role: 'admin' }))
    expect(await told({ ...self, personId: service.id })).toEqual([])
  })
})
