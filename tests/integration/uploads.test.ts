import { request as httpRequest } from 'node:http'
import { runCommand } from '@throughline/deploy'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  createOrganisation,
  openTestDatabase,
  type TestPerson,
  testStack,
  until,
  untilValue,
} from '../harness/index.ts'
import {
  type ApiProcess,
  clientOf,
  type ObjectStorage,
  objectStorageTimeout,
  type ServiceProcess,
  Services,
  startObjectStorage,
} from '../harness/service/index.ts'
import { planOf } from './support.ts'

const megabyte = 1_048_576
const database = openTestDatabase()
const services = new Services(testStack())
let storage: ObjectStorage
let api: ApiProcess
let worker: ServiceProcess
let person: TestPerson

beforeAll(async () => {
  storage = await startObjectStorage()
  ;[api, worker] = await Promise.all([services.startApi(storage.env), services.startWorker(storage.env)])
  person = (await createOrganisation(database)).admin
}, objectStorageTimeout)
afterAll(async () => {
  await services.stop()
  await storage?.close()
  await database.close()
})

/** A table of some MB: its rows are few, their notes are long. */
const table = (rows: number, note: number) =>
  [
    'ID,Name,Duration,Predecessors,Notes',
    ...Array.from(
      { length: rows },
      (_, index) => `${index + 1},Task ${index + 1},2d,${index || ''},${'n'.repeat(note)}`,
    ),
  ].join('\n')

const upload = (content: string, mode: 'review' | 'at-once' = 'at-once') =>
  clientOf(api.url, person).call('createImport', {
    query: { fileName: 'plan.csv', mode },
    body: new TextEncoder().encode(content),
  })
const stateOf = async (importId: string) =>
  (await clientOf(api.url, person).call('getImport', { params: { importId } })).state
const keysOf = (importId: string) => storage.keys().filter((key) => key.includes(importId))

/**
 * What an upload of so many bytes is answered with; it ends after `sent` of them where that is less. They look like a
 * table, and are refused by whoever reads its first line.
 */
function send(to: string, bytes: number, sent = bytes): Promise<number | 'broken off'> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${person.token}`, 'content-length': bytes }
    const request = httpRequest(`${to}/api/v1/imports?fileName=plan.csv&mode=review`, { method: 'POST', headers })
    request.on('response', (response) => response.resume().on('end', () => resolve(response.statusCode ?? 0)))
    request.on('error', (error) => (request.destroyed ? resolve('broken off') : reject(error)))
    const part = Buffer.alloc(65_536, 'this,that\n')
    let left = sent
    const more = () => {
      while (left > 0) {
        const piece = part.subarray(0, left)
        left -= piece.length
        if (!request.write(piece)) return request.once('drain', more)
      }
      return sent < bytes ? request.destroy() : request.end()
    }
    more()
  })
}

test('an uploaded file goes to the bucket, is read from there, and is gone when its import has ended', async () => {
  const content = table(30, 200_000)
  const job = await upload(content, 'review')
  const { id: importId } = job
  expect(job.byteCount).toBe(content.length)
  expect(keysOf(importId)).toHaveLength(Math.ceil(content.length / megabyte))
  await untilValue(
    () => stateOf(importId),
    (state) => state === 'waiting',
    { what: 'the import was read' },
  )
  expect(keysOf(importId)).toHaveLength(6)
  await clientOf(api.url, person).call('approveImport', { params: { importId } })
  await untilValue(
    () => stateOf(importId),
    (state) => state === 'completed',
    { what: 'the import ended' },
  )
  await until(() => keysOf(importId).length === 0, { what: 'the file was deleted' })
  const { projectId } = await clientOf(api.url, person).call('getImport', { params: { importId } })
  expect((await planOf(clientOf(api.url, person), projectId ?? '')).tasks).toHaveLength(30)
})

test('while the bucket is away uploads are refused, imports wait, and readiness says so', async () => {
  const job = await upload(table(3, 10), 'review')
  await untilValue(
    () => stateOf(job.id),
    (state) => state === 'waiting',
    { what: 'the import was read' },
  )
  const readiness = async () => (await (await fetch(`${api.url}/readyz`)).json()) as { checks: { files: string } }
  expect((await readiness()).checks.files).toBe('ok')

  await worker.arm('import:begun:hold')
  const late = await upload(table(5, 10))
  await worker.reached('import:begun')
  await storage.stop()
  try {
    worker.letGo()
    const refusal = await upload(table(3, 10)).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ status: 503 })
    expect(JSON.stringify(refusal)).toContain('storage for uploaded files')
    const reason = /the file storage does not answer \(\w+\)/
    await until(() => reason.test(api.process.output), { what: 'the log of the api has the reason' })
    await until(() => reason.test(worker.output), { what: 'the worker tried' })
    expect(await stateOf(late.id)).toBe('parsing')
    await untilValue(readiness, ({ checks }) => checks.files === 'unreachable', {
      what: 'readiness tells of the bucket',
    })
    expect((await fetch(`${api.url}/readyz`)).status).toBe(200)
  } finally {
    await storage.start()
  }
  await untilValue(
    () => stateOf(late.id),
    (state) => state === 'completed',
    { what: 'the import ended', withinMs: 60_000 },
  )
  await until(() => keysOf(late.id).length === 0, { what: 'the file was deleted' })
})

test('an upload that breaks off leaves nothing in the bucket', async () => {
  const before = new Set(storage.keys())
  const newKeys = () => storage.keys().filter((key) => !before.has(key))
  const breaking = send(api.url, 50 * megabyte, 20 * megabyte)
  await until(() => newKeys().length > 0, { what: 'pieces were stored' })
  expect(await breaking).toBe('broken off')
  await untilValue(newKeys, (keys) => keys.length === 0, { what: 'its pieces were deleted' })
})

test('a file of 100 MB passes through the api, and does not stay in it', async () => {
  const plain = await services.startApi()
  const memoryOf = async ({ process }: ApiProcess) =>
    Number(await runCommand('ps', ['-o', 'rss=', '-p', String(process.pid)])) / 1_024
  for (const one of [plain, api]) {
    expect(await send(one.url, 2 * megabyte)).toBe(202)
    const before = await memoryOf(one)
    let most = before
    let isOver = false
    const sending = send(one.url, 100 * megabyte).finally(() => {
      isOver = true
    })
    const watching = async () => {
      most = Math.max(most, await memoryOf(one))
      return isOver
    }
    const watched = until(watching, { what: 'the upload is over', withinMs: 60_000, everyMs: 20 })
    expect(await Promise.all([sending, watched])).toEqual([202, true])
    // 30 to 40 MB, most of it garbage; the whole file would be 100 more.
    expect(most - before).toBeLessThan(70)
  }
})
