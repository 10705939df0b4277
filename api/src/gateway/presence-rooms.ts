import { endWith, listLooks, withTransaction } from '@throughline/database'
import type { AppContext } from '../context.ts'
import { coalesce } from './coalesce.ts'
import type { LiveServer, LiveSocket } from './sockets.ts'
import type { Streams } from './streams.ts'

/** Tells the sockets of this process who looks at what they watch. */
export interface PresenceRooms {
  /** The socket came to watch: it is told who is there. */
  joined(socket: LiveSocket, projectId: string): void
  /** The socket does not watch the project any more. */
  left(socket: LiveSocket, projectId: string): void
  /** Someone came, went or moved, in any process. */
  changed(projectId: string): void
  close(): void
}

const tellAfter = 200
const retryAfter = 1_000

/** The list of a project is read once for all of its sockets here, a moment after it changed, in their organisation. */
export function createPresenceRooms(
  { database, log }: AppContext,
  server: LiveServer,
  streams: Pick<Streams, 'room'>,
): PresenceRooms {
  /** What the sockets of a project were told last. */
  const told = new Map<string, string>()
  const newcomers = new Map<string, Set<LiveSocket>>()
  const onError = (error: unknown) => log.warn({ err: error }, 'who is looking could not be read; it is tried again')

  async function tell(projectId: string): Promise<void> {
    const stream = streams.room(projectId)?.stream
    if (!stream) return
    const people = await withTransaction(database, stream, (transaction) =>
      endWith(transaction, listLooks(transaction, projectId)),
    )
    const room = streams.room(projectId)?.sockets ?? []
    const fresh = newcomers.get(projectId)
    newcomers.delete(projectId)
    const text = JSON.stringify(people)
    const receivers = told.get(projectId) === text ? room.filter((socket) => fresh?.has(socket)) : room
    if (room.length > 0) told.set(projectId, text)
    if (receivers.length > 0) server.to(receivers.map(({ id }) => id)).emit('presence', { id: projectId, people })
  }

  const telling = coalesce(tell, { after: tellAfter, retryAfter, onError })
  return {
    joined(socket, projectId) {
      newcomers.set(projectId, (newcomers.get(projectId) ?? new Set()).add(socket))
      telling.ask(projectId)
    },
    left(socket, projectId) {
      newcomers.get(projectId)?.delete(socket)
      if (streams.room(projectId)) return
      told.delete(projectId)
      newcomers.delete(projectId)
    },
    changed(projectId) {
      if (streams.room(projectId)) telling.ask(projectId)
    },
    close: () => telling.stop(),
  }
}
