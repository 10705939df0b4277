import { randomUUID } from 'node:crypto'
import { createClient } from '@throughline/client'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createFixture, type Fixture, type TestApi } from '../testing/fixture.ts'

let fixture: Fixture
let api: TestApi
beforeAll(async () => {
  fixture = await createFixture()
  api = await fixture.start({ dispatch: false, listen: false })
})
afterAll(() => fixture.close())

const task = { op: 'create', entity: 'task', values: { name: 'Tried' } } as const

async function createProject() {
  const client = createClient({ baseUrl: api.url, token: fixture.organisation.admin.token })
  const { id } = await client.call('createProject', { body: { name: 'Bridge' } })
  return { client, params: { projectId: id } }
}

it('answers 200 with what would move, and keeps neither the change nor its key', async () => {
  const { client, params } = await createProject()
  const idempotencyKey = randomUUID()
  const before = await client.call('getPlan', { params })
  const tried = await client.dryRun('createChangeSet', { params, body: { operations: [task] }, idempotencyKey })
  expect(tried).toMatchObject({ movedCount: 1, moves: [{ taskName: 'Tried', before: { earlyStart: null } }] })
  expect(await client.call('getPlan', { params })).toEqual(before)
  // The key is free: the same request in earnest is done, and its answer is its own.
  const path = `/projects/${params.projectId}/changes`
  const options = { as: fixture.organisation.admin, headers: { 'Idempotency-Key': idempotencyKey } }
  const again = await api.request('POST', `${path}?dry_run=true`, { ...options, body: { operations: [task] } })
  expect([again.status, again.headers.get('idempotent-replay')]).toEqual([200, null])
  const done = await api.request('POST', path, { ...options, body: { operations: [task] } })
  expect([done.status, done.headers.get('idempotent-replay')]).toEqual([201, null])
})

it('asks for the rights, and refuses with the problems, of the change itself', async () => {
  const { client, params } = await createProject()
  const viewer = await fixture.organisation.addPerson()
  await client.call('putMember', { params: { ...params, personId: viewer.personId }, body: { role: 'viewer' } })
  const path = `/projects/${params.projectId}/changes`
  for (const query of ['', '?dry_run=true']) {
    const body = { operations: [task] }
    expect((await api.request('POST', path + query, { as: viewer, body })).status).toBe(403)
    const unknown = { operations: [{ op: 'delete', entity: 'task', id: randomUUID() }] }
    const refused = await api.request('POST', path + query, { as: fixture.organisation.admin, body: unknown })
    expect([refused.status, refused.body.type]).toEqual([422, '/problems/invalid-change'])
  }
  const unclear = await api.request('POST', `${path}?dry_run=maybe`, {
    as: fixture.organisation.admin,
    body: { operations: [task] },
  })
  expect([unclear.status, unclear.body.issues[0].path]).toEqual([400, 'query.dry_run'])
})

it('is documented with both answers', async () => {
  const document = await (await fetch(`${api.url}/api/schema`)).json()
  const { responses } = document.paths['/api/v1/projects/{projectId}/changes'].post
  expect(responses['200'].content['application/json'].schema.$ref).toMatch(/ChangePreview/)
  expect(responses['201'].content['application/json'].schema.$ref).toMatch(/ChangeAnswer/)
})
