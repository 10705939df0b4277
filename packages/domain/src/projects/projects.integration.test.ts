import { randomUUID } from 'node:crypto'
import { type ProblemError, standardWeek } from '@throughline/contract'
import { listEvents } from '@throughline/database'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../actor.ts'
import { applyChangeSet } from '../changes/apply-change-set.ts'
import { newTask, openStore, patchTask, type Store } from '../changes/testing/store.ts'
import { getDelta, getPlan } from '../plans/read-plan.ts'
import { getTask, projectOfRow } from '../plans/read-rows.ts'
import { createProject } from './create-project.ts'
import { deleteProject } from './delete-project.ts'
import { deleteMember, listMembers, putMember } from './members.ts'
import { getProject, listProjects } from './read-projects.ts'

let store: Store
beforeAll(async () => {
  store = await openStore()
})
afterAll(() => store.close())

const typeOf = (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'done',
    (error: ProblemError) => error.type,
  )

const give = (person: Actor, role: 'viewer' | 'member' | 'scheduler' | 'manager' | 'owner', as = store.admin) =>
  store.run(as, (transaction) => putMember(transaction, as, store.project.id, person.personId, { role }))

describe('a new project', () => {
  it('has a standard calendar, its maker as owner, and its first revision', async () => {
    const person = await store.addPerson()
    const project = await store.run(person, (transaction) => createProject(transaction, person, { name: 'Mine' }))
    expect(project).toMatchObject({ role: 'owner', revision: 1, timeZone: 'UTC', inputRevision: 0, taskCount: 0 })
    expect(project.startsAt).toMatch(/^\d{4}-\d\d-\d\dT08:00$/)
    const plan = await store.run(person, (transaction) => getPlan(transaction, person, project.id))
    expect(plan.calendars).toMatchObject([{ id: project.calendarId, name: 'Standard', week: standardWeek }])
    const events = await store.run(person, (transaction) => listEvents(transaction, project.id, 0, 10))
    expect(events).toMatchObject([{ revision: 1, type: 'plan.changed', payload: { summary: 'Made the project' } }])
  })

  it('is made once for an id and once for a seed key', async () => {
    const { admin, run } = store
    const values = { name: 'Once', id: randomUUID() }
    const make = (seedKey: string, given: typeof values) =>
      run(admin, (transaction) => createProject(transaction, admin, given, { seedKey }))
    const first = await make('office', values)
    expect(await make('office', values)).toEqual(first)
    expect(await typeOf(make('office', { ...values, id: randomUUID() }))).toBe('conflict')
  })
})

describe('other organisations', () => {
  it('see nothing of a plan and change nothing in it', async () => {
    const task = newTask('Secret')
    await store.change([task])
    const stranger = await openStore(2)
    const { admin, run } = stranger
    const id = store.project.id
    expect(await typeOf(run(admin, (transaction) => getPlan(transaction, admin, id)))).toBe('not-found')
    expect(await typeOf(run(admin, (transaction) => getDelta(transaction, admin, id, 0)))).toBe('not-found')
    expect(await typeOf(run(admin, (transaction) => getTask(transaction, admin, task.id)))).toBe('not-found')
    expect(await typeOf(run(admin, (transaction) => projectOfRow(transaction, 'task', task.id)))).toBe('not-found')
    const change = { projectId: id, kind: 'edit', operations: [patchTask(task.id, { name: 'Taken' })] } as const
    expect(await typeOf(run(admin, (transaction) => applyChangeSet(transaction, admin, change)))).toBe('not-found')
    expect(await typeOf(stranger.change([patchTask(task.id, { name: 'Taken' })]))).toBe('invalid-change')
    expect(await typeOf(stranger.change([newTask('Below', { parentId: task.id })]))).toBe('invalid-change')
    const listed = await run(admin, (transaction) => listProjects(transaction, admin))
    expect(listed.map((project) => project.id)).toEqual([stranger.project.id])
    await stranger.close()
  })
})

