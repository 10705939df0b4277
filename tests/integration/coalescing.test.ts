import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOrganisation, openTestDatabase, type TestPerson, testStack } from '../harness/index.ts'
import { type ApiProcess, clientOf, Services } from '../harness/service/index.ts'
import { computedPlan, createSmallPlan, taskOf } from './support.ts'

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

test('a burst of edits costs a few runs, and the last edit is covered', async () => {
  const client = clientOf(api.url, person)
  const { project, first, second } = await createSmallPlan(client)
  await computedPlan(client, project.id)
  const params = { projectId: project.id }
  const runsBefore = (await client.call('listRuns', { params, query: { limit: 200 } })).items.length

  const edits = 50
  const lengthen = (days: number) =>
    client.call('patchTask', { params: { taskId: first }, body: { durationMinutes: days * 480 } })
  await Promise.all(Array.from({ length: edits - 1 }, (_, index) => lengthen(index + 1)))
  await lengthen(edits)
  const plan = await computedPlan(client, project.id)

  const task = taskOf(plan, first)
  expect(task.durationMinutes).toBe(edits * 480)
  // 50 working days from Monday 2 March 2026 end on Friday 8 May; the next one begins on Monday.
  expect([task.earlyFinish, taskOf(plan, second).earlyStart]).toEqual(['2026-05-08T17:00', '2026-05-11T08:00'])
  const { items: runs } = await client.call('listRuns', { params, query: { limit: 200 } })
  expect(runs.length - runsBefore).toBeLessThan(edits / 2)
  const { items: changes } = await client.call('listChangeSets', { params, query: { limit: 200 } })
  expect(changes.filter(({ receipt }) => receipt.state === 'queued' || receipt.state === 'failed')).toEqual([])
})
