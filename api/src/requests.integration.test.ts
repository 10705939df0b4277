import { randomUUID } from 'node:crypto'
import { type Operation, operations } from '@throughline/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createFixture, type Fixture, type RequestOptions, type TestApi } from './testing/fixture.ts'

let fixture: Fixture
let api: TestApi
beforeAll(async () => {
  fixture = await createFixture()
  api = await fixture.start({ dispatch: false, listen: false })
})
afterAll(() => fixture.close())

const asAdmin = (method: string, path: string, options: RequestOptions = {}) =>
  api.request(method, path, { as: fixture.organisation.admin, ...options })

async function createProject(): Promise<string> {
  return (await asAdmin('POST', '/projects', { body: { name: 'Bridge' } })).body.id
}

async function createTask(projectId: string, name: string): Promise<string> {
  return (await asAdmin('POST', `/projects/${projectId}/tasks`, { body: { name } })).body.created[0]
}

describe('Idempotency-Key', () => {
  test('the same request again is answered as before, and done once', async () => {
    const headers = { 'Idempotency-Key': randomUUID() }
    const body = { name: 'Once' }
    const first = await asAdmin('POST', '/projects', { headers, body })
    const again = await asAdmin('POST', '/projects', { headers, body })
    expect(first.headers.get('idempotent-replay')).toBeNull()
    expect(again.headers.get('idempotent-replay')).toBe('true')
    expect([again.status, again.body, again.headers.get('etag')]).toEqual([201, first.body, first.headers.get('etag')])
    const { items } = (await asAdmin('GET', '/projects')).body
    expect(items.filter(({ name }: { name: string }) => name === 'Once')).toHaveLength(1)
  })

  test('another request with the same key is refused', async () => {
    const headers = { 'Idempotency-Key': randomUUID() }
    await asAdmin('POST', '/projects', { headers, body: { name: 'One' } })
    const other = await asAdmin('POST', '/projects', { headers, body: { name: 'Other' } })
    expect(other.status).toBe(422)
    expect(other.body.type).toBe('/problems/key-reused')
  })

  test('ten at once with one key make one project', async () => {
    const headers = { 'Idempotency-Key': randomUUID() }
    const body = { name: `Race ${randomUUID()}` }
    const answers = await Promise.all(Array.from({ length: 10 }, () => asAdmin('POST', '/projects', { headers, body })))
    expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true)
    expect(new Set(answers.filter(({ status }) => status === 201).map((answer) => answer.body.id)).size).toBe(1)
    const { items } = (await asAdmin('GET', '/projects')).body
    expect(items.filter(({ name }: { name: string }) => name === body.name)).toHaveLength(1)
  })

  test('a refused request keeps no answer', async () => {
    const headers = { 'Idempotency-Key': randomUUID() }
    const id = randomUUID()
    const path = `/projects/${id}/tasks`
    expect((await asAdmin('POST', path, { headers, body: { name: 'Early' } })).status).toBe(404)
    await asAdmin('POST', '/projects', { body: { id, name: 'Now it is there' } })
    expect((await asAdmin('POST', path, { headers, body: { name: 'Early' } })).status).toBe(201)
  })

  test('a key is of one person', async () => {
    const headers = { 'Idempotency-Key': randomUUID() }
    const body = { name: 'Mine' }
    const mine = await asAdmin('POST', '/projects', { headers, body })
    const other = await fixture.organisation.addPerson()
    const theirs = await api.request('POST', '/projects', { as: other, headers, body })
    expect(theirs.status).toBe(201)
    expect(theirs.body.id).not.toBe(mine.body.id)
  })
})

describe('If-Match', () => {
  test('a field that someone set since conflicts, with both values', async () => {
    const projectId = await createProject()
    const taskId = await createTask(projectId, 'Dig')
    const seen = (await asAdmin('GET', `/tasks/${taskId}`)).headers.get('etag') ?? ''
    expect(seen).toBe('"2"')
    await asAdmin('PATCH', `/tasks/${taskId}`, { headers: { 'If-Match': seen }, body: { name: 'Dig deep' } })
    const late = await asAdmin('PATCH', `/tasks/${taskId}`, { headers: { 'If-Match': seen }, body: { name: 'Dug' } })
    expect(late.status).toBe(409)
    expect(late.body.type).toBe('/problems/field-conflict')
    expect(late.body.conflicts).toMatchObject([{ field: 'name', yours: 'Dug', theirs: 'Dig deep' }])
    const other = await asAdmin('PATCH', `/tasks/${taskId}`, { headers: { 'If-Match': seen }, body: { notes: 'Soft' } })
    expect(other.status).toBe(200)
    expect(other.headers.get('etag')).toBe(`"${other.body.revision}"`)
  })

  test('a malformed one is refused', async () => {
    const taskId = await createTask(await createProject(), 'Dig')
    const answer = await asAdmin('PATCH', `/tasks/${taskId}`, { headers: { 'If-Match': '2' }, body: { name: 'Dug' } })
    expect(answer.status).toBe(400)
    expect(answer.body.issues[0].path).toBe('If-Match')
  })
})

