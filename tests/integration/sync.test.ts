import type { Client } from '@throughline/client'
import { type Project, type ProjectRole, syncTables } from '@throughline/contract'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  createOrganisation,
  openTestDatabase,
  type TestOrganisation,
  type TestPerson,
  testStack,
} from '../harness/index.ts'
import { type ApiProcess, clientOf, Services } from '../harness/service/index.ts'
import { type OfflineCopy, openOfflineCopy, recordsOf, SyncProblem } from './offline-copy.ts'
import { computedPlan, createSmallPlan, planOf } from './support.ts'

const database = openTestDatabase()
const services = new Services(testStack())
let api: ApiProcess
let organisation: TestOrganisation
let person: TestPerson
let client: Client

let project: Project
let first: string
let second: string
let copy: OfflineCopy

beforeAll(async () => {
  ;[api] = await Promise.all([services.startApi(), services.startWorker()])
  organisation = await createOrganisation(database)
  person = organisation.admin
  client = clientOf(api.url, person)
})
afterAll(async () => {
  await services.stop()
  await database.close()
})
beforeEach(async () => {
  ;({ project, first, second } = await createSmallPlan(client))
  await computedPlan(client, project.id)
  copy = openOfflineCopy(api.url, person, project.id)
})

const nameTask = (taskId: string, name: string) => client.call('patchTask', { params: { taskId }, body: { name } })

async function addMember(role: ProjectRole): Promise<TestPerson> {
  const added = await organisation.addPerson()
  await client.call('putMember', { params: { projectId: project.id, personId: added.personId }, body: { role } })
  return added
}

async function expectSameAsPlan(of: OfflineCopy): Promise<void> {
  const plan = await planOf(client, project.id)
  for (const table of syncTables) expect(await of.records(table), table).toEqual(recordsOf(plan, table))
}

/** Synchronises until the copy has the dates of all changes. */
async function settle(of: OfflineCopy): Promise<void> {
  await computedPlan(client, project.id)
  await of.sync()
}

const problemOf = (act: Promise<unknown>) =>
  act.then(
    () => Promise.reject(new Error('was not refused')),
    (error: unknown) => {
      if (error instanceof SyncProblem) return error.problem
      throw error
    },
  )

describe('a pull', () => {
  test('of an empty copy brings every row of the plan, as the api has it', async () => {
    await copy.sync()
    await expectSameAsPlan(copy)
    await copy.sync()
    await expectSameAsPlan(copy)
    const [calendar] = await copy.records('calendars')
    expect(JSON.parse(String(calendar?.week))).toHaveLength(7)
    expect(await copy.hasChanges()).toBe(false)
  })

  test('brings what others changed, made, deleted and restored, and the dates that moved', async () => {
    await copy.sync()
    const params = { projectId: project.id }
    const { created } = await client.call('createTask', { params, body: { name: 'Theirs', parentId: null } })
    await client.call('patchTask', { params: { taskId: first }, body: { durationMinutes: 960 } })
    await client.call('deleteTask', { params: { taskId: second } })
    await settle(copy)
    await expectSameAsPlan(copy)
    expect((await copy.records('tasks')).map(({ id }) => id).toSorted()).toEqual([first, created[0]].toSorted())
    expect(await copy.records('links')).toEqual([])

    const restore = [{ op: 'restore', entity: 'task', id: second } as const]
    await client.call('createChangeSet', { params, body: { operations: restore } })
    await settle(copy)
    await expectSameAsPlan(copy)
    expect(await copy.records('tasks')).toHaveLength(3)
  })

  test('tells created from updated, and leaves out what came and went since', async () => {
    const params = { projectId: project.id }
    const { timestamp: since } = await client.call('pullSync', { params, query: { since: 0 } })
    const { created } = await client.call('createTask', { params, body: { name: 'Stays' } })
    const passing = await client.call('createTask', { params, body: { name: 'Passes' } })
    await client.call('deleteTask', { params: { taskId: passing.created[0] ?? '' } })
    await nameTask(first, 'Renamed')
    await client.call('deleteTask', { params: { taskId: second } })
    const { project: after } = await computedPlan(client, project.id)
    const { changes, timestamp } = await client.call('pullSync', { params, query: { since } })
    expect(timestamp).toBe(after.revision)
    expect(changes.tasks?.created.map(({ id }) => id)).toEqual(created)
    expect(changes.tasks?.updated.map(({ id }) => id)).toEqual([first])
    expect(changes.tasks?.deleted).toEqual([second])
    expect(changes.projects?.updated.map(({ id }) => id)).toEqual([project.id])

    // Deleted, restored and deleted again: who has it from before learns that it went.
    const change = (op: 'restore' | 'delete') =>
      client.call('createChangeSet', { params, body: { operations: [{ op, entity: 'task', id: second }] } })
    await change('restore')
    await change('delete')
    const again = await client.call('pullSync', { params, query: { since } })
    expect(again.changes.tasks?.deleted).toEqual([second])
  })

  test('of a copy from before the window is refused, and loading anew works', async () => {
    await copy.sync()
    await nameTask(first, 'Later')
    await raiseFloor()
    const problem = await problemOf(copy.sync())
    expect(problem).toMatchObject({ status: 410, type: '/problems/sync-expired' })
    expect(problem.detail).toContain('Load everything anew')
    await copy.reset()
    await copy.sync()
    await expectSameAsPlan(copy)
  })

  test('of a revision that the project does not have is refused', async () => {
    const query = { since: 1_000_000 }
    const refused = client.call('pullSync', { params: { projectId: project.id }, query })
    await expect(refused).rejects.toMatchObject({ status: 410 })
  })

  test('while others write reaches the rows of a full read', async () => {
    let writing = true
    const writers = Promise.all([1, 2, 3].map((writer) => write(writer))).finally(() => {
      writing = false
    })
    let pulls = 0
    while (writing) {
      await copy.sync()
      pulls++
    }
    await writers
    await settle(copy)
    await expectSameAsPlan(copy)
    expect(pulls).toBeGreaterThan(1)
    expect((await copy.records('tasks')).length).toBeGreaterThan(20)
  })
})

