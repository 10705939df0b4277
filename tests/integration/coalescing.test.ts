import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOrganisation, openTestDatabase, type TestPerson, testStack, until } from '../harness/index.ts'
import { type ApiProcess, clientOf, Services } from '../harness/service/index.ts'
import { computedPlan, createSmallPlan, planOf, taskOf } from './support.ts'

const database = openTestDatabase()
const services = new Services(testStack())
let api: ApiProcess
let person: TestPerson

beforeAll(async () => {
  ;[api] = await Promise.all([services.startApi(), services.startWorker()])
  person = (await createOrganisation(database)).admin
})
afterAll(async () => {
  await services.stop()
  await database.close()
})

/** Milliseconds between runs of one project. */
const spacing = 300

test('fifty edits in a second cost five runs at most, and the last edit is covered', async () => {
  const client = clientOf(api.url, person)
  const { project, first, second } = await createSmallPlan(client)
  await computedPlan(client, project.id)
  const params = { projectId: project.id }
  const runsBefore = (await client.call('listRuns', { params, query: { limit: 200 } })).items.length

  const edits = 50
  const begin = performance.now()
  const lengthen = (days: number) =>
    client.call('patchTask', { params: { taskId: first }, body: { durationMinutes: days * 480 } })
  await Promise.all(Array.from({ length: edits - 1 }, (_, index) => lengthen(index + 1)))
  await lengthen(edits)
  const took = performance.now() - begin
  const plan = await computedPlan(client, project.id)

  const task = taskOf(plan, first)
  expect(task.durationMinutes).toBe(edits * 480)
  // 50 working days from Monday 2 March 2026 end on Friday 8 May; the next one begins on Monday.
  expect([task.earlyFinish, taskOf(plan, second).earlyStart]).toEqual(['2026-05-08T17:00', '2026-05-11T08:00'])
  const { items: runs } = await client.call('listRuns', { params, query: { limit: 200 } })
  // One for the first edit, one for each spacing that they took, and one for the last: five, when they took a second.
  expect(runs.length - runsBefore).toBeLessThanOrEqual(Math.floor(took / spacing) + 2)
  const { items: changes } = await client.call('listChangeSets', { params, query: { limit: 200 } })
  expect(changes.filter(({ receipt }) => receipt.state === 'queued' || receipt.state === 'failed')).toEqual([])
})

test('no two runs of a project are under way at once, however many ask', async () => {
  const client = clientOf(api.url, person)
  const plans = await Promise.all(Array.from({ length: 3 }, () => createSmallPlan(client)))
  for (let round = 1; round <= 8; round++)
    await Promise.all(
      plans.flatMap(({ first, second }) =>
        [first, second].map((taskId) =>
          client.call('patchTask', { params: { taskId }, body: { durationMinutes: round * 480 } }),
        ),
      ),
    )
  for (const { project } of plans) {
    await computedPlan(client, project.id)
    const { items } = await client.call('listRuns', { params: { projectId: project.id }, query: { limit: 200 } })
    const runs = items.toReversed()
    expect(runs.map(({ number }) => number)).toEqual(runs.map((_, index) => index + 1))
    runs.slice(1).forEach(({ startedAt }, index) => {
      expect(Date.parse(startedAt)).toBeGreaterThanOrEqual(Date.parse(runs[index]?.endedAt ?? ''))
    })
  }
})

test('a project does not wait for the run of another', async () => {
  const held = new Services(testStack())
  await services.stop()
  const [slow, worker] = await Promise.all([
    held.startApi(),
    held.startWorker({ THROUGHLINE_FAULT: 'recompute:engine-done:hold' }),
  ])
  try {
    const client = clientOf(slow.url, person)
    const waiting = await createSmallPlan(client)
    const running = async () =>
      (await client.call('listRuns', { params: { projectId: waiting.project.id }, query: {} })).items.length === 1
    await until(running, { what: 'a run that is held up' })
    const other = await createSmallPlan(client)
    await computedPlan(client, other.project.id)
    const { items } = await client.call('listChangeSets', { params: { projectId: waiting.project.id }, query: {} })
    expect(items[0]?.receipt).toMatchObject({ state: 'running', runNumber: 1 })
    expect((await planOf(client, waiting.project.id)).project.computedRevision).toBe(0)
  } finally {
    await worker.kill()
    await held.stop()
  }
})