describe('roles', () => {
  it('are what the permission table says', async () => {
    const task = newTask('Work')
    await store.change([task])
    const person = await store.addPerson()
    const as = (operations: Parameters<Store['change']>[0]) =>
      typeOf(
        store.run(person, (transaction) =>
          applyChangeSet(transaction, person, { projectId: store.project.id, kind: 'edit', operations }),
        ),
      )
    const progress = [patchTask(task.id, { percentComplete: 10 })]
    const plan = [patchTask(task.id, { durationMinutes: 120 })]
    const project = [{ op: 'update', entity: 'project', id: store.project.id, patch: { name: 'New' } } as const]
    const all = async () => [await as(progress), await as(plan), await as(project)]
    expect(await all()).toEqual(['not-found', 'not-found', 'not-found'])
    await give(person, 'viewer')
    expect(await all()).toEqual(['forbidden', 'forbidden', 'forbidden'])
    await give(person, 'member')
    expect(await all()).toEqual(['done', 'forbidden', 'forbidden'])
    await give(person, 'scheduler')
    expect(await all()).toEqual(['done', 'done', 'forbidden'])
    await give(person, 'manager')
    expect(await all()).toEqual(['done', 'done', 'done'])
    const seen = await store.run(person, (transaction) => getProject(transaction, person, store.project.id))
    expect(seen).toMatchObject({ role: 'manager', name: 'New' })
    const remove = store.run(person, (transaction) => deleteProject(transaction, person, store.project.id))
    expect(await typeOf(remove)).toBe('forbidden')
  })
})

describe('members', () => {
  it('give roles up to their own, to people of the organisation', async () => {
    const [manager, friend] = [await store.addPerson(), await store.addPerson()]
    await give(manager, 'manager')
    expect(await typeOf(give(friend, 'owner', manager))).toBe('forbidden')
    expect(await give(friend, 'scheduler', manager)).toMatchObject({ personId: friend.personId, role: 'scheduler' })
    expect(await typeOf(give(store.admin, 'viewer', manager))).toBe('forbidden')
    expect(await typeOf(give({ ...friend, personId: randomUUID() }, 'viewer', manager))).toBe('not-found')
    const take = store.run(manager, (transaction) =>
      deleteMember(transaction, manager, store.project.id, friend.personId),
    )
    expect(await typeOf(take)).toBe('done')
    const members = await store.run(manager, (transaction) => listMembers(transaction, manager, store.project.id))
    expect(members.map((member) => member.personId)).not.toContain(friend.personId)
  })

  it('always include an owner', async () => {
    const { admin, project, run } = store
    const leave = () => run(admin, (transaction) => deleteMember(transaction, admin, project.id, admin.personId))
    expect(await typeOf(leave())).toBe('conflict')
    expect(await typeOf(give(admin, 'manager'))).toBe('conflict')
    await give(await store.addPerson(), 'owner')
    expect(await typeOf(leave())).toBe('done')
    await give(admin, 'owner')
  })
})

describe('deleting', () => {
  it('takes a project out of sight and says so in its stream', async () => {
    const { admin, run } = store
    const project = await run(admin, (transaction) => createProject(transaction, admin, { name: 'Gone' }))
    await run(admin, (transaction) => deleteProject(transaction, admin, project.id))
    expect(await typeOf(run(admin, (transaction) => getProject(transaction, admin, project.id)))).toBe('not-found')
    const change = { projectId: project.id, kind: 'edit', operations: [newTask('Late')] } as const
    expect(await typeOf(run(admin, (transaction) => applyChangeSet(transaction, admin, change)))).toBe('not-found')
    const events = await run(admin, (transaction) => listEvents(transaction, project.id, 1, 10))
    expect(events).toMatchObject([{ revision: 2, type: 'project.deleted' }])
  })
})

describe('the health of a listed project', () => {
  it('is its slip against the active baseline in working time, and its last run', async () => {
    const own = await openStore(2)
    const { admin, run, project } = own
    const list = () => run(admin, (transaction) => listProjects(transaction, admin))
    expect(await list()).toMatchObject([{ slip: null, lastRun: null }])
    const captured = { name: 'Agreed', tasks: [] as object[] }
    const task = newTask('Dig')
    await own.change([task])
    captured.tasks.push({
      taskId: task.id,
      earlyStart: '2026-03-02T08:00',
      earlyFinish: '2026-03-06T17:00',
      durationMinutes: 2_400,
    })
    const baselineId = randomUUID()
    await own.change([
      { op: 'create', entity: 'baseline', id: baselineId, values: captured as never },
      { op: 'update', entity: 'project', id: project.id, patch: { baselineId } },
    ])
    const finish = (at: string) =>
      run(admin, (transaction) =>
        sql`update project set finishes_at = ${at} where id = ${project.id}`.execute(transaction),
      )
    const promised = { baselineName: 'Agreed', finishesAt: '2026-03-06T17:00' }
    await finish('2026-03-10T17:00')
    expect(await list()).toMatchObject([{ slip: { ...promised, minutes: 2 * 480 } }])
    await finish('2026-03-05T17:00')
    expect(await list()).toMatchObject([{ slip: { ...promised, minutes: -480 } }])
    await finish('2026-03-06T17:00')
    expect(await list()).toMatchObject([{ slip: { ...promised, minutes: 0 } }])
    await own.close()
  })
})
