import { computedRowsOf } from '@throughline/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOrganisation, openTestDatabase, type TestPerson, testStack } from '../harness/index.ts'
import { type ApiProcess, clientOf, Services, watchStream } from '../harness/service/index.ts'
import { computedPlan, createSmallPlan, taskOf } from './support.ts'

const database = openTestDatabase()
const services = new Services(testStack())
let first: ApiProcess
let second: ApiProcess
let person: TestPerson

beforeAll(async () => {
  ;[first, second] = await Promise.all([services.startApi(), services.startApi(), services.startWorker()])
  person = (await createOrganisation(database)).admin
})
afterAll(async () => {
  await services.stop()
  await database.close()
})

test('an edit through one api moves later dates, and the other api announces it', async () => {
  const client = clientOf(first.url, person)
  const plan = await createSmallPlan(client)
  const before = await computedPlan(client, plan.project.id)
  expect(taskOf(before, plan.second)).toMatchObject({ earlyStart: '2026-03-03T08:00', earlyFinish: '2026-03-03T17:00' })

  const since = before.project.revision
  const stream = await watchStream(second.url, person, { kind: 'project', id: plan.project.id, since })
  const answer = await client.call('patchTask', {
    params: { taskId: plan.first },
    body: { durationMinutes: 1440 },
    ifMatch: since,
  })
  const changed = await stream.waitFor('plan.changed')
  const computed = await stream.waitFor('plan.computed')
  stream.close()

  expect(changed.revision).toBe(answer.revision)
  expect(computed.payload.inputRevision).toBe(answer.revision)
  expect(stream.events.map((event) => event.revision)).toEqual([since + 1, since + 2])
  const columns = computed.payload.delta?.computed
  const moved = columns && computedRowsOf(columns).find(({ id }) => id === plan.second)
  expect(moved).toMatchObject({ earlyStart: '2026-03-05T08:00', earlyFinish: '2026-03-05T17:00', isCritical: true })
  const after = await clientOf(second.url, person).call('getPlan', { params: { projectId: plan.project.id } })
  expect(after.project).toMatchObject({ finishesAt: '2026-03-05T17:00', revision: computed.revision })
})

test('a client that was away gets what it missed, in order and once', async () => {
  const client = clientOf(first.url, person)
  const { project, first: taskId } = await createSmallPlan(client)
  for (const durationMinutes of [960, 1440, 1920]) {
    await client.call('patchTask', { params: { taskId }, body: { durationMinutes } })
  }
  const { project: computed } = await computedPlan(client, project.id)
  const stream = await watchStream(second.url, person, { kind: 'project', id: project.id, since: 1 })
  await stream.waitFor('plan.computed', ({ revision }) => revision === computed.revision)
  stream.close()
  const expected = Array.from({ length: computed.revision - 1 }, (_, index) => index + 2)
  expect(stream.events.map((event) => event.revision)).toEqual(expected)
})

test('each change has the receipt of the run that covered it', async () => {
  const client = clientOf(first.url, person)
  const { project, first: taskId } = await createSmallPlan(client)
  await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      client.call('patchTask', { params: { taskId }, body: { durationMinutes: 540 + index * 60 } }),
    ),
  )
  await computedPlan(client, project.id)
  const params = { projectId: project.id }
  const { items: changes } = await client.call('listChangeSets', { params, query: { limit: 50 } })
  const { items: runs } = await client.call('listRuns', { params, query: { limit: 50 } })
  expect(changes.filter(({ receipt }) => receipt.state === 'queued')).toEqual([])
  const known = new Set(runs.map(({ id }) => id))
  const covered = changes.filter(({ receipt }) => receipt.state === 'covered')
  expect(covered.length).toBeGreaterThanOrEqual(11)
  for (const { receipt } of covered) expect(known.has(receipt.runId ?? '')).toBe(true)
})
