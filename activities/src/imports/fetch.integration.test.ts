import type { ServerResponse } from 'node:http'
import { purgeImportChunks, withoutTenant } from '@throughline/database'
import { cancelImport, settleImport } from '@throughline/domain'
import type { ResolvedAddress } from '@throughline/platform'
import { createOrganisation, FileHost, openTestDatabase, type TestOrganisation, until } from '@throughline/tests'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createImportWorld, type ImportWorld } from './testing/import-world.ts'

const database = openTestDatabase()
let host: FileHost
let organisation: TestOrganisation
let world: ImportWorld
const fetchLimits = { mostBytes: 3_000_000, mostMilliseconds: 20_000, silentMilliseconds: 700 }
const worldWith = (given: Parameters<typeof createImportWorld>[2]) =>
  createImportWorld(database, organisation, { outgoing: { allowedHosts: ['127.0.0.1'] }, fetchLimits, ...given })

beforeAll(async () => {
  host = await FileHost.start()
})
beforeEach(async () => {
  organisation = await createOrganisation(database)
  world = worldWith({})
})
afterAll(async () => {
  await host.close()
  await database.close()
})

const table = (tasks: number) =>
  ['ID,Name,Duration', ...Array.from({ length: tasks }, (_, index) => `${index + 1},Task ${index + 1},2d`)].join('\n')
const secret = '?signature=v3ry-s3cret'
const numbersOf = (importId: string) =>
  world.act(async (transaction) => {
    const chunks = transaction.selectFrom('import_chunk').select('sequence').where('import_id', '=', importId)
    return (await chunks.orderBy('sequence').execute()).map(({ sequence }) => sequence)
  })
const links = () => world.act((transaction) => transaction.selectFrom('import_link').selectAll().execute())
const namesOf = async (importId: string) =>
  (await world.plan((await world.job(importId)).projectId)).tasks.map(({ name }) => name)
/** As if a failed import had been kept for as long as it is. */
const expire = (importId: string) =>
  world.act((transaction) =>
    transaction
      .updateTable('import_job')
      .set({ expires_at: new Date(0).toISOString(), created_at: new Date(0).toISOString() })
      .where('id', '=', importId)
      .execute(),
  )
const purge = () => withoutTenant(database, (transaction) => purgeImportChunks(transaction, 24))

