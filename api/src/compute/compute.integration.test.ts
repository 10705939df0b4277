import { randomUUID } from 'node:crypto'
import { lockStream, withTransaction } from '@throughline/database'
import { openTestDatabase, until } from '@throughline/tests'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFixture, type Fixture, type RequestOptions, type TestApi } from '../testing/fixture.ts'
import { mostComputing, mostWaiting } from './compute-pool.ts'

const database = openTestDatabase()
let fixture: Fixture
let api: TestApi
beforeAll(async () => {
  fixture = await createFixture()
  api = await fixture.start({ dispatch: false, listen: false })
})
afterAll(async () => {
  await fixture.close()
  await database.close()
})

const asAdmin = (method: string, path: string, options: RequestOptions = {}) =>
  api.request(method, path, { as: fixture.organisation.admin, ...options })

const createProject = async () => (await asAdmin('POST', '/projects', { body: { name: 'Bridge' } })).body.id as string
const tryTask = (projectId: string) => {
  const operations = [{ op: 'create', entity: 'task', values: { name: 'Tried' } }]
  return asAdmin('POST', `/projects/${projectId}/changes?dry_run=true`, { body: { operations } })
}

test('a credential that is over gets no computed answer', async () => {
  const as = fixture.organisation.admin
  const made = await asAdmin('POST', '/tokens', { body: { name: 'robot' } })
  const robot = { as: { ...as, token: made.body.secret as string } }
  const path = `/projects/${await createProject()}?at=1`
  expect((await asAdmin('GET', path, robot)).status).toBe(200)
  expect((await asAdmin('DELETE', `/tokens/${made.body.id}`)).status).toBe(204)
  expect((await asAdmin('GET', path, robot)).status).toBe(401)
})

test('what is asked wrongly, or of what is not there, is told as elsewhere', async () => {
  const project = await createProject()
  expect((await asAdmin('POST', `/projects/${project}/tasks`, { body: { name: 'Deck' } })).status).toBe(201)
  const later = await asAdmin('GET', `/projects/${project}/compare?from=2&to=1`)
  expect([later.status, later.body.type]).toEqual([400, '/problems/bad-request'])
  const unknown = await asAdmin('GET', `/tasks/${randomUUID()}/why`)
  expect([unknown.status, unknown.body.type]).toEqual([404, '/problems/not-found'])
})

test('questions about a project that is locked for long keep nobody waiting, and too many are refused', async () => {
  const [locked, other] = [await createProject(), await createProject()]
  const organisationId = fixture.organisation.id
  let letGo: () => void = () => undefined
  const enough = new Promise<void>((resolve) => {
    letGo = resolve
  })
  let isLocked = false
  const locking = withTransaction(database, { organisationId }, async (transaction) => {
    await lockStream(transaction, locked)
    isLocked = true
    await enough
  })
  try {
    await until(() => isLocked, { what: 'a locked project' })
    const [first] = [tryTask(locked), tryTask(locked), tryTask(locked)]
    expect((await tryTask(other)).status).toBe(200)
    const many = Array.from({ length: mostComputing }, () => tryTask(locked))
    const refused = await Promise.race(many)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1'])
    expect((await asAdmin('POST', `/projects/${other}/tasks`, { body: { name: 'Meanwhile' } })).status).toBe(201)
    letGo()
    const told = (await Promise.all(many)).map(({ status }) => status)
    expect((await first)?.status).toBe(200)
    // Three were there before them; threads that were not ready yet leave the others more to wait for.
    const refusals = told.filter((status) => status === 503).length
    expect(refusals).toBeGreaterThanOrEqual(3)
    expect(refusals).toBeLessThanOrEqual(mostComputing - mostWaiting)
    expect(told.filter((status) => status === 200)).toHaveLength(mostComputing - refusals)
  } finally {
    letGo()
    await locking
  }
})
