import type { Client } from '@throughline/client'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createOrganisation, openTestDatabase, type TestPerson, testStack } from '../harness/index.ts'
import { type ApiProcess, clientOf, Services } from '../harness/service/index.ts'
import { computedPlan, createSmallPlan, planOf, type SmallPlan } from './support.ts'

const database = openTestDatabase()
const services = new Services(testStack())
let api: ApiProcess
let person: TestPerson
let client: Client
let plan: SmallPlan
let params: { projectId: string }

beforeAll(async () => {
  ;[api] = await Promise.all([services.startApi(), services.startWorker()])
  person = (await createOrganisation(database)).admin
  client = clientOf(api.url, person)
})
afterAll(async () => {
  await services.stop()
  await database.close()
})
beforeEach(async () => {
  plan = await createSmallPlan(client)
  params = { projectId: plan.project.id }
  await computedPlan(client, plan.project.id)
})

async function capture(name: string): Promise<string> {
  const { created } = await client.call('createBaseline', { params, body: { name } })
  return created[0] ?? ''
}

const activate = (baselineId: string | null) => client.call('patchProject', { params, body: { baselineId } })
const variance = (baselineId?: string) =>
  client.call('getVariance', { params, query: baselineId === undefined ? {} : { baselineId } })
const deleteBaseline = (baselineId: string) => client.call('deleteBaseline', { params: { baselineId } })

test('a baseline holds the dates of its moment, whatever the plan does afterwards', async () => {
  const before = await planOf(client, plan.project.id)
  const id = await capture('As planned')
  const [baseline] = (await client.call('listBaselines', { params })).items
  expect(baseline).toMatchObject({
    id,
    name: 'As planned',
    capturedRevision: before.project.revision,
    startsAt: '2026-03-02T08:00',
    finishesAt: '2026-03-03T17:00',
  })
  const captured = [
    { taskId: plan.first, earlyStart: '2026-03-02T08:00', earlyFinish: '2026-03-02T17:00' },
    { taskId: plan.second, earlyStart: '2026-03-03T08:00', earlyFinish: '2026-03-03T17:00' },
  ].map((dates) => ({ ...dates, durationMinutes: 480, workMinutes: null, costMinor: null }))
  const tasksOf = async () => (await client.call('listBaselineTasks', { params: { baselineId: id } })).items
  expect(await tasksOf()).toEqual(captured)
  await client.call('patchTask', { params: { taskId: plan.first }, body: { durationMinutes: 4_800 } })
  await client.call('patchBaseline', { params: { baselineId: id }, body: { name: 'Renamed' } })
  await computedPlan(client, plan.project.id)
  expect(await tasksOf()).toEqual(captured)
  expect((await client.call('getBaseline', { params: { baselineId: id } })).name).toBe('Renamed')
})

test('a task that is made with the baseline has no dates to capture yet', async () => {
  const [taskId, baselineId] = [crypto.randomUUID(), crypto.randomUUID()]
  await client.call('createChangeSet', {
    params,
    body: {
      operations: [
        { op: 'create', entity: 'task', id: taskId, values: { name: 'New' } },
        { op: 'create', entity: 'baseline', id: baselineId, values: { name: 'With it' } },
      ],
    },
  })
  const { items } = await client.call('listBaselineTasks', { params: { baselineId } })
  expect(items.map((task) => task.taskId)).toEqual([plan.first, plan.second])
})