describe('a file from a link', () => {
  test('is fetched in pieces, and the import is that of the same file uploaded', async () => {
    const text = table(60_000)
    const importId = await world.link(`${host.give('/plans/The%20plan.csv', text)}${secret}`, { mode: 'review' })
    expect(await world.job(importId)).toMatchObject({
      ...{ state: 'fetching', fileName: 'The plan.csv', format: null, byteCount: 0 },
      link: { origin: host.origin, bytesDone: 0, failures: 0, problem: null, triesAgainAt: null },
    })
    expect(await world.takeOne(importId)).toEqual({ next: 'read' })
    const bytes = new TextEncoder().encode(text).length
    expect(await world.job(importId)).toMatchObject({
      ...{ state: 'uploaded', format: 'csv', byteCount: bytes },
      link: { bytesDone: bytes, bytesTotal: bytes },
    })
    expect(await numbersOf(importId)).toHaveLength(Math.ceil(bytes / 1_048_576))
    await world.run(importId)
    const uploaded = await world.upload(text, { mode: 'review', chunkBytes: 1_048_576 })
    await world.run(uploaded)
    const { counts } = await world.job(importId)
    expect(counts).toEqual((await world.job(uploaded)).counts)
    expect(counts?.create).toBe(60_001)
  })

  test('leaves its address sealed in one place, until its import has ended', async () => {
    const importId = await world.link(`${host.give('/small.csv', table(2))}${secret}`)
    const [link] = await links()
    expect(link?.address).not.toContain('127.0.0.1')
    await world.run(importId)
    expect(host.asked).toContain(`/small.csv${secret}`)
    const told = await world.act(async (transaction) => [
      await transaction.selectFrom('import_job').selectAll().execute(),
      await transaction.selectFrom('event').selectAll().execute(),
      await transaction.selectFrom('audit_event').selectAll().execute(),
    ])
    expect(JSON.stringify(told)).toContain('small.csv')
    expect(JSON.stringify(told)).not.toContain('s3cret')
    await world.recompute((await world.job(importId)).projectId)
    expect(await links()).toEqual([])
    expect(await numbersOf(importId)).toEqual([])
    expect(await namesOf(importId)).toEqual(['Task 1', 'Task 2'])
  })

  test('says how far it is while it comes', async () => {
    const half = table(3)
    let goOn = () => {}
    const url = host.give('/slow.csv', (response) => {
      response.writeHead(200, { 'content-length': half.length + 2 }).write(half)
      goOn = () => response.end('\n\n')
    })
    const importId = await world.link(url)
    const fetching = world.takeOne(importId)
    await until(async () => ((await world.job(importId)).link?.bytesDone ?? 0) > 0, { what: 'it comes' })
    const job = await world.job(importId)
    expect(job.link).toMatchObject({ bytesDone: half.length, bytesTotal: half.length + 2 })
    goOn()
    await fetching
    expect((await world.job(importId)).state).toBe('uploaded')
  })

  test('is fetched anew by the next attempt when one dies, which then is not heard any more', async () => {
    const text = table(90_000)
    let finish = () => {}
    const url = host.give('/dies.csv', (response) => {
      response.writeHead(200, { 'content-length': text.length }).write(text.slice(0, 1_200_000))
      finish = () => response.end(text.slice(1_200_000))
    })
    const patient = worldWith({ fetchLimits: { ...fetchLimits, silentMilliseconds: 30_000 } })
    const importId = await patient.link(url, { mode: 'review' })
    const dead = patient.takeOne(importId)
    await until(async () => (await numbersOf(importId)).length === 1, { what: 'a piece is stored' })
    host.give('/dies.csv', text)
    await world.takeOne(importId)
    expect(await world.job(importId)).toMatchObject({ state: 'uploaded', byteCount: text.length })
    finish()
    await dead
    expect(await world.job(importId)).toMatchObject({ state: 'uploaded', byteCount: text.length })
    expect(await world.run(importId)).toMatchObject({ next: 'wait' })
    expect((await world.job(importId)).counts?.create).toBe(90_001)
  })

  test('is stopped when its import is cancelled', async () => {
    const url = host.give('/endless.csv', (response) => {
      response.writeHead(200)
      const write = () => response.write(table(100), () => setTimeout(write, 20))
      write()
    })
    const importId = await world.link(url)
    const fetching = world.takeOne(importId)
    await until(async () => ((await world.job(importId)).link?.bytesDone ?? 0) > 0, { what: 'it comes' })
    await world.act((transaction) => cancelImport(transaction, organisation.admin, importId))
    expect(await fetching).toEqual({ next: 'settle', state: 'cancelled' })
    expect(await world.run(importId)).toMatchObject({ next: 'end', state: 'cancelled' })
    expect(await numbersOf(importId)).toEqual([])
    expect(await links()).toEqual([])
  })
})