describe('lists of rows', () => {
  test('come in pages, sorted and chosen by what the schema names', async () => {
    const projectId = await createProject()
    const parentId = await createTask(projectId, 'Phase')
    for (const name of ['Pour', 'Dig', 'Paint'])
      await asAdmin('POST', `/projects/${projectId}/tasks`, { body: { name, parentId } })
    const list = (query: string) => asAdmin('GET', `/projects/${projectId}/tasks?${query}`)
    const namesOf = async (query: string) => (await list(query)).body.items.map(({ name }: { name: string }) => name)
    expect((await asAdmin('GET', `/projects/${projectId}/tasks`)).body).toMatchObject({
      items: Array(4).fill({}),
      next: null,
    })
    expect(await namesOf(`parentId=${parentId}&sort=name`)).toEqual(['Dig', 'Paint', 'Pour'])
    expect(await namesOf('parentId=null')).toEqual(['Phase'])
    expect(await namesOf('kind=task&isSummary=false')).toHaveLength(4)
    expect(await namesOf('kind=milestone')).toEqual([])
    const { next } = (await list('sort=-name&limit=3')).body
    expect(await namesOf(`sort=-name&limit=3&cursor=${next}`)).toEqual(['Dig'])
    for (const query of [
      'sort=notes',
      'sort=name,id',
      'isSummary=1',
      'limit=1001',
      'limit=0',
      `cursor=${randomUUID()}`,
    ])
      expect((await list(query)).status).toBe(400)
  })
})

describe('If-None-Match', () => {
  test('what the caller has is not sent again, until it changes', async () => {
    const projectId = await createProject()
    const taskId = await createTask(projectId, 'Dig')
    for (const path of [`/tasks/${taskId}`, `/projects/${projectId}/plan`]) {
      const etag = (await asAdmin('GET', path)).headers.get('etag') ?? ''
      const again = await asAdmin('GET', path, { headers: { 'If-None-Match': `"x", W/${etag}` } })
      expect([again.status, again.body, again.headers.get('etag')]).toEqual([304, undefined, etag])
      await asAdmin('PATCH', `/tasks/${taskId}`, { body: { name: `Dig ${path.length}` } })
      const changed = await asAdmin('GET', path, { headers: { 'If-None-Match': etag } })
      expect(changed.status).toBe(200)
      expect(changed.headers.get('etag')).not.toBe(etag)
    }
  })
})

test('a link that closes a cycle is refused with the tasks named', async () => {
  const projectId = await createProject()
  const dig = await createTask(projectId, 'Dig')
  const pour = await createTask(projectId, 'Pour')
  const link = (predecessorId: string, successorId: string) =>
    asAdmin('POST', `/projects/${projectId}/links`, { body: { predecessorId, successorId } })
  expect((await link(dig, pour)).status).toBe(201)
  const closing = await link(pour, dig)
  expect(closing.status).toBe(409)
  expect(closing.body.type).toBe('/problems/link-cycle')
  expect(closing.body.cycle.map(({ name }: { name: string }) => name).sort()).toEqual(['Dig', 'Pour'])
})

describe('tenancy', () => {
  test('what is of others looks as what is not there', async () => {
    const other = await createFixture()
    try {
      const projectId = await createProject()
      const taskId = await createTask(projectId, 'Dig')
      const foreign = { as: other.organisation.admin }
      for (const [path, absent] of [
        [`/projects/${projectId}`, `/projects/${randomUUID()}`],
        [`/projects/${projectId}/plan`, `/projects/${randomUUID()}/plan`],
        [`/projects/${projectId}/events?since=0`, `/projects/${randomUUID()}/events?since=0`],
        [`/tasks/${taskId}`, `/tasks/${randomUUID()}`],
      ] as const) {
        const there = await api.request('GET', path, foreign)
        const nowhere = await api.request('GET', absent, foreign)
        expect(there.status).toBe(404)
        expect({ ...there.body, instance: '' }).toEqual({ ...nowhere.body, instance: '' })
      }
      const change = await api.request('PATCH', `/tasks/${taskId}`, { ...foreign, body: { name: 'Mine now' } })
      expect(change.status).toBe(404)
    } finally {
      await other.close()
    }
  })

  test('a member of the organisation without a role in the project does not see it', async () => {
    const projectId = await createProject()
    const as = await fixture.organisation.addPerson()
    expect((await api.request('GET', `/projects/${projectId}`, { as })).status).toBe(404)
    await asAdmin('PUT', `/projects/${projectId}/members/${as.personId}`, { body: { role: 'viewer' } })
    expect((await api.request('GET', `/projects/${projectId}`, { as })).body.role).toBe('viewer')
    const change = await api.request('POST', `/projects/${projectId}/tasks`, { as, body: { name: 'Dig' } })
    expect(change.status).toBe(403)
  })
})

