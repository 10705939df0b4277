import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOrganisation, openTestDatabase, type TestPerson, testStack } from '../harness/index.ts'
import { type ApiProcess, clientOf, Services, watchStream } from '../harness/service/index.ts'
import { makeMspdi } from './mspdi.ts'
import { planOf, taskOf } from './support.ts'

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

async function startImport(content: string, fileName = 'chain.xml') {
  const client = clientOf(api.url, person)
  const job = await client.call('createImport', {
    query: { fileName, mode: 'at-once' },
    body: new TextEncoder().encode(content),
  })
  return { client, job, stream: await watchStream(api.url, person, { kind: 'import', id: job.id, since: 0 }) }
}

test('a file becomes a computed project, with progress on the way', async () => {
  const { client, stream } = await startImport(makeMspdi(1_500))
  const last = await stream.waitFor('import.progressed', ({ payload }) => payload.import.endedAt !== null, 60_000)
  stream.close()
  const { state, rowsDone, rowsTotal, projectId } = last.payload.import
  expect(state).toBe('completed')
  expect(rowsDone).toBe(rowsTotal)

  const jobs = stream.events.flatMap((event) => (event.type === 'import.progressed' ? [event.payload.import] : []))
  expect(stream.events.map(({ revision }) => revision)).toEqual(stream.events.map((_, index) => index + 1))
  expect(jobs.map((job) => job.rowsDone)).toEqual(jobs.map((job) => job.rowsDone).toSorted((a, b) => a - b))
  expect(new Set(jobs.map((job) => job.state))).toEqual(
    new Set(['uploaded', 'parsing', 'writing', 'recomputing', 'completed']),
  )
  expect(jobs.some((job) => job.state === 'writing' && job.rowsDone > 0 && job.rowsDone < (rowsTotal ?? 0))).toBe(true)

  const plan = await planOf(client, projectId ?? '')
  expect(plan.tasks).toHaveLength(1_500)
  expect(plan.links).toHaveLength(1_499)
  const final = plan.tasks.at(-1)
  expect(taskOf(plan, final?.id ?? '').earlyFinish).toBe(plan.project.finishesAt)
  expect(plan.tasks.every((task) => task.isCritical)).toBe(true)
  const { items: runs } = await client.call('listRuns', { params: { projectId: plan.project.id }, query: {} })
  expect(runs).toHaveLength(1)
})

test('a broken file is refused with its place, and leaves nothing', async () => {
  const { client, stream } = await startImport(makeMspdi(20, { closed: false }), 'broken.xml')
  const last = await stream.waitFor('import.progressed', ({ payload }) => payload.import.endedAt !== null, 60_000)
  stream.close()
  expect(last.payload.import).toMatchObject({ state: 'failed', projectId: null })
  expect(last.payload.import.error?.line).toBe(makeMspdi(20).split('\n').length - 1)
  const { items } = await client.call('listProjects')
  expect(items.map(({ name }) => name)).not.toContain('broken')
})

test('a cancelled import takes away what it wrote', async () => {
  const { client, job, stream } = await startImport(makeMspdi(20_000), 'long.xml')
  await stream.waitFor('import.progressed', ({ payload }) => payload.import.state === 'writing', 60_000)
  await client.call('cancelImport', { params: { importId: job.id } })
  const last = await stream.waitFor('import.progressed', ({ payload }) => payload.import.endedAt !== null, 60_000)
  stream.close()
  expect(last.payload.import.state).toBe('cancelled')
  const { items } = await client.call('listProjects')
  expect(items.map(({ id }) => id)).not.toContain(last.payload.import.projectId)
  await expect(client.call('cancelImport', { params: { importId: job.id } })).rejects.toMatchObject({ status: 409 })
})
