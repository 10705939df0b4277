import type { Client } from '@throughline/client'
import { RequestError } from '@throughline/client'
import type { ImportJob } from '@throughline/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readHistories } from '../harness/histories.ts'
import {
  createOrganisation,
  FileHost,
  openTestDatabase,
  type TestOrganisation,
  testStack,
  untilValue,
} from '../harness/index.ts'
import { clientOf, Services } from '../harness/service/index.ts'
import { makeMspdi } from './mspdi.ts'
import { planOf } from './support.ts'

const database = openTestDatabase()
const services = new Services(testStack())
const settings = { OUTGOING_ALLOWED_HOSTS: '127.0.0.1', IMPORT_FETCH_RETRY_SECONDS: '1,1' }
/** Two pieces and a bit. */
const file = `${makeMspdi(300)}<!-- ${' '.repeat(2_200_000)} -->`
const secret = 'signature=v3ry-s3cret'
let host: FileHost
let organisation: TestOrganisation
let client: Client
let worker: Awaited<ReturnType<Services['startWorker']>>

beforeAll(async () => {
  host = await FileHost.start()
  const [api, started] = await Promise.all([services.startApi(settings), services.startWorker(settings)])
  worker = started
  organisation = await createOrganisation(database)
  client = clientOf(api.url, organisation.admin)
})
afterAll(async () => {
  await services.stop()
  await host.close()
  await database.close()
})

const jobOf = (importId: string) => client.call('getImport', { params: { importId } })
const untilJob = (importId: string, isWanted: (job: ImportJob) => boolean, what: string) =>
  untilValue(() => jobOf(importId), isWanted, { what, withinMs: 60_000 })
const untilEnded = (importId: string) => untilJob(importId, ({ endedAt }) => endedAt !== null, 'its end')
const namesIn = async ({ projectId }: ImportJob) => {
  const { tasks, links } = await planOf(client, projectId ?? '')
  return [tasks.map(({ name, earlyFinish }) => [name, earlyFinish]), links.length]
}

test('a file is fetched, though its worker is killed in the middle, and comes to what an upload comes to', async () => {
  await worker.kill()
  worker = await services.startWorker({ ...settings, THROUGHLINE_FAULT: 'import:fetch-piece#2:exit' })
  const url = `${host.give('/chain.xml', file)}?${secret}`
  const { id, state } = await client.call('createLinkedImport', { body: { url, mode: 'at-once' } })
  expect(state).toBe('fetching')
  await worker.ended
  const half = await jobOf(id)
  expect(half).toMatchObject({ state: 'fetching', format: null, link: { origin: host.origin } })
  worker = await services.startWorker(settings)
  const ended = await untilEnded(id)
  expect(ended).toMatchObject({ state: 'completed', format: 'mspdi', fileName: 'chain.xml' })
  expect(host.asked.filter((path) => path === `/chain.xml?${secret}`)).toHaveLength(2)

  const body = new TextEncoder().encode(file)
  const uploaded = await client.call('createImport', { query: { fileName: 'chain.xml', mode: 'at-once' }, body })
  expect(await namesIn(ended)).toEqual(await namesIn(await untilEnded(uploaded.id)))
})

test('what the address holds is in no history, and in no answer', async () => {
  const seen: string[] = []
  for await (const { text } of readHistories(testStack().temporalAddress)) seen.push(text)
  expect(seen.some((text) => text.includes('fetchImport'))).toBe(true)
  const { items } = await client.call('listImports', { query: {} })
  const trail = await client.call('listAuditEvents', { query: { entity: 'import_job' } })
  const told = JSON.stringify([seen, items, trail])
  expect(told).toContain('chain.xml')
  expect(told).not.toContain('s3cret')
})

test('a host that is busy is asked again', async () => {
  let asked = 0
  const url = host.give('/busy.csv', (response) => {
    asked += 1
    if (asked < 3) response.writeHead(503).end()
    else response.end('Name,Duration\nDig,2d\n')
  })
  const { id } = await client.call('createLinkedImport', { body: { url, mode: 'at-once' } })
  expect(await untilEnded(id)).toMatchObject({ state: 'completed', link: { failures: 2, problem: null } })
})

test('an import that failed is tried again as a run, by whoever began it', async () => {
  const { id: runId } = await client.call('createLinkedImport', { body: { url: host.give('/later.csv', 404) } })
  expect((await untilEnded(runId)).error?.message).toBe(
    `The file could not be fetched from ${host.origin}: the host answered 404.`,
  )
  const run = await client.call('watchRun', { params: { runId }, query: {} })
  expect(run).toMatchObject({ kind: 'import', state: 'failed', phase: 'failed', acts: ['retry'] })
  host.give('/later.csv', 'Name,Duration\nDig,2d\n')
  const again = await client.call('retryRun', { params: { runId } })
  expect(again.id).not.toBe(runId)
  await untilJob(again.id, ({ state }) => state === 'waiting', 'a review')
  expect((await client.call('watchRun', { params: { runId }, query: {} })).acts).toEqual([])
  const refusal = await client.call('retryRun', { params: { runId } }).catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(RequestError)
  expect(refusal).toMatchObject({ status: 409, message: expect.stringContaining('upload it again') })
})

test('without the word of the operator no address of this network is asked', async () => {
  const strict = await services.startApi()
  const stranger = clientOf(strict.url, organisation.admin)
  const before = host.asked.length
  for (const url of [
    host.give('/own.csv', 'Name\nDig\n'),
    'http://127.0.0.1/',
    'http://169.254.169.254/latest/',
    'http://[::1]/',
  ]) {
    const refusal = await stranger.call('createLinkedImport', { body: { url } }).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ status: 400, problem: { issues: [{ path: 'body.url' }] } })
  }
  // A name tells only when it is looked up, which the worker does.
  const { id } = await stranger.call('createLinkedImport', { body: { url: 'http://localhost.localdomain/plan.csv' } })
  expect((await untilEnded(id)).error?.message).toMatch(
    /the address is not a public one|the name of the host is not known/,
  )
  expect(host.asked).toHaveLength(before)
})
