import { parseBucketAddress } from './bucket-address.ts'
import type { BucketCredentials } from './bucket-requests.ts'
import { type BucketStore, createBucketStore } from './bucket-store.ts'
import { FileStoreError } from './file-store.ts'

/** What the settings say of where files are kept; plain data, so that it can be handed to a thread. */
export interface FileStorage {
  /** Address of the bucket for new files; null: they go into the database. */
  readonly place: string | null
  readonly credentials: BucketCredentials | null
}

export interface Buckets {
  /** Where new files go; null: into the database. */
  readonly current: BucketStore | null
  /** The bucket that an import names: that of the settings, or one of former settings. Throws FileStoreError. */
  at(place: string): BucketStore
}

export function createBuckets({ place: ownPlace, credentials }: FileStorage): Buckets {
  const opened = new Map<string, BucketStore>()
  const at = (place: string): BucketStore => {
    const known = opened.get(place)
    if (known) return known
    const address = parseBucketAddress(place)
    if (!address) throw new FileStoreError('the place of a file cannot be read', { mayPass: false })
    if (!credentials)
      throw new FileStoreError('the file is in a bucket, and S3_ACCESS_KEY_ID is not set', { mayPass: true })
    const store = createBucketStore(address, credentials)
    opened.set(store.place, store)
    return store
  }
  return { current: ownPlace === null ? null : at(ownPlace), at }
}
