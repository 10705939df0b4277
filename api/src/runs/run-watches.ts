import { type Database, listLivingCredentials } from '@throughline/database'
import type { Principal } from '@throughline/domain'
import type { Logger } from '@throughline/platform'
import { repeat } from '../gateway/repeat.ts'

/**
 * Requests that wait for a run to change, of this process. They hold no connection to the database while they wait: the
 * listener of the gateway tells which run has changed. What no notice told of is found by looking again.
 */
export interface RunWatches {
  /** Opened before the run is read, so that nothing is missed between. */
  open(runId: string, principal: Pick<Principal, 'id' | 'organisationId'>): RunWatch
  /** The run has changed. */
  notice(runId: string): void
  /** All waits end: the process is about to. */
  close(): void
}

export interface RunWatch {
  /** Nobody waits any more: whoever asked is gone, or the process ends. */
  readonly isClosed: boolean
  /** Until the run may have changed, the credential may have ended, the watch is closed, or so long. */
  next(milliseconds: number): Promise<void>
  close(): void
}

interface Watch extends RunWatch {
  runId: string
  credential: Pick<Principal, 'id' | 'organisationId'>
  wake(): void
}

/** As sockets are looked at. */
const checkEvery = 500

export function createRunWatches(database: Database, log: Logger): RunWatches {
  const watches = new Set<Watch>()
  let isEnding = false

  /** Wakes those whose session or token ended or works in another organisation now: reading again refuses them. */
  async function wakeDead(): Promise<void> {
    if (watches.size === 0) return
    const ids = new Set([...watches].map(({ credential }) => credential.id))
    const living = await listLivingCredentials(database.kysely, [...ids])
    for (const watch of watches) if (living.get(watch.credential.id) !== watch.credential.organisationId) watch.wake()
  }
  const checking = repeat(wakeDead, checkEvery, (error) =>
    log.warn({ err: error }, 'waiting requests could not be checked'),
  )

  return {
    open(runId, credential) {
      const watch = createWatch(runId, credential, () => watches.delete(watch))
      watches.add(watch)
      if (isEnding) watch.close()
      return watch
    },
    notice(runId) {
      for (const watch of watches) if (watch.runId === runId) watch.wake()
    },
    close() {
      isEnding = true
      checking.stop()
      for (const watch of watches) watch.close()
    },
  }
}

function createWatch(runId: string, credential: Watch['credential'], onClosed: () => void): Watch {
  let isClosed = false
  let isWoken = false
  let resume: (() => void) | undefined
  const wake = () => {
    isWoken = true
    resume?.()
  }
  return {
    runId,
    credential,
    wake,
    get isClosed() {
      return isClosed
    },
    async next(milliseconds) {
      if (!isWoken && !isClosed)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds)
          resume = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      resume = undefined
      isWoken = false
    },
    close() {
      isClosed = true
      resume?.()
      onClosed()
    },
  }
}