describe('requests that are wrong', () => {
  test.each([
    ['a broken body', { body: '{"name":' }, 400, 'bad-request'],
    ['a body that is no object', { body: '[]' }, 400, 'bad-request'],
    ['no body', {}, 400, 'bad-request'],
    ['a field that is not known', { body: { name: 'A', revision: 7 } }, 400, 'bad-request'],
    ['NUL in a text', { body: { name: 'A\0B' } }, 400, 'bad-request'],
    ['half of a surrogate pair', { body: '{"name":"\\ud800"}' }, 400, 'bad-request'],
    ['a body beyond a megabyte', { body: { name: 'A'.repeat(1_100_000) } }, 413, 'too-large'],
    ['an empty Idempotency-Key', { headers: { 'Idempotency-Key': '' }, body: { name: 'A' } }, 400, 'bad-request'],
  ] as const)('%s', async (_, options, status, type) => {
    const answer = await asAdmin('POST', '/projects', options)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(answer.body).toMatchObject({ type: `/problems/${type}`, status })
  })

  test('an id that is none', async () => {
    const answer = await asAdmin('GET', '/tasks/%00')
    expect(answer.status).toBe(400)
    expect(answer.body.issues).toMatchObject([{ path: 'taskId' }])
  })

  test('an address that is none', async () => {
    const answer = await asAdmin('GET', '/nothing')
    expect(answer.status).toBe(404)
    expect(answer.body.type).toBe('/problems/not-found')
  })

  test.each(Object.entries(operations).map(([id, operation]) => [id, operation.path] as const))(
    '%s refuses methods that its address does not have',
    async (_, path) => {
      const known = (Object.values(operations) as Operation[])
        .filter((operation) => operation.path === path)
        .map(({ method }) => method.toUpperCase())
      const method = ['PUT', 'PATCH', 'DELETE', 'POST'].find((candidate) => !known.includes(candidate)) ?? 'PUT'
      const answer = await api.request(method, path.replace(/:\w+/g, randomUUID()))
      expect(answer.status).toBe(405)
      expect(answer.body.type).toBe('/problems/method-not-allowed')
      expect(answer.headers.get('allow')?.split(', ')).toEqual(expect.arrayContaining(known))
    },
  )
})

describe('around the operations', () => {
  const get = (path: string) => fetch(`${api.url}${path}`)

  test('the schema lists exactly the operations, and the docs show them without outside help', async () => {
    const schema = (await (await get('/api/schema')).json()) as { openapi: string; paths: Record<string, object> }
    expect(schema.openapi).toMatch(/^3\.1/)
    const described = Object.entries(schema.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    )
    const known = (Object.values(operations) as Operation[]).map(
      ({ method, path }) => `${method} /api/v1${path.replace(/:(\w+)/g, '{$1}')}`,
    )
    expect(described.sort()).toEqual(known.sort())
    const docs = await (await get('/api/docs')).text()
    expect(docs).toContain('createChangeSet')
    expect(docs).not.toMatch(/(?:src|href)="https?:/)
  })

  test('every operation answers at its address', async () => {
    for (const [id, { method, path, ...operation }] of Object.entries(operations) as [string, Operation][]) {
      const address = `${api.url}/api/v1${path.replace(/:\w+/g, randomUUID())}`
      const { status } = await fetch(address, { method: method.toUpperCase(), redirect: 'manual' })
      const ofAnyone = operation.body || operation.params ? 400 : operation.status
      expect([id, status]).toEqual([id, operation.auth === 'none' ? ofAnyone : 401])
    }
  })

  test('probes answer, and readiness names the parts', async () => {
    expect((await get('/healthz')).status).toBe(200)
    const ready = await get('/readyz')
    expect(ready.status).toBe(200)
    expect(await ready.json()).toMatchObject({ checks: { database: 'ok', temporal: 'ok' } })
    expect(await (await get('/metrics')).text()).toContain('throughline_http_request_seconds_bucket')
  })

  test('without the database nothing is ready, and requests are told to come again', async () => {
    const lost = await fixture.start({
      dispatch: false,
      listen: false,
      settings: (settings) => ({ ...settings, database: { ...settings.database, url: 'postgres://a@127.0.0.1:1/b' } }),
    })
    expect((await fetch(`${lost.url}/readyz`)).status).toBe(503)
    const answer = await lost.request('GET', '/projects', { as: fixture.organisation.admin })
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('1')
    expect(JSON.stringify(answer.body)).not.toContain('127.0.0.1')
  })

  test('pages may load nothing from elsewhere', async () => {
    const page = await get('/api/docs')
    await page.text()
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'self'")
    expect(policy).not.toContain('unsafe')
  })
})
