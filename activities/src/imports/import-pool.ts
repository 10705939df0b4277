import type { Waits } from '@throughline/domain'
import { type FileStorage, FileStoreError } from '@throughline/platform'
import { Piscina } from 'piscina'
import type { TemporalPlace } from '../workflow-url.ts'
import type { ImportSource } from './import-source.ts'
import type { readImport } from './read-import.ts'
import type { reportDates } from './report-dates.ts'

/** Threads that read files: parsing and comparing take seconds, in which nothing else of the process stands still. */
export interface ImportPool {
  read(source: ImportSource): ReturnType<typeof readImport>
  report(source: ImportSource): ReturnType<typeof reportDates>
  close(): Promise<void>
}

export interface ImportThreadData {
  connectionString: string
  files: FileStorage
  temporal: TemporalPlace
  waits: Waits
}

/** `unreachable`: why the file cannot be had. */
export type ReadByThread = { outcome: Awaited<ReturnType<typeof readImport>> } | { unreachable: string }

const mostThreads = 2
/** A thread takes memory for as long as it lives; files come seldom. */
const idleMilliseconds = 2_000

/** `file`: the built thread, or its TypeScript source, which tsx then loads. */
export function createImportPool(file: string, data: ImportThreadData): ImportPool {
  const execArgv = file.endsWith('.ts') ? ['--import', 'tsx'] : []
  const options = { minThreads: 0, maxThreads: mostThreads, idleTimeout: idleMilliseconds, execArgv }
  const pool = new Piscina({ filename: file, workerData: data, ...options })
  return {
    async read(source) {
      const result: ReadByThread = await pool.run(source, { name: 'read' })
      if ('unreachable' in result) throw new FileStoreError(result.unreachable, { mayPass: true })
      return result.outcome
    },
    report: (source) => pool.run(source, { name: 'report' }),
    close: () => pool.destroy(),
  }
}
