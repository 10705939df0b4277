import { cancelImport } from '@throughline/domain'
import { createBuckets, type FileStorage } from '@throughline/platform'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createImportWorld, type ImportWorld } from '../../activities/src/imports/testing/import-world.ts'
import { purgeFiles } from '../../activities/src/maintenance/purge-files.ts'
import { createOrganisation, openTestDatabase, type TestOrganisation } from '../harness/index.ts'
import { type ObjectStorage, objectStorageTimeout, startObjectStorage } from '../harness/service/index.ts'

const database = openTestDatabase()
let storage: ObjectStorage
let files: FileStorage
let organisation: TestOrganisation
let world: ImportWorld
beforeAll(async () => {
  storage = await startObjectStorage()
  const { IMPORT_STORAGE_URL: place = '', S3_ACCESS_KEY_ID = '', S3_SECRET_ACCESS_KEY = '' } = storage.env
  const credentials = { accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY }
  files = { place: createBuckets({ place, credentials }).at(place).place, credentials }
}, objectStorageTimeout)
beforeEach(async () => {
  organisation = await createOrganisation(database)
  world = createImportWorld(database, organisation, { files })
})
afterAll(async () => {
  await storage?.close()
  await database.close()
})

const table = 'ID,Name,Duration,Predecessors\n1,Dig,2d,\n2,Pour,1d,1\n'
const keysOf = (importId: string) => storage.keys().filter((key) => key.includes(importId))
const cancel = (importId: string) =>
  world.act((transaction) => cancelImport(transaction, organisation.admin, importId, 'roll-back'))
/** What other tests have left is in buckets that are gone. */
const purge = (olderThanHours: number, of: FileStorage = files) =>
  purgeFiles({ database, buckets: createBuckets(of), olderThanHours, onLost: () => undefined })

test('a file is read from its bucket, and deleted when its import has ended', async () => {
  const importId = await world.upload(table, { chunkBytes: 10 })
  const pieces = Math.ceil(table.length / 10)
  expect(keysOf(importId)).toHaveLength(pieces)
  expect(keysOf(importId)).toContain(`files/${organisation.id}/${importId}/${pieces - 1}`)
  const chunks = await world.act((transaction) =>
    transaction.selectFrom('import_chunk').select('sequence').where('import_id', '=', importId).execute(),
  )
  expect(chunks).toEqual([])

  await world.run(importId)
  const { projectId } = await world.job(importId)
  expect(keysOf(importId)).toHaveLength(pieces)
  await world.recompute(projectId)
  expect(keysOf(importId)).toHaveLength(pieces)
  expect(await world.run(importId)).toMatchObject({ next: 'end', state: 'completed' })
  expect((await world.plan(projectId)).tasks.map(({ name }) => name)).toEqual(['Dig', 'Pour'])
  expect(keysOf(importId)).toEqual([])
})

test('an import that is given up has its file deleted', async () => {
  const importId = await world.upload(table, { mode: 'review' })
  await world.run(importId)
  expect(keysOf(importId)).toHaveLength(1)
  await cancel(importId)
  await world.run(importId)
  expect(keysOf(importId)).toEqual([])
})

test('a file is found where it is, whatever the settings say since', async () => {
  const inBucket = await world.upload(table)
  const without = createImportWorld(database, organisation, { files: { ...files, place: null } })
  expect(await without.run(inBucket)).toMatchObject({ next: 'wait' })
  const inDatabase = await without.upload(table)
  expect(keysOf(inDatabase)).toEqual([])
  expect(await world.run(inDatabase)).toMatchObject({ next: 'wait' })
  await without.recompute((await world.job(inBucket)).projectId)
  await without.run(inBucket)
  expect(keysOf(inBucket)).toEqual([])
})

test('without the key to a bucket its files wait, and say so', async () => {
  const importId = await world.upload(table)
  const without = createImportWorld(database, organisation, { files: { place: null, credentials: null } })
  await expect(without.run(importId)).rejects.toMatchObject({ name: 'FileStoreError', mayPass: true })
  expect(await world.job(importId)).toMatchObject({ state: 'parsing', error: null })
  expect(await world.run(importId)).toMatchObject({ next: 'wait' })
})

test('a file that has become shorter is refused, and not taken for a shorter plan', async () => {
  const importId = await world.upload(table, { chunkBytes: 10 })
  await createBuckets(files).current?.removePieces([{ ...world.inputOf(importId), sequence: 4 }])
  await world.run(importId)
  const job = await world.job(importId)
  expect(job).toMatchObject({ state: 'failed', projectId: null })
  expect(job.error?.message).toContain('not whole')
})

test('the file of an import that failed stays until its time is over, and is read where it is by one that tries again', async () => {
  const importId = await world.upload(`${table}3,Pour,1d,9\n`, { chunkBytes: 10 })
  await world.run(importId)
  const again = await world.retry(importId)
  await world.run(again)
  expect(await world.job(again)).toMatchObject({ state: 'failed', error: (await world.job(importId)).error })
  const kept = keysOf(importId)
  expect(kept).not.toEqual([])
  expect(keysOf(again)).toEqual([])
  await purge(0)
  expect(keysOf(importId)).toEqual(kept)
  await world.act((transaction) =>
    transaction
      .updateTable('import_job')
      .set({ expires_at: new Date().toISOString() })
      .where('id', '=', again)
      .execute(),
  )
  await purge(0)
  expect(keysOf(importId)).toEqual([])
})

test('an import waits for a bucket that is away, and ends without it; the purge does the rest', async () => {
  const [reading, ending] = [await world.upload(table), await world.upload(table, { mode: 'review' })]
  await world.run(ending)
  await cancel(ending)
  await storage.stop()
  try {
    await expect(world.run(reading)).rejects.toMatchObject({ name: 'FileStoreError', mayPass: true })
    const given = { ...world.inputOf(ending), state: 'cancelled' } as const
    await world.environment().run(world.activities.settleImport, given)
    expect(await world.job(ending)).toMatchObject({ state: 'cancelled' })
    await expect(purge(0)).rejects.toMatchObject({ name: 'FileStoreError' })
  } finally {
    await storage.start()
  }
  expect(keysOf(ending)).toHaveLength(1)
  for (const key of keysOf(ending)) storage.age(key, 25)
  await purge(24)
  expect(keysOf(ending)).toEqual([])
  expect(await world.run(reading)).toMatchObject({ next: 'wait' })
})

test('the purge takes what nobody needs, and only when it is old', async () => {
  const underWay = await world.upload(table, { mode: 'review', chunkBytes: 10 })
  await world.run(underWay)
  const brokenOff = crypto.randomUUID()
  const left = [0, 1, 2].map((sequence) => `files/${organisation.id}/${brokenOff}/${sequence}`)
  storage.add(left)
  for (const key of [...keysOf(underWay), ...left.slice(1)]) storage.age(key, 25)
  expect(await purge(24)).toBe(2)
  expect(keysOf(brokenOff)).toEqual(left.slice(0, 1))
  expect(await purge(0)).toBe(1)
  expect(keysOf(brokenOff)).toEqual([])
  expect(keysOf(underWay)).toHaveLength(Math.ceil(table.length / 10))
})

test('the purge looks where files of imports are that the settings no longer name', async () => {
  const importId = await world.upload(table)
  const left = `files/${organisation.id}/${crypto.randomUUID()}/0`
  storage.add([left])
  expect(await purge(0, { ...files, place: null })).toBeGreaterThanOrEqual(1)
  expect(storage.keys()).not.toContain(left)
  expect(keysOf(importId)).toHaveLength(1)
})
