import { availableParallelism } from 'node:os'
import { MessageChannel } from 'node:worker_threads'
import { ProblemError } from '@throughline/contract'
import type { Logger, Settings } from '@throughline/platform'
import { Piscina } from 'piscina'
import type { ComputeReply, ComputeRequest, ComputeThreadData, FileRequest } from './compute-thread.ts'
import { type ReceivedFile, receiveThrough } from './file-port.ts'
import { unpackError } from './packed-error.ts'

/** Threads that give the answers of `computed-answers.ts`. */
export interface ComputePool {
  /** Throws what the answer threw; ProblemError `unavailable` while too many wait. */
  answer(request: ComputeRequest): Promise<{ json: Buffer; etag: string | null }>
  /** Resolves when its first bytes are there, or throws as `answer` does; a body that is destroyed ends the making of it. */
  file(request: Omit<FileRequest, 'port'>): Promise<ReceivedFile>
  /** How many files are being made. */
  readonly openFiles: number
  close(): Promise<void>
}

/** Of a thread: while one waits for the database, above all for the lock of a project, the thread goes on with others. */
const atOnce = 4
const mostThreads = Math.min(4, availableParallelism())
export const mostWaiting = 100
/** Files that may be made at once: each keeps its place for as long as its caller takes, and others need some. */
export const mostFiles = Math.min(4, mostThreads * atOnce - 2)
/** Beyond this many at once the next is refused. */
export const mostComputing = mostThreads * atOnce + mostWaiting

export function createComputePool({ api, logLevel, database, temporal }: Settings, log: Logger): ComputePool {
  const { computeThread, publicUrl } = api
  const workerData: ComputeThreadData = { logLevel, database: { ...database, poolSize: atOnce }, temporal, publicUrl }
  const pool = new Piscina({
    filename: computeThread,
    minThreads: 1,
    maxThreads: mostThreads,
    concurrentTasksPerWorker: atOnce,
    idleTimeout: 60_000,
    workerData,
  })
  // Of a thread that fails between two questions; its place is taken by another.
  pool.on('error', (error: unknown) => log.error({ err: error }, 'a thread failed'))
  const refuseWhenFull = () => {
    if (pool.queueSize < mostWaiting) return
    const detail = 'Too many wait for answers of this kind at present. Try again.'
    throw new ProblemError('unavailable', { detail, retryAfterSeconds: 1 })
  }
  let openFiles = 0
  return {
    async answer(request) {
      refuseWhenFull()
      const reply = (await pool.run(request, { name: 'answer' })) as ComputeReply
      if ('error' in reply) throw unpackError(reply.error)
      const { buffer, byteOffset, byteLength } = reply.json
      return { json: Buffer.from(buffer, byteOffset, byteLength), etag: reply.etag }
    },
    async file(request) {
      refuseWhenFull()
      const { port1, port2 } = new MessageChannel()
      const receiving = receiveThrough(port1)
      openFiles += 1
      // A thread that ends amid it closes the port, which says so.
      pool
        .run({ ...request, port: port2 }, { name: 'stream', transferList: [port2] })
        .catch((error: unknown) => log.warn({ err: error }, 'a file was not made to its end'))
        .finally(() => {
          openFiles -= 1
          port1.close()
        })
      return receiving
    },
    get openFiles() {
      return openFiles
    },
    close: () => pool.destroy(),
  }
}
