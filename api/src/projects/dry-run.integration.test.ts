import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createFixture, type Fixture, type RequestOptions, type TestApi } from '../testing/fixture.ts'

let fixture: Fixture
let api: TestApi
beforeAll(async () => {
  fixture = await createFixture()
  api = await fixture.start({ dispatch: false, listen: false })
})
afterAll(() => fixture.close())

const task = { op: 'create', entity: 'task', values: { name: 'Tried' } } as const

const asAdmin = (method: string, path: string, options: RequestOptions = {}) =>
  api.request(method, path, { as: fixture.organisation.admin, ...options })

/** The address of a fresh project. */
async function createProject(): Promise<string> {
  return `/projects/${(await asAdmin('POST', '/projects', { body: { name: 'Bridge' } })).body.id}`
}

it('answers 200 with what would move, and keeps neither the change nor its key', async () => {
  const project = await createProject()
  const headers = { 'Idempotency-Key': randomUUID() }
  const body = { operations: [task] }
  const planOf = async () => (await asAdmin('GET', `${project}/plan`)).body
  const before = await planOf()
  const tried = await asAdmin('POST', `${project}/changes?dry_run=true`, { headers, body })
  expect(tried).toMatchObject({
    status: 200,
    body: { movedCount: 1, moves: [{ taskName: 'Tried', before: { earlyStart: null } }] },
  })
  expect(await planOf()).toEqual(before)
  // The key is free: the same request in earnest is done, and its answer is its own.
  const again = await asAdmin('POST', `${project}/changes?dry_run=true`, { headers, body })
  expect([again.status, again.headers.get('idempotent-replay')]).toEqual([200, null])
  const done = await asAdmin('POST', `${project}/changes`, { headers, body })
  expect([done.status, done.headers.get('idempotent-replay')]).toEqual([201, null])
  expect((await planOf()).tasks).toHaveLength(1)
})

it('asks for the rights, and refuses with the problems, of the change itself', async () => {
  const project = await createProject()
  const viewer = await fixture.organisation.addPerson()
  await asAdmin('PUT', `${project}/members/${viewer.personId}`, { body: { role: 'viewer' } })
  const body = { operations: [task] }
  const unknown = { operations: [{ op: 'delete', entity: 'task', id: randomUUID() }] }
  for (const query of ['', '?dry_run=true']) {
    const path = `${project}/changes${query}`
    expect((await api.request('POST', path, { as: viewer, body })).status).toBe(403)
    const refused = await asAdmin('POST', path, { body: unknown })
    expect([refused.status, refused.body.type]).toEqual([422, '/problems/invalid-change'])
  }
  const unclear = await asAdmin('POST', `${project}/changes?dry_run=maybe`, { body })
  expect([unclear.status, unclear.body.issues[0].path]).toEqual([400, 'query.dry_run'])
})

it('is documented with both answers', async () => {
  const schema = (name: string) => ({
    content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
  })
  expect(await (await fetch(`${api.url}/api/schema`)).json()).toMatchObject({
    paths: {
      '/api/v1/projects/{projectId}/changes': {
        post: { responses: { 200: schema('ChangePreview'), 201: schema('ChangeAnswer') } },
      },
    },
  })
})