/** A person who makes, renames, links and deletes tasks. */
async function write(writer: number): Promise<void> {
  const params = { projectId: project.id }
  for (let turn = 0; turn < 12; turn++) {
    const [id, child] = [crypto.randomUUID(), crypto.randomUUID()]
    await client.call('createChangeSet', {
      params,
      body: {
        operations: [
          { op: 'create', entity: 'task', id, values: { name: `${writer}/${turn}` } },
          { op: 'create', entity: 'task', id: child, values: { name: `below ${writer}/${turn}`, parentId: id } },
          { op: 'create', entity: 'link', values: { predecessorId: first, successorId: child } },
        ],
      },
    })
    await nameTask(child, `renamed ${writer}/${turn}`)
    if (turn % 3 === 0) await client.call('deleteTask', { params: { taskId: id } })
  }
}

describe('a push', () => {
  test('applies what was made, changed and deleted, as one act whose dates come back', async () => {
    await copy.sync()
    const calendarId = await copy.create('calendars', {
      name: 'Nights',
      week: JSON.stringify(Array.from({ length: 7 }, () => [{ from: 0, to: 240 }])),
      exceptions: '[]',
    })
    // The child is made before its parent, as a store may list them.
    const child = await copy.create('tasks', taskColumns({ name: 'Child', calendarId, durationMinutes: 240 }))
    const parent = await copy.create('tasks', taskColumns({ name: 'Parent', position: 5 }))
    await copy.update('tasks', child, { parentId: parent })
    const resourceId = await copy.create('resources', { name: 'Ann', kind: 'work', maxUnits: 1 })
    await copy.create('assignments', { taskId: child, resourceId, units: 0.5 })
    await copy.create('links', { predecessorId: first, successorId: child, type: 'SS', lagMinutes: 0 })
    await copy.create('baselines', { name: 'Before' })
    await copy.update('tasks', first, { durationMinutes: 960, name: 'Longer' })
    await copy.update('projects', project.id, { description: 'offline' })
    await copy.remove('tasks', second)
    await copy.sync()

    const plan = await computedPlan(client, project.id)
    expect(plan.project.description).toBe('offline')
    expect(plan.tasks.map(({ id, parentId }) => [id, parentId])).toEqual(
      expect.arrayContaining([
        [first, null],
        [parent, null],
        [child, parent],
      ]),
    )
    expect(plan.tasks).toHaveLength(3)
    expect(plan.assignments).toMatchObject([{ taskId: child, resourceId, units: 0.5 }])
    expect(plan.links).toMatchObject([{ predecessorId: first, successorId: child, type: 'SS' }])
    expect(plan.calendars.find(({ id }) => id === calendarId)?.week[6]).toEqual([{ from: 0, to: 240 }])
    expect(plan.baselines).toMatchObject([{ name: 'Before' }])
    const { items } = await client.call('listChangeSets', { params: { projectId: project.id }, query: { limit: 1 } })
    expect(items).toMatchObject([{ kind: 'sync', actor: { id: person.personId } }])

    await settle(copy)
    await expectSameAsPlan(copy)
    // From Monday 2 March 2026, 00:00 to 04:00 at night, after the project's start at 08:00: Tuesday.
    const task = (await copy.records('tasks')).find(({ id }) => id === child)
    expect([task?.earlyStart, task?.earlyFinish]).toEqual(['2026-03-03T00:00', '2026-03-03T04:00'])
    expect(await copy.hasChanges()).toBe(false)
  })

  test('of another field than the other person set keeps both', async () => {
    await copy.sync()
    await copy.update('tasks', first, { durationMinutes: 960 })
    await copy.sync({ beforePush: () => nameTask(first, 'Theirs') })
    await settle(copy)
    const task = (await copy.records('tasks')).find(({ id }) => id === first)
    expect(task).toMatchObject({ name: 'Theirs', durationMinutes: 960 })
    await expectSameAsPlan(copy)
  })

  test('of a field that another person set since is a conflict with both values, and succeeds after a pull', async () => {
    await copy.sync()
    await copy.update('tasks', first, { name: 'Mine' })
    await copy.update('tasks', second, { name: 'Mine too' })
    const problem = await problemOf(copy.sync({ beforePush: () => nameTask(first, 'Theirs') }))
    expect(problem).toMatchObject({
      status: 409,
      type: '/problems/field-conflict',
      conflicts: [{ entity: 'task', id: first, field: 'name', yours: 'Mine', theirs: 'Theirs' }],
    })
    expect((await planOf(client, project.id)).tasks.map(({ name }) => name)).toEqual(['Theirs', 'Second'])
    await copy.sync()
    expect((await planOf(client, project.id)).tasks.map(({ name }) => name)).toEqual(['Mine', 'Mine too'])
  })

  test('of a row that another person deleted since is a conflict, and the next pull takes it away', async () => {
    await copy.sync()
    await copy.update('tasks', second, { name: 'Mine' })
    const beforePush = () => client.call('deleteTask', { params: { taskId: second } })
    const problem = await problemOf(copy.sync({ beforePush }))
    expect(problem).toMatchObject({
      status: 409,
      conflicts: [{ id: second, field: 'name', yours: 'Mine', theirs: null }],
    })
    await settle(copy)
    await expectSameAsPlan(copy)
    expect(await copy.hasChanges()).toBe(false)
  })

  test('that deletes what is deleted already is fine', async () => {
    await copy.sync()
    await copy.remove('tasks', second)
    await copy.sync({ beforePush: () => client.call('deleteTask', { params: { taskId: second } }) })
    await settle(copy)
    await expectSameAsPlan(copy)
  })

  test('whose answer was lost is pushed again without doubling anything', async () => {
    await copy.sync()
    const made = await copy.create('tasks', taskColumns({ name: 'Once' }))
    await copy.update('tasks', first, { name: 'Renamed' })
    await copy.remove('tasks', second)
    await expect(copy.sync({ losePush: true })).rejects.toThrow('the answer was lost')
    await copy.update('tasks', made, { name: 'Once, and renamed' })
    await copy.sync()
    expect((await planOf(client, project.id)).tasks.map(({ name }) => name)).toEqual(['Renamed', 'Once, and renamed'])
    await settle(copy)
    await expectSameAsPlan(copy)
    expect(await copy.hasChanges()).toBe(false)
  })

  test('of a computed field is refused with its place, and changes nothing', async () => {
    await copy.sync()
    await copy.update('tasks', first, { earlyStart: '2026-03-09T08:00', name: 'Mine' })
    const problem = await problemOf(copy.sync())
    expect(problem).toMatchObject({
      status: 400,
      issues: [
        {
          path: 'body.changes.tasks.updated.0.earlyStart',
          message: 'earlyStart is computed by the schedule; it cannot be set',
        },
      ],
    })
    expect((await planOf(client, project.id)).tasks[0]?.name).toBe('First')
  })

  test('that does not fit names the record', async () => {
    await copy.sync()
    await copy.create('links', { predecessorId: second, successorId: crypto.randomUUID(), type: 'FS', lagMinutes: 0 })
    const problem = await problemOf(copy.sync())
    expect(problem).toMatchObject({
      status: 422,
      issues: [{ path: 'body.changes.links.created.0.successorId' }],
    })
  })

  test('of a viewer is refused, who may pull and ask what changed', async () => {
    const viewer = await addMember('viewer')
    const theirs = openOfflineCopy(api.url, viewer, project.id)
    await theirs.sync()
    const [seen] = await theirs.records('projects')
    expect(seen?.role).toBe('viewer')
    await nameTask(first, 'Renamed')
    await theirs.sync()
    expect((await theirs.records('tasks')).find(({ id }) => id === first)?.name).toBe('Renamed')
    const query = { since: Number(seen?.revision) }
    const delta = await clientOf(api.url, viewer).call('getDelta', { params: { projectId: project.id }, query })
    expect(delta.tasks).toMatchObject([{ id: first, name: 'Renamed' }])
    await theirs.update('tasks', first, { percentComplete: 50 })
    expect(await problemOf(theirs.sync())).toMatchObject({ status: 403 })
    await expect(openOfflineCopy(api.url, await organisation.addPerson(), project.id).sync()).rejects.toThrow(
      'There is no such project',
    )
  })

  test('of a member who may only report progress is held to that', async () => {
    const theirs = openOfflineCopy(api.url, await addMember('member'), project.id)
    await theirs.sync()
    await theirs.update('tasks', first, { percentComplete: 50 })
    await theirs.sync()
    expect((await planOf(client, project.id)).tasks[0]?.percentComplete).toBe(50)
    await theirs.update('tasks', first, { durationMinutes: 60 })
    expect(await problemOf(theirs.sync())).toMatchObject({ status: 403 })
  })

  test('of more than a change set holds is several of one act, all or none, and one undo takes all of it back', async () => {
    const params = { projectId: project.id }
    const { created } = await client.call('createTask', { params, body: { name: 'Below', parentId: second } })
    await computedPlan(client, project.id)
    await copy.sync()
    for (let index = 0; index < 998; index++) {
      await copy.create('tasks', taskColumns({ name: `Task ${index}`, position: 10_000 + index }))
    }
    await copy.update('tasks', first, { name: 'Renamed with them' })
    // The deletion comes with the second change set, and takes along what the first one changed.
    await copy.update('tasks', created[0] ?? '', { name: 'Renamed and gone' })
    await copy.remove('tasks', second)
    const problem = await problemOf(copy.sync({ beforePush: () => nameTask(first, 'Theirs') }))
    expect(problem.status).toBe(409)
    const names = async () => (await planOf(client, project.id)).tasks.map(({ name }) => name).slice(0, 3)
    expect(await names()).toEqual(['Theirs', 'Second', 'Below'])
    await copy.sync()
    const { items } = await client.call('listChangeSets', { params, query: { limit: 3 } })
    expect(items.map(({ kind }) => kind)).toEqual(['sync', 'sync', 'edit'])
    expect(items[0]?.actId).toBe(items[1]?.actId)
    expect((await planOf(client, project.id)).tasks).toHaveLength(999)
    expect(await names()).toEqual(['Renamed with them', 'Task 0', 'Task 1'])
    await settle(copy)
    await expectSameAsPlan(copy)

    await client.call('undo', { params, body: {} })
    expect(await names()).toEqual(['Theirs', 'Second', 'Below'])
    await settle(copy)
    await expectSameAsPlan(copy)
  })
})

/** What a store fills in for a task that a person made. */
const taskColumns = (values: Record<string, string | number | boolean | null>) => ({
  kind: 'task',
  durationMinutes: 480,
  position: 3_000,
  constraintType: 'asSoonAsPossible',
  ...values,
})

/** What the purge of old events does once they are old. */
async function raiseFloor(): Promise<void> {
  const admin = new pg.Client({ connectionString: testStack().superuserUrl })
  await admin.connect()
  try {
    await admin.query('update stream set floor = head where id = $1', [project.id])
  } finally {
    await admin.end()
  }
}
