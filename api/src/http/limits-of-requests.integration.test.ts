import { connect } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createFixture, type Fixture, type RequestOptions, type TestApi } from '../testing/fixture.ts'

let fixture: Fixture
let api: TestApi
let projectId: string
beforeAll(async () => {
  fixture = await createFixture()
  api = await fixture.start({ dispatch: false, listen: false })
  projectId = (await asAdmin('POST', '/projects', { body: { name: 'Bridge' } })).body.id
})
afterAll(() => fixture.close())

const asAdmin = (method: string, path: string, options: RequestOptions = {}) =>
  api.request(method, path, { as: fixture.organisation.admin, ...options })

const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`
const task = { op: 'create', entity: 'task', values: { name: 'Dig' } }
const changes = (count: number) => ({ operations: Array(count).fill(task) })

describe('one beyond a limit is refused, as the schema says', () => {
  test.each([
    ['a body', 'POST', '/projects', { body: `"${'A'.repeat(1_048_575)}"` }, 413],
    ['the depth of a body', 'POST', '/projects', { body: nested(65) }, 400, 'levels'],
    ['a text', 'POST', '/projects', { body: { name: 'A'.repeat(201) } }, 400, 'body.name'],
    ['a page', 'GET', '/projects/:id/changes?limit=201', {}, 400, 'query.limit'],
    ['a page of an import', 'GET', '/imports/:id/rows?limit=1001', {}, 400, 'query.limit'],
    [
      'what is known',
      'GET',
      '/projects/:id/plan',
      { headers: { 'If-None-Match': 'x'.repeat(1_001) } },
      400,
      'If-None-Match',
    ],
    ['a change set', 'POST', '/projects/:id/changes', { body: changes(1_001) }, 400, 'body.operations'],
    [
      'a key',
      'POST',
      '/projects',
      { headers: { 'Idempotency-Key': 'k'.repeat(256) }, body: { name: 'A' } },
      400,
      'Key',
    ],
  ] as const)('%s', async (_, method, path, options, status, where?: string) => {
    const answer = await asAdmin(method, path.replace(':id', projectId), options)
    expect(answer.status).toBe(status)
    expect(JSON.stringify(answer.body)).toContain(where ?? 'MB')
  })

  test('and the limit itself is not', async () => {
    expect((await asAdmin('POST', '/projects', { body: nested(64) })).body.detail ?? '').not.toContain('levels')
    expect((await asAdmin('POST', '/projects', { body: { name: 'A'.repeat(200) } })).status).toBe(201)
    expect((await asAdmin('GET', `/projects/${projectId}/changes?limit=200`)).status).toBe(200)
    const { id } = (await asAdmin('POST', '/projects', { body: { name: 'Large' } })).body
    expect((await asAdmin('POST', `/projects/${id}/changes`, { body: changes(1_000) })).status).toBe(201)
  })
})

describe('what never becomes a request', () => {
  test.each([
    ['an address and headers that are too large', `GET /api/v1/projects?cursor=${'x'.repeat(16_400)} HTTP/1.1`, 431],
    ['what is no HTTP', 'HELO mail.example.com', 400],
  ] as const)('%s is answered as a problem', async (_, line, status) => {
    const answer = await sendRaw(`${line}\r\nHost: localhost\r\n\r\n`)
    const [head = '', body = ''] = answer.split('\r\n\r\n')
    expect(head).toContain(`HTTP/1.1 ${status} `)
    expect(head).toContain('application/problem+json')
    expect(JSON.parse(body)).toMatchObject({ status, detail: 'Nothing of it was read.' })
  })
})

/** What is answered to these bytes until the connection ends. */
async function sendRaw(bytes: string): Promise<string> {
  const { hostname, port } = new URL(api.url)
  return readText(connect(Number(port), hostname).end(bytes))
}

describe('what does not fit', () => {
  test.each([
    ['a parameter that is not known', '/projects?colour=red', 'query.colour'],
    ['one on an operation that has some', '/projects/:id/changes?after=1&befor=2', 'query.befor'],
    ['a number with a sign', '/projects/:id/delta?since=-1', 'query.since'],
    ['no number where one is needed', '/projects/:id/delta?since=', 'query.since'],
    ['NUL in a cursor', '/projects/:id/changes?after=%00', 'query.after'],
    ['half of a surrogate pair in a cursor', '/projects/:id/runs?after=%ED%A0%80', 'query.after'],
    ['a parameter given twice', '/projects/:id/changes?limit=1&limit=2', 'query.limit'],
    ['a word for true that is none', '/projects/:id/export?format=json&links=yes', 'query.links'],
  ])('%s is named', async (_, path, where) => {
    const answer = await asAdmin('GET', path.replace(':id', projectId))
    expect(answer.status).toBe(400)
    expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(where ?? '')
  })

  test.each(['text/plain', 'application/xml', 'multipart/form-data; boundary=x', 'application/json; charset=latin9'])(
    'a body of the type %s is refused as such',
    async (type) => {
      const answer = await asAdmin('POST', '/projects', { headers: { 'content-type': type }, body: '{"name":"A"}' })
      expect([answer.status, answer.body.type]).toEqual([415, '/problems/unsupported-media-type'])
    },
  )

  test.each(['0045-12-10T08:06:07-23:47', '1925-08-21T18:46:54-21:47'])(
    'a time with an offset that no clock has (%s) is a time before the project',
    async (at) => {
      const path = `/projects/${projectId}/plan?at=${encodeURIComponent(at)}`
      expect((await asAdmin('GET', path)).status).toBe(404)
    },
  )

  test('an address is refused where mail could not reach it', async () => {
    const person = { name: 'Ada', email: `${'a'.repeat(65)}@example.com`, password: 'a long password' }
    expect((await asAdmin('POST', '/people', { body: person })).body.issues).toMatchObject([{ path: 'body.email' }])
  })
})

test('the schema tells the limits', async () => {
  const schema = await (await fetch(`${api.url}/api/schema`)).text()
  for (const limit of [
    '"maxLength":200',
    '"maximum":200',
    '"maxItems":1000',
    '"required":true,"schema":{"type":"integer","minimum":1}',
  ])
    expect(schema).toContain(limit)
})
