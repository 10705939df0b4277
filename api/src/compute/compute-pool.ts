import { availableParallelism } from 'node:os'
import { ProblemError } from '@throughline/contract'
import type { Logger, Settings } from '@throughline/platform'
import { Piscina } from 'piscina'
import type { ComputeReply, ComputeRequest, ComputeThreadData } from './compute-thread.ts'
import { unpackError } from './packed-error.ts'

/** Threads that give the answers of `computed-answers.ts`. */
export interface ComputePool {
  /** Throws what the answer threw; ProblemError `unavailable` while too many wait. */
  answer(request: ComputeRequest): Promise<{ json: Buffer; etag: string | null }>
  close(): Promise<void>
}

/** Of a thread: while one waits for the database, above all for the lock of a project, the thread goes on with others. */
const atOnce = 4
const mostThreads = Math.min(4, availableParallelism())
export const mostWaiting = 100
/** Beyond this many at once the next is refused. */
export const mostComputing = mostThreads * atOnce + mostWaiting

export function createComputePool({ api, logLevel, database, temporal }: Settings, log: Logger): ComputePool {
  const workerData: ComputeThreadData = { logLevel, database: { ...database, poolSize: atOnce }, temporal }
  const pool = new Piscina({
    filename: api.computeThread,
    minThreads: 1,
    maxThreads: mostThreads,
    concurrentTasksPerWorker: atOnce,
    idleTimeout: 60_000,
    workerData,
  })
  // Of a thread that fails between two questions; its place is taken by another.
  pool.on('error', (error: unknown) => log.error({ err: error }, 'a thread failed'))
  return {
    async answer(request) {
      if (pool.queueSize >= mostWaiting) {
        const detail = 'Too many wait for answers of this kind at present. Try again.'
        throw new ProblemError('unavailable', { detail, retryAfterSeconds: 1 })
      }
      const reply = (await pool.run(request, { name: 'answer' })) as ComputeReply
      if ('error' in reply) throw unpackError(reply.error)
      const { buffer, byteOffset, byteLength } = reply.json
      return { json: Buffer.from(buffer, byteOffset, byteLength), etag: reply.etag }
    },
    close: () => pool.destroy(),
  }
}