describe('what may pass', () => {
  const passing = {
    '503': (response: ServerResponse) => response.writeHead(503).end(),
    'a connection that breaks': (response: ServerResponse) =>
      response.writeHead(200, { 'content-length': 100 }).write('a', () => response.destroy()),
    'a host that falls silent': (response: ServerResponse) => response.write('ID,Name\n'),
  }
  test.each(Object.entries(passing))('%s is tried again after a pause, and then well', async (_, answer) => {
    const trying = worldWith({ retrySeconds: [1, 2] })
    const importId = await trying.link(host.give('/passing.csv', answer))
    const step = await trying.run(importId)
    expect(step).toMatchObject({ next: 'wait' })
    const waiting = await trying.job(importId)
    expect(waiting).toMatchObject({
      state: 'fetching',
      error: null,
      link: { failures: 1, problem: expect.any(String) },
    })
    expect(Date.parse(waiting.link?.triesAgainAt ?? '')).toBeGreaterThan(Date.now() - 1_000)
    host.give('/passing.csv', table(2))
    await until(async () => (await trying.activities.nextStep(trying.inputOf(importId))).next === 'fetch', {
      what: 'its time has come',
    })
    await trying.run(importId)
    expect(await namesOf(importId)).toEqual(['Task 1', 'Task 2'])
    expect((await trying.job(importId)).link).toMatchObject({ problem: null, triesAgainAt: null })
  })

  test('fails the import when it does not', async () => {
    const importId = await world.link(host.give('/busy.csv', 503))
    expect(await world.run(importId)).toMatchObject({ next: 'end', state: 'failed' })
    expect((await world.job(importId)).error?.message).toBe(
      `The file could not be fetched from ${host.origin}: the host answered 503.`,
    )
  })
})

describe('what will not pass fails the import at once, and says what and where', () => {
  const trying = () => worldWith({ retrySeconds: [600] })
  const failureOf = async (url: string, of = trying()) => {
    const importId = await of.link(url)
    expect(await of.run(importId)).toMatchObject({ next: 'end', state: 'failed' })
    const { error, projectId } = await of.job(importId)
    expect(projectId).toBeNull()
    expect(await numbersOf(importId)).toEqual([])
    return error?.message
  }

  test('a file that is not there', async () => {
    expect(await failureOf(`${host.give('/gone.csv', 404)}${secret}`)).toBe(
      `The file could not be fetched from ${host.origin}: the host answered 404.`,
    )
  })
  test('one that is too large, by what is said and by what comes', async () => {
    expect(await failureOf(host.give('/large.csv', table(200_000)))).toContain('it is larger than 100 MB.')
    const unsaid = host.give('/unsaid.csv', (response) => {
      response.write(table(100_000))
      response.end(table(100_000))
    })
    expect(await failureOf(unsaid)).toContain('it is larger than 100 MB.')
  })
  test('one of a kind that cannot be read', async () => {
    const project = new Uint8Array(2_000)
    project.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
    expect(await failureOf(host.give('/plan.mpp', project))).toMatch(/\.mpp.*“XML Format”/)
    expect(await failureOf(host.give('/sign-in', '<!doctype html><html></html>'))).toContain('This is a web page.')
    expect(await failureOf(host.give('/empty.csv', ''))).toContain('the file is empty.')
  })
  test('a redirect, wherever it leads', async () => {
    host.give('/target.csv', table(1))
    const moved = (location: string) =>
      host.give('/moved.csv', (response) => response.writeHead(302, { location }).end())
    for (const location of [`${host.origin}/target.csv`, 'http://169.254.169.254/latest/meta-data/'])
      expect(await failureOf(moved(location))).toContain('a redirect, which is not followed.')
    expect(host.asked).not.toContain('/target.csv')
  })
  test('a name that is not public by the time it is asked', async () => {
    const answers = ['10.0.0.7', '127.0.0.1', '169.254.169.254', '::1', '::ffff:127.0.0.1']
    for (const address of answers) {
      const resolve = async (): Promise<ResolvedAddress[]> => [{ address, family: address.includes(':') ? 6 : 4 }]
      const guarded = worldWith({ outgoing: { allowedHosts: [], resolve }, retrySeconds: [600] })
      expect(await failureOf('https://plans.example.com/plan.csv', guarded)).toBe(
        'The file could not be fetched from https://plans.example.com: the address is not a public one.',
      )
    }
  })
  test('a name that nobody knows', async () => {
    const resolve = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }))
    const lost = worldWith({ outgoing: { allowedHosts: [], resolve }, retrySeconds: [600] })
    expect(await failureOf('https://nowhere.example.com/plan.csv', lost)).toContain(
      'the name of the host is not known.',
    )
  })
})

