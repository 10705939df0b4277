import {
  createListener,
  type Database,
  endRecomputeSession,
  renewRecomputeSessions,
  sessionChannel,
  withTransaction,
} from '@throughline/database'
import type { Logger } from '@throughline/platform'
import { RecomputeSession, type SessionPlace } from './session.ts'

/**
 * The recompute sessions of this worker. An attempt that has computed a project stays for some seconds, and computes what
 * is asked next as soon as the dispatcher has granted the project a slot: Temporal is asked once for a burst of edits, not
 * once for each; see ADR 20. NOTIFY only wakes: each second the sessions are renewed, and told of slots that no wake-up
 * told them of, or that they are no longer their project's.
 */
export interface RecomputeSessions {
  /** Null when attempts do not stay here: it is turned off, being shut down, or there are too many. */
  open(place: SessionPlace): RecomputeSession | null
  /** Sessions that wait end at once; those that compute, when they have. */
  close(): Promise<void>
}

export interface SessionsOptions {
  database: Database
  /** Straight to PostgreSQL, for LISTEN. */
  directUrl: string
  /** How long a session waits for the next grant. */
  stayMilliseconds: number
  logger: Logger
}

export const mostSessions = 150
const renewEvery = 1_000

/** For a worker that is told no direct connection, or not to stay. */
export const noSessions: RecomputeSessions = { open: () => null, close: async () => {} }

export function createRecomputeSessions(options: SessionsOptions): RecomputeSessions {
  const { database, directUrl, stayMilliseconds, logger } = options
  const sessions = new Set<RecomputeSession>()
  let closing = false
  let renewing: Promise<void> | undefined

  async function renew(): Promise<void> {
    if (sessions.size === 0) return
    const waiting = [...sessions].filter((session) => session.isWaiting)
    const known = await renewRecomputeSessions(database.kysely, [...sessions])
    for (const session of waiting) {
      const told = known.get(session.sessionId)
      if (!told) session.lose()
      else if (told.isGranted) session.wake()
    }
  }
  const renewNow = () => {
    renewing ??= renew()
      .catch((error: unknown) => logger.warn({ err: error }, 'recompute sessions could not be renewed; tried again'))
      .finally(() => {
        renewing = undefined
      })
  }

  const timer = setInterval(renewNow, renewEvery)
  const listener = createListener({
    connectionString: directUrl,
    channels: [sessionChannel],
    onNotification(_, projectId) {
      for (const session of sessions) if (session.projectId === projectId) session.wake()
    },
    onConnect: renewNow,
    onError: (error) => logger.warn({ err: error }, 'the listener lost its connection; sessions look each second'),
  })

  return {
    open(place) {
      if (closing || sessions.size >= mostSessions) return null
      const session = new RecomputeSession(place, {
        stayMilliseconds,
        end: (key) => withTransaction(database, place, (transaction) => endRecomputeSession(transaction, key)),
        onClosed: () => sessions.delete(session),
      })
      sessions.add(session)
      return session
    },
    async close() {
      closing = true
      for (const session of sessions) session.stop()
      clearInterval(timer)
      await renewing
      await listener.close()
    },
  }
}
