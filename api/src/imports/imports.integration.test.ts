import { randomBytes, randomUUID } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { withTransaction } from '@throughline/database'
import { openTestDatabase } from '@throughline/tests'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createFixture, type Fixture, type TestApi } from '../testing/fixture.ts'

let fixture: Fixture
let api: TestApi
const database = openTestDatabase(1)
beforeAll(async () => {
  fixture = await createFixture()
  api = await fixture.start({ dispatch: false, listen: false })
})
afterAll(async () => {
  await fixture.close()
  await database.close()
})

async function upload(fileName: string, content: Buffer | string, headers: Record<string, string> = {}) {
  const response = await fetch(`${api.url}/api/v1/imports?fileName=${encodeURIComponent(fileName)}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${fixture.organisation.admin.token}`, ...headers },
    body: new Uint8Array(Buffer.from(content)),
  })
  return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) }
}

const counts = () =>
  withTransaction(database, fixture.organisation.admin, async (transaction) => {
    const jobs = await transaction.selectFrom('import_job').select('id').execute()
    const chunks = await transaction.selectFrom('import_chunk').select('sequence').execute()
    const requests = await transaction.selectFrom('work_request').select('id').where('kind', '=', 'import').execute()
    return { jobs: jobs.length, chunks: chunks.length, requests: requests.length }
  })

test('a file is stored whole, in chunks, and the import asked for', async () => {
  const file = Buffer.from(`name,duration\n${'Dig,2d\n'.repeat(400_000)}`)
  const { status, body, headers } = await upload('plan.csv', file)
  expect(status).toBe(202)
  expect(headers.get('etag')).toBe(`"${body.revision}"`)
  expect(body).toMatchObject({ fileName: 'plan.csv', format: 'csv', state: 'uploaded', byteCount: file.length })
  const stored = await withTransaction(database, fixture.organisation.admin, (transaction) =>
    transaction
      .selectFrom('import_chunk')
      .select('bytes')
      .where('import_id', '=', body.id)
      .orderBy('sequence')
      .execute(),
  )
  expect(stored).toHaveLength(3)
  const whole = Buffer.concat(stored.map(({ bytes }) => new Uint8Array(bytes)))
  expect(whole.equals(new Uint8Array(file))).toBe(true)
  expect((await api.request('GET', `/imports/${body.id}`, { as: fixture.organisation.admin })).body).toEqual(body)
})

test('the same upload again is answered as before; another file with the key is refused', async () => {
  const headers = { 'Idempotency-Key': randomUUID() }
  const first = await upload('plan.csv', 'name,duration\nDig,2d\n', headers)
  const before = await counts()
  const again = await upload('plan.csv', 'name,duration\nDig,2d\n', headers)
  expect(again.headers.get('idempotent-replay')).toBe('true')
  expect(again.body).toEqual(first.body)
  expect((await upload('plan.csv', 'name,duration\nPour,2d\n', headers)).status).toBe(422)
  expect(await counts()).toEqual(before)
})

test('an upload that breaks off leaves nothing behind, and the next one may come', async () => {
  const aborted = httpRequest(`${api.url}/api/v1/imports?fileName=plan.csv`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${fixture.organisation.admin.token}`,
      'content-length': 30_000_000,
    },
  })
  aborted.on('error', () => {})
  // More than sockets buffer: once it is written, the service has begun to store it.
  await new Promise((resolve) => aborted.write(Buffer.alloc(20_000_000, 'Dig,2d\n'), resolve))
  const before = await counts()
  aborted.destroy()
  await vi.waitFor(async () => expect((await upload('plan.csv', 'name,duration\nDig,2d\n')).status).toBe(202), {
    timeout: 5_000,
  })
  expect(await counts()).toEqual({ jobs: before.jobs + 1, chunks: before.chunks + 1, requests: before.requests + 1 })
})

test.each([
  ['plan.mpp', Buffer.concat([new Uint8Array(Buffer.from('d0cf11e0', 'hex')), new Uint8Array(randomBytes(100))]), 415],
  ['plan.xml', '<html></html>', 415],
  ['plan.csv', '', 400],
] as const)('%s with wrong content is refused and not kept', async (name, content, status) => {
  const before = await counts()
  const answer = await upload(name, content)
  expect(answer.status).toBe(status)
  expect(await counts()).toEqual(before)
})

test('a large file of a wrong kind gets its answer as well', async () => {
  const answer = await upload('plan.bin', Buffer.alloc(8_000_000))
  expect(answer.status).toBe(415)
})

test('an import of others is not there', async () => {
  const { body } = await upload('plan.csv', 'name,duration\nDig,2d\n')
  const other = await fixture.organisation.addPerson()
  expect((await api.request('GET', `/imports/${body.id}`, { as: other })).status).toBe(404)
  expect((await api.request('POST', `/imports/${body.id}/cancel`, { as: other })).status).toBe(404)
  const cancelled = await api.request('POST', `/imports/${body.id}/cancel`, { as: fixture.organisation.admin })
  expect(cancelled.status).toBe(202)
})
