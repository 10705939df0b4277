import { type Database, listImportFileStores, listImportsUnderWay, withoutTenant } from '@throughline/database'
import { type BucketStore, type Buckets, FileStoreError, type StoredPiece } from '@throughline/platform'

/** What is left then waits for the next hour; the activity around it has a minute. */
const longestMilliseconds = 40_000

export interface FilePurge {
  database: Database
  buckets: Buckets
  /** Pieces that are younger may belong to an upload that goes on: its import cannot be seen yet. */
  olderThanHours: number
  /** A bucket of former settings could not be looked into; it may be gone for good. */
  onLost(error: FileStoreError): void
}

/**
 * Takes away pieces of files that nobody needs: of uploads that broke off, and of imports that ended while their bucket was
 * away. Looks into the bucket of the settings and into those where imports of late have their files. Answers how many.
 */
export async function purgeFiles(purge: FilePurge): Promise<number> {
  const { database, buckets, olderThanHours, onLost } = purge
  const end = Date.now() + longestMilliseconds
  const before = new Date(Date.now() - olderThanHours * 3_600_000)
  const ended = 2 * olderThanHours + 1
  const own = buckets.current?.place
  const places = await withoutTenant(database, (transaction) => listImportFileStores(transaction, ended))
  let removed = 0
  for (const place of places.filter((former) => former !== own)) {
    try {
      removed += await purgeBucket(database, buckets.at(place), before, end)
    } catch (error) {
      if (!(error instanceof FileStoreError)) throw error
      onLost(error)
    }
  }
  return removed + (buckets.current ? await purgeBucket(database, buckets.current, before, end) : 0)
}

async function purgeBucket(database: Database, bucket: BucketStore, before: Date, end: number): Promise<number> {
  let removed = 0
  for await (const page of bucket.pages()) {
    const left = page.filter(({ storedAt }) => storedAt < before)
    removed += await removeUnneeded(database, bucket, left)
    if (Date.now() > end) break
  }
  return removed
}

async function removeUnneeded(
  database: Database,
  bucket: BucketStore,
  pieces: readonly StoredPiece[],
): Promise<number> {
  if (pieces.length === 0) return 0
  const importIds = [...new Set(pieces.map(({ importId }) => importId))]
  const needed = await withoutTenant(database, (transaction) => listImportsUnderWay(transaction, importIds))
  const left = pieces.filter(({ importId }) => !needed.has(importId))
  await bucket.removePieces(left)
  return left.length
}
