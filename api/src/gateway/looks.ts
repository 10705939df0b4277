import {
  asDispatcher,
  deleteLooks,
  expireLooks,
  type Look,
  renewLooks,
  sendSignals,
  writeLooks,
} from '@throughline/database'
import type { AppContext } from '../context.ts'
import type { LiveSocket } from './sockets.ts'

/**
 * What the sockets of this process look at, as rows that all processes read. All changes of a moment are one transaction,
 * whatever the sockets ask; rows are renewed while the process lives, and those that nobody renews run out.
 */
export interface Looks {
  look(socket: LiveSocket, projectId: string, taskId: string | null): void
  left(socket: LiveSocket, projectId: string): void
  /** Renews what is ours, and ends what nobody renews. */
  sweep(): Promise<void>
  /** Takes away what is ours. */
  close(): Promise<void>
}

const writeAfter = 100

export function createLooks({ database, log }: AppContext): Looks {
  const looks = new Map<string, Look>()
  const unwritten = new Set<string>()
  /** Projects, with their organisations, where others are to see a difference. */
  const touched = new Map<string, string>()
  let writing: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined

  function touch({ socketId, projectId, organisationId }: Look): void {
    unwritten.add(socketId)
    touched.set(projectId, organisationId)
    timer ??= setTimeout(() => {
      write().catch((error: unknown) =>
        log.warn({ err: error }, 'who is looking could not be written; it is tried again'),
      )
    }, writeAfter)
  }

  /** One after another. */
  function write(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    writing = writing.catch(() => undefined).then(writeOnce)
    return writing
  }

  /** What fails is kept for the next time. */
  async function writeOnce(): Promise<void> {
    if (unwritten.size === 0) return
    const ids = [...unwritten]
    const places = [...touched]
    unwritten.clear()
    touched.clear()
    try {
      await asDispatcher(database, async (transaction) => {
        await deleteLooks(
          transaction,
          ids.filter((id) => !looks.has(id)),
        )
        await writeLooks(
          transaction,
          ids.flatMap((id) => looks.get(id) ?? []),
        )
        await sendSignals(transaction, places.map(presenceSignal))
      })
    } catch (error) {
      for (const id of ids) unwritten.add(id)
      for (const [projectId, organisationId] of places) touched.set(projectId, organisationId)
      throw error
    }
  }

  /** Rows may be gone without our doing: a crash of PostgreSQL empties the table, and a frozen process loses its own. */
  async function renew(): Promise<void> {
    if (looks.size === 0) return
    const known = await asDispatcher(database, (transaction) => renewLooks(transaction, [...looks.keys()]))
    for (const look of looks.values()) if (!known.has(look.socketId)) touch(look)
  }

  async function expire(): Promise<void> {
    await asDispatcher(database, async (transaction) => {
      const places = await expireLooks(transaction)
      await sendSignals(
        transaction,
        places.map(({ projectId, organisationId }) => presenceSignal([projectId, organisationId])),
      )
    })
  }

  return {
    look(socket, projectId, taskId) {
      const { organisationId, personId } = socket.data.principal
      const former = looks.get(socket.id)
      if (former?.projectId === projectId && former.taskId === taskId) return
      const look = { socketId: socket.id, organisationId, projectId, personId, taskId }
      looks.set(socket.id, look)
      if (former) touch(former)
      touch(look)
    },
    left(socket, projectId) {
      const look = looks.get(socket.id)
      if (look?.projectId !== projectId) return
      looks.delete(socket.id)
      touch(look)
    },
    async sweep() {
      await write()
      await renew()
      await expire()
    },
    async close() {
      for (const look of looks.values()) touch(look)
      looks.clear()
      await write()
    },
  }
}

const presenceSignal = ([streamId, organisationId]: readonly [string, string]) =>
  ({ kind: 'presence', streamId, organisationId }) as const
