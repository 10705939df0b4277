import type { Waits } from '@throughline/domain'
import { type FileStorage, FileStoreError } from '@throughline/platform'
import { Piscina } from 'piscina'
import type { TemporalPlace } from '../workflow-url.ts'
import type { ImportSource } from './import-source.ts'
import type { readImport } from './read-import.ts'
import type { reportDates } from './report-dates.ts'

/** Threads that read files: parsing and comparing take seconds, in which nothing else of the process stands still. */
export interface ImportPool {
  /** `too-large`: the file needs more than `megabytes`; the thread that read it has ended. */
  read(source: ImportSource): Promise<Awaited<ReturnType<typeof readImport>> | 'too-large'>
  report(source: ImportSource): ReturnType<typeof reportDates>
  /** Memory that a thread takes at most. */
  readonly megabytes: number
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
/** A thread takes memory for as long as it lives, and files come seldom; but who reads one anew does so at once. */
const idleMilliseconds = 10_000

/** `file`: the built thread, or its TypeScript source, which tsx then loads. */
export function createImportPool(file: string, data: ImportThreadData, megabytes: number): ImportPool {
  const execArgv = file.endsWith('.ts') ? ['--import', 'tsx'] : []
  const options = { minThreads: 0, maxThreads: mostThreads, idleTimeout: idleMilliseconds, execArgv }
  const resourceLimits = { maxOldGenerationSizeMb: megabytes }
  const pool = new Piscina({ filename: file, workerData: data, resourceLimits, ...options })
  return {
    async read(source) {
      const result: ReadByThread | null = await pool.run(source, { name: 'read' }).catch(nullWithoutMemory)
      if (result === null) return 'too-large'
      if ('unreachable' in result) throw new FileStoreError(result.unreachable, { mayPass: true })
      return result.outcome
    },
    report: (source) => pool.run(source, { name: 'report' }),
    megabytes,
    close: () => pool.destroy(),
  }
}

function nullWithoutMemory(error: unknown): null {
  if ((error as { code?: unknown }).code !== 'ERR_WORKER_OUT_OF_MEMORY') throw error
  return null
}
