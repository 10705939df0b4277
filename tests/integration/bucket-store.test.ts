import { randomUUID } from 'node:crypto'
import { type BucketStore, createBuckets, pieceBytes, type StoredFile, type StoredPiece } from '@throughline/platform'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ObjectStorage, objectStorageTimeout, startObjectStorage } from '../harness/service/index.ts'

let storage: ObjectStorage
let store: BucketStore
beforeAll(async () => {
  storage = await startObjectStorage({ prefix: 'some/files' })
  store = storeWith()
}, objectStorageTimeout)
afterAll(() => storage?.close())

function storeWith({
  place = storage.env.IMPORT_STORAGE_URL ?? '',
  secret = storage.env.S3_SECRET_ACCESS_KEY ?? '',
} = {}) {
  const credentials = { accessKeyId: storage.env.S3_ACCESS_KEY_ID ?? '', secretAccessKey: secret }
  return createBuckets({ place, credentials }).at(place)
}

const newFile = (): StoredFile => ({ organisationId: randomUUID(), importId: randomUUID() })
const bytesOf = (text: string) => new TextEncoder().encode(text)
const textsOf = (pieces: readonly Uint8Array[]) => pieces.map((piece) => new TextDecoder().decode(piece))
async function piecesOf(of: BucketStore): Promise<StoredPiece[]> {
  const pieces: StoredPiece[] = []
  for await (const page of of.pages()) pieces.push(...page)
  return pieces
}

test('a file is kept in pieces, read in pages, and removed as a whole', async () => {
  const [file, other] = [newFile(), newFile()]
  for (const [index, text] of ['a', 'b', 'c', 'd', 'e'].entries()) await store.put(file, index, bytesOf(text))
  await store.put(other, 0, bytesOf('other'))
  const start = `some/files/${file.organisationId}/${file.importId}`
  expect(storage.keys().filter((key) => key.startsWith(start))).toEqual(
    [0, 1, 2, 3, 4].map((index) => `${start}/${index}`),
  )
  expect(textsOf(await store.list(file, 0, 2))).toEqual(['a', 'b'])
  expect(textsOf(await store.list(file, 2, 4))).toEqual(['c', 'd', 'e'])
  expect(await store.list(file, 5, 4)).toEqual([])
  await store.put(file, 1, bytesOf('B'))
  expect(textsOf(await store.list(file, 1, 1))).toEqual(['B'])
  await store.remove(file)
  expect(await store.list(file, 0, 4)).toEqual([])
  expect(textsOf(await store.list(other, 0, 4))).toEqual(['other'])
  await store.remove(file)
  await store.remove(other)
})

test('whole pieces come back as they were', async () => {
  const file = newFile()
  const bytes = new Uint8Array(pieceBytes).map((_, index) => (index * 31) % 251)
  await store.put(file, 0, bytes)
  const [read] = await store.list(file, 0, 1)
  expect(Buffer.compare(read ?? new Uint8Array(), bytes)).toBe(0)
  await store.remove(file)
})

test('all pieces are listed, over more pages than one, and nothing else', async () => {
  const { organisationId, importId } = newFile()
  const folder = `${organisationId}/${importId}`
  const count = 1_030
  const begun = Date.now()
  storage.add([
    ...Array.from({ length: count }, (_, index) => `some/files/${folder}/${index}`),
    ...[`some/files/${folder}/x`, `some/files/${organisationId}/0`, `some/others/${folder}/0`],
  ])
  const pieces = await piecesOf(store)
  expect(new Set(pieces.map(({ sequence }) => sequence)).size).toBe(count)
  expect(pieces.every((piece) => piece.importId === importId && piece.organisationId === organisationId)).toBe(true)
  expect(pieces.every(({ storedAt }) => Math.abs(storedAt.getTime() - begun) < 120_000)).toBe(true)
  await store.removePieces(pieces.slice(0, 10))
  expect(await piecesOf(store)).toHaveLength(count - 10)
})

test('trying it out leaves nothing', async () => {
  const before = storage.keys()
  await store.tryOut()
  expect(storage.keys()).toEqual(before)
})

test('a wrong secret and a wrong bucket are told of at once, by their code', async () => {
  const wrong = { name: 'FileStoreError', mayPass: false }
  await expect(storeWith({ secret: 'wrong' }).put(newFile(), 0, bytesOf('x'))).rejects.toMatchObject({
    ...wrong,
    message: 'the file storage answered 403 SignatureDoesNotMatch',
  })
  const elsewhere = storeWith({ place: storage.env.IMPORT_STORAGE_URL?.replace('//plans', '//nowhere') ?? '' })
  const noBucket = { ...wrong, message: 'the file storage answered 404 NoSuchBucket' }
  await expect(elsewhere.put(newFile(), 0, bytesOf('x'))).rejects.toMatchObject(noBucket)
  await expect(elsewhere.list(newFile(), 0, 1)).rejects.toMatchObject(noBucket)
  await expect(elsewhere.reach()).rejects.toMatchObject(noBucket)
})

test('one that is away is asked again for a moment; who is in a hurry says so', async () => {
  const file = newFile()
  await storage.stop()
  try {
    const coming = store.put(file, 0, bytesOf('late'))
    await expect(store.reach(AbortSignal.timeout(0))).rejects.toMatchObject({ name: 'FileStoreError' })
    await storage.start()
    await coming
    expect(textsOf(await store.list(file, 0, 1))).toEqual(['late'])
    await storage.stop()
    await expect(store.list(file, 0, 1)).rejects.toMatchObject({
      ...{ name: 'FileStoreError', mayPass: true },
      message: 'the file storage does not answer (ECONNREFUSED)',
    })
  } finally {
    await storage.start()
    await store.remove(file)
  }
})
