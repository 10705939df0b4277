import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ImportJob } from '@throughline/contract'
import { withTransaction } from '@throughline/database'
import { runCommand } from '@throughline/deploy'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOrganisation, openTestDatabase, type TestPerson, testStack, untilValue } from '../harness/index.ts'
import { type ApiProcess, clientOf, type ServiceProcess, Services } from '../harness/service/index.ts'
import type { BadFile } from '../imports/bad-files/bad-file.ts'
import { badFiles, writeFolder } from '../imports/bad-files/folder.ts'

const megabyte = 1_048_576
const database = openTestDatabase()
const services = new Services(testStack())
let api: ApiProcess
let worker: ServiceProcess
let person: TestPerson
let folder = ''
const files = await badFiles()

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bad-files-'))
  await writeFolder(folder, files)
  ;[api, worker] = await Promise.all([services.startApi(), services.startWorker()])
  person = (await createOrganisation(database)).admin
})
afterAll(async () => {
  await services.stop()
  await database.close()
  await rm(folder, { recursive: true })
})

const client = () => clientOf(api.url, person)

async function upload({ name }: BadFile): Promise<ImportJob | { status: number; message: string }> {
  const body = new Uint8Array(await readFile(join(folder, name)))
  try {
    return await client().call('createImport', { query: { fileName: name, mode: 'at-once' }, body })
  } catch (error) {
    const { status = 0 } = error as { status?: number }
    return { status, message: JSON.stringify(error) + String(error) }
  }
}

/** All that imports of the organisation could leave behind, but for their files, which are kept to be tried again. */
const leftBehind = () =>
  withTransaction(database, { organisationId: person.organisationId }, async (transaction) => {
    const count = async (table: 'project' | 'task' | 'import_row' | 'change_set') => {
      const all = transaction.selectFrom(table).select(({ fn }) => fn.countAll<string>().as('count'))
      return Number((await all.executeTakeFirstOrThrow()).count)
    }
    return {
      projects: await count('project'),
      tasks: await count('task'),
      rows: await count('import_row'),
      changes: await count('change_set'),
    }
  })
const nothing = { projects: 0, tasks: 0, rows: 0, changes: 0 }

const megabytesOf = async (pid: number | undefined): Promise<number> =>
  Number(await runCommand('ps', ['-o', 'rss=', '-p', String(pid)])) / 1_024

test('every file of the folder is refused with its reason and place, and nothing is written', async () => {
  const before = await megabytesOf(worker.pid)
  const outcomes: Record<string, unknown> = {}
  const expected: Record<string, unknown> = {}
  for (const file of files) {
    const answer = await upload(file)
    if ('status' in answer || file.format === null) {
      outcomes[file.name] = 'status' in answer ? answer : answer.state
      const message = expect.stringMatching(file.message)
      expected[file.name] = { status: file.bytes.length === 0 ? 400 : 415, message }
      continue
    }
    const job = await untilValue(
      () => client().call('getImport', { params: { importId: answer.id } }),
      ({ endedAt }) => endedAt !== null,
      { what: `the import of ${file.name} ended`, withinMs: 60_000 },
    )
    outcomes[file.name] = { state: job.state, projectId: job.projectId, error: job.error }
    expected[file.name] = {
      state: 'failed',
      projectId: null,
      error: {
        message: expect.stringMatching(file.message),
        line: file.line ?? expect.any(Number),
        column: file.hasColumn
          ? expect.any(Number)
          : (outcomes[file.name] as { error: ImportJob['error'] }).error?.column,
      },
    }
  }
  expect(outcomes).toEqual(expected)
  expect(await leftBehind()).toEqual(nothing)
  expect((await megabytesOf(worker.pid)) - before).toBeLessThan(512)
}, 600_000)

/** What is answered to a table without an end, with or without saying how long it is; how much was sent until then. */
function sendEndless(headers: Readonly<Record<string, string>>): Promise<{ status: number; sent: number }> {
  return new Promise((resolve, reject) => {
    const line = Buffer.alloc(65_536, 'name,duration\n')
    let sent = 0
    let isAnswered = false
    const request = httpRequest(`${api.url}/api/v1/imports?fileName=plan.csv&mode=at-once`, {
      method: 'POST',
      headers: { authorization: `Bearer ${person.token}`, ...headers },
    })
    request.on('response', (response) => {
      isAnswered = true
      resolve({ status: response.statusCode ?? 0, sent })
      request.destroy()
    })
    request.on('error', (error) => (isAnswered ? undefined : reject(error)))
    const more = (): void => {
      while (!isAnswered) {
        sent += line.length
        if (!request.write(line)) {
          request.once('drain', more)
          return
        }
      }
    }
    more()
  })
}

test('a file of 10 GB is refused before it is stored, whether it says so or not', async () => {
  const before = await megabytesOf(api.process.pid)
  const announced = await sendEndless({ 'content-length': String(10_240 * megabyte) })
  expect(announced.status).toBe(413)
  expect(announced.sent).toBeLessThan(20 * megabyte)
  const unannounced = await sendEndless({ 'transfer-encoding': 'chunked' })
  expect(unannounced.status).toBe(413)
  expect(unannounced.sent).toBeLessThan(200 * megabyte)
  expect(await leftBehind()).toEqual(nothing)
  expect((await megabytesOf(api.process.pid)) - before).toBeLessThan(256)
}, 120_000)

test('a file that takes more memory than it may is refused, and the worker goes on', async () => {
  await worker.stop()
  worker = await services.startWorker({ IMPORT_MEMORY_MB: '64' })
  const { pid } = worker
  const lines = Array.from(
    { length: 60_000 },
    (_, index) => `${index + 1},Task ${index + 1},1d,"${'note '.repeat(60)}${index}"`,
  )
  const importOf = async (text: string) => {
    const body = new TextEncoder().encode(text)
    const { id: importId } = await client().call('createImport', {
      query: { fileName: 'big.csv', mode: 'at-once' },
      body,
    })
    return untilValue(
      () => client().call('getImport', { params: { importId } }),
      ({ endedAt }) => endedAt !== null,
      { what: 'the import ended', withinMs: 60_000 },
    )
  }
  const header = 'ID,Name,Duration,Notes'
  expect(await importOf([header, ...lines].join('\n'))).toMatchObject({
    state: 'failed',
    error: { message: expect.stringMatching(/more than the 64 MB of memory/) },
  })
  expect(await importOf([header, ...lines.slice(0, 5)].join('\n'))).toMatchObject({ state: 'completed', rowsDone: 6 })
  expect(worker.pid).toBe(pid)
}, 180_000)