test.each([
  'http://127.0.0.1/plan.csv',
  'http://169.254.169.254/latest/meta-data/',
  'http://[::1]/',
  'http://2130706433/',
  'https://ann:secret@plans.example.com/plan.csv',
  'https://plans.example.com:6379/plan.csv',
  'file:///etc/passwd',
  'no address',
])('%s is refused before anything is kept', async (url) => {
  const strict = worldWith({ outgoing: { allowedHosts: [] } })
  await expect(strict.link(url)).rejects.toMatchObject({
    type: 'bad-request',
    details: { issues: [{ path: 'body.url' }] },
  })
  expect(await links()).toEqual([])
})

describe('an import that failed', () => {
  const broken = table(3).replace('3,Task 3,2d', '3,Task 3,2 fortnights')

  test('is tried again with its file, as an import of its own', async () => {
    const importId = await world.upload(table(3), { chunkBytes: 10 })
    await fail(importId)
    const failed = await world.job(importId)
    expect(failed).toMatchObject({ state: 'failed', projectId: null })
    expect(Date.parse(failed.expiresAt ?? '')).toBeGreaterThan(Date.now() + 3_000_000)
    await purge()
    expect(await numbersOf(importId)).not.toEqual([])

    const again = await world.retry(importId)
    expect(again).not.toBe(importId)
    expect(await world.requests('import')).toContainEqual(expect.objectContaining({ subject_id: again }))
    await world.run(again)
    expect(await namesOf(again)).toEqual(['Task 1', 'Task 2', 'Task 3'])
    expect(await world.job(importId)).toMatchObject({ state: 'failed', expiresAt: null })
    await world.recompute((await world.job(again)).projectId)
    expect(await numbersOf(importId)).toEqual([])
  })

  test('may fail again, and be tried again', async () => {
    const first = await world.upload(
      broken.replace('Duration', 'Duration,Predecessors').replace('2 fortnights', '2d,9'),
    )
    await world.run(first)
    const second = await world.retry(first)
    await world.run(second)
    expect(await world.job(second)).toMatchObject({ state: 'failed', error: (await world.job(first)).error })
    await expect(world.retry(first)).rejects.toMatchObject({ type: 'conflict' })
    const third = await world.retry(second)
    await world.run(third)
    expect(await numbersOf(first)).not.toEqual([])
    for (const id of [first, second, third]) await expire(id)
    await purge()
    expect(await numbersOf(first)).toEqual([])
  })

  test('that could not be fetched is fetched anew', async () => {
    const importId = await world.link(host.give('/later.csv', 404), { fileName: 'plan.csv' })
    await world.run(importId)
    host.give('/later.csv', table(2))
    const again = await world.retry(importId)
    expect(await world.job(again)).toMatchObject({ state: 'fetching', fileName: 'plan.csv', link: { failures: 0 } })
    await world.run(again)
    expect(await namesOf(again)).toEqual(['Task 1', 'Task 2'])
  })

  test('that was fetched is tried again with what came', async () => {
    const importId = await world.link(host.give('/once.csv', table(2)))
    await world.takeOne(importId)
    host.give('/once.csv', 404)
    await fail(importId)
    const again = await world.retry(importId)
    await world.run(again)
    expect(await namesOf(again)).toEqual(['Task 1', 'Task 2'])
  })

  test('cannot be when its time is over, and its file goes', async () => {
    const uploaded = await world.upload(table(3))
    const linked = await world.link(host.give('/expired.csv', 404))
    await fail(uploaded)
    await world.run(linked)
    await expire(uploaded)
    await expire(linked)
    expect(await numbersOf(uploaded)).toHaveLength(1)
    await purge()
    expect(await numbersOf(uploaded)).toEqual([])
    expect(await links()).toEqual([])
    for (const id of [uploaded, linked])
      await expect(world.retry(id)).rejects.toMatchObject({
        type: 'conflict',
        message: expect.stringContaining('Upload it again'),
      })
  })

  /** As when what it needs was away for too long. */
  const fail = (importId: string) =>
    world.act((transaction) => settleImport(transaction, importId, 'failed', { expireSeconds: 3_600 }, () => null))
})
