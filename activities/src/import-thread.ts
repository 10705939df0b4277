import { workerData } from 'node:worker_threads'
import { createDatabase } from '@throughline/database'
import { createBuckets, FileStoreError } from '@throughline/platform'
import type { ImportThreadData, ReadByThread } from './imports/import-pool.ts'
import type { ImportSource } from './imports/import-source.ts'
import { readImport } from './imports/read-import.ts'
import { reportDates } from './imports/report-dates.ts'

/** Entry of the threads that read files. Each has a connection of its own, which it needs for pieces, plans and rows. */
const { connectionString, files, temporal, waits } = workerData as ImportThreadData
const database = createDatabase({ connectionString, poolSize: 1, applicationName: 'import-thread' })
const buckets = createBuckets(files)

/** An error loses its kind on the way out of a thread. */
export async function read(source: ImportSource): Promise<ReadByThread> {
  try {
    return { outcome: await readImport({ database, buckets, temporal, waits }, source) }
  } catch (error) {
    if (error instanceof FileStoreError) return { unreachable: error.message }
    throw error
  }
}

export const report = (source: ImportSource) => reportDates({ database, buckets, temporal, waits }, source)