test('variance tells how far tasks and project are from the active baseline, in working time', async () => {
  // A summary over both tasks, Friday 6 March as a holiday, and a calendar that works on evenings.
  const [summary, third, evenings] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()]
  const week = Array.from({ length: 7 }, () => [{ from: 1_080, to: 1_200 }])
  await client.call('createChangeSet', {
    params,
    body: {
      operations: [
        {
          op: 'update',
          entity: 'calendar',
          id: (await planOf(client, plan.project.id)).project.calendarId,
          patch: { exceptions: [{ from: '2026-03-06', to: '2026-03-06', shifts: [] }] },
        },
        { op: 'create', entity: 'calendar', id: evenings, values: { name: 'Evenings', week } },
        { op: 'create', entity: 'task', id: summary, values: { name: 'Both' } },
        { op: 'update', entity: 'task', id: plan.first, patch: { parentId: summary } },
        { op: 'update', entity: 'task', id: plan.second, patch: { parentId: summary } },
        {
          op: 'create',
          entity: 'task',
          id: third,
          values: { name: 'Evening work', durationMinutes: 120, calendarId: evenings },
        },
        { op: 'create', entity: 'link', values: { predecessorId: plan.second, successorId: third } },
      ],
    },
  })
  await computedPlan(client, plan.project.id)
  const baselineId = await capture('As planned')
  await activate(baselineId)
  expect(await variance()).toMatchObject({
    baseline: { id: baselineId },
    finishVarianceMinutes: 0,
    counts: { same: 4, moved: 0, added: 0, removed: 0 },
  })

  // First takes four days instead of one: Monday 2 to Thursday 5; second then is on Monday 9, after holiday and weekend.
  await client.call('patchTask', { params: { taskId: plan.first }, body: { durationMinutes: 1_920 } })
  const { created } = await client.call('createTask', { params, body: { name: 'Added' } })
  const after = await computedPlan(client, plan.project.id)
  const result = await variance()
  expect(result.revision).toBe(after.project.revision)
  expect(result.counts).toEqual({ same: 0, moved: 4, added: 1, removed: 0 })
  const of = (id: string | undefined) => result.tasks.find(({ taskId }) => taskId === id)
  expect(of(plan.first)).toMatchObject({
    state: 'moved',
    startVarianceMinutes: 0,
    finishVarianceMinutes: 1_440,
    durationVarianceMinutes: 1_440,
  })
  expect(of(plan.second)).toMatchObject({
    baseline: { earlyStart: '2026-03-03T08:00', earlyFinish: '2026-03-03T17:00' },
    current: { earlyStart: '2026-03-09T08:00', earlyFinish: '2026-03-09T17:00' },
    startVarianceMinutes: 1_440,
    finishVarianceMinutes: 1_440,
    durationVarianceMinutes: 0,
  })
  // From Tuesday evening to Monday evening are six evenings of two hours.
  expect(of(third)).toMatchObject({
    current: { earlyStart: '2026-03-09T18:00', earlyFinish: '2026-03-09T20:00' },
    startVarianceMinutes: 720,
    finishVarianceMinutes: 720,
    durationVarianceMinutes: 0,
  })
  expect(of(summary)).toMatchObject({
    baseline: { durationMinutes: 960 },
    current: { durationMinutes: 2_400 },
    durationVarianceMinutes: 1_440,
  })
  expect(of(created[0])).toMatchObject({ name: 'Added', state: 'added', baseline: null, finishVarianceMinutes: null })
  // The project's calendar has no evenings: from Tuesday 20:00 to Monday 20:00 lie Wednesday, Thursday and Monday.
  expect(result.finishVarianceMinutes).toBe(1_440)
  expect(result.tasks.map(({ taskId }) => taskId)).toEqual(after.tasks.map(({ id }) => id))

  await client.call('deleteTask', { params: { taskId: plan.second } })
  await computedPlan(client, plan.project.id)
  const removed = (await variance(baselineId)).tasks.at(-1)
  expect(removed).toMatchObject({ taskId: plan.second, name: 'Second', state: 'removed', current: null })
})

test('variance needs a baseline: the active one, or one of this project', async () => {
  const problem = { status: 404, problem: { detail: expect.stringContaining('no active baseline') } }
  await expect(variance()).rejects.toMatchObject(problem)
  await expect(variance(crypto.randomUUID())).rejects.toMatchObject({ status: 404 })
  const id = await capture('Mine')
  const other = await createSmallPlan(client)
  const query = { baselineId: id }
  const asked = client.call('getVariance', { params: { projectId: other.project.id }, query })
  await expect(asked).rejects.toMatchObject({ status: 404 })
})

test('the active baseline cannot be deleted, another can, and comes back with what it holds', async () => {
  const [active, other] = [await capture('Active'), await capture('Other')]
  await activate(active)
  await expect(deleteBaseline(active)).rejects.toMatchObject({
    status: 422,
    problem: { detail: expect.stringContaining('“Active” is the active baseline') },
  })
  await deleteBaseline(other)
  await expect(activate(other)).rejects.toMatchObject({ status: 422 })
  await expect(variance(other)).rejects.toMatchObject({ status: 404 })
  await expect(client.call('listBaselineTasks', { params: { baselineId: other } })).rejects.toMatchObject({
    status: 404,
  })
  const operations = [{ op: 'restore', entity: 'baseline', id: other } as const]
  await client.call('createChangeSet', { params, body: { operations } })
  expect((await client.call('listBaselineTasks', { params: { baselineId: other } })).items).toHaveLength(2)
  expect((await variance(other)).counts).toMatchObject({ same: 2 })
  await activate(null)
  await deleteBaseline(active)
  expect((await planOf(client, plan.project.id)).baselines.map(({ id }) => id)).toEqual([other])
})

test('making, activating and deleting are undone and done again', async () => {
  const baselines = async () => (await planOf(client, plan.project.id)).baselines.map(({ name }) => name)
  const [made, both] = [crypto.randomUUID(), crypto.randomUUID()]
  await client.call('createBaseline', { params, body: { id: made, name: 'Made' } })
  await client.call('undo', { params, body: {} })
  expect(await baselines()).toEqual([])
  await client.call('redo', { params, body: {} })
  expect(await baselines()).toEqual(['Made'])
  expect((await client.call('listBaselineTasks', { params: { baselineId: made } })).items).toHaveLength(2)

  await client.call('createChangeSet', {
    params,
    body: {
      operations: [
        { op: 'create', entity: 'baseline', id: both, values: { name: 'Active' } },
        { op: 'update', entity: 'project', id: plan.project.id, patch: { baselineId: both } },
      ],
    },
  })
  await client.call('undo', { params, body: {} })
  expect([(await planOf(client, plan.project.id)).project.baselineId, await baselines()]).toEqual([null, ['Made']])
  await client.call('redo', { params, body: {} })
  expect((await variance()).baseline.id).toBe(both)

  await deleteBaseline(made)
  await client.call('undo', { params, body: {} })
  expect((await baselines()).toSorted()).toEqual(['Active', 'Made'])
  expect((await variance(made)).counts.same).toBe(2)
})
