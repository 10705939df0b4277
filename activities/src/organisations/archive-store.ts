import { type Database, organisationFiles, withTransaction } from '@throughline/database'
import type { Buckets, FileStore } from '@throughline/platform'

export interface ArchiveContext {
  readonly database: Database
  readonly buckets: Buckets
}

/** Where the file of a run is: its run says so; null: in the database. */
export function archiveStore(
  { database, buckets }: ArchiveContext,
  organisationId: string,
  fileStore: string | null,
): FileStore {
  if (fileStore !== null) return buckets.at(fileStore)
  return organisationFiles((act) => withTransaction(database, { organisationId }, act))
}
