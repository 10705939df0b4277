import { lookRequest, watchRequest } from '@throughline/contract'
import { z } from 'zod'
import type { AppContext } from '../context.ts'
import type { Looks } from './looks.ts'
import type { PresenceRooms } from './presence-rooms.ts'
import { type LiveSocket, refusals } from './sockets.ts'
import type { Streams } from './streams.ts'

export interface SocketParts {
  streams: Streams
  looks: Looks
  rooms: PresenceRooms
}

const unwatchRequest = z.object({ id: z.uuid() })

/** Answers what a socket asks. Malformed requests that have no answer are passed over. */
export function serveSocket({ log }: AppContext, { streams, looks, rooms }: SocketParts, socket: LiveSocket): void {
  socket.on('watch', (request, answer) => {
    if (typeof answer !== 'function') return
    const parsed = watchRequest.safeParse(request)
    if (!parsed.success) return answer({ ok: false, code: refusals.malformed })
    const { id, kind } = parsed.data
    streams.watch(socket, parsed.data).then(
      (answered) => {
        answer(answered)
        if (answered.ok && kind === 'project') rooms.joined(socket, id)
      },
      (error: unknown) => {
        log.warn({ err: error }, 'a stream could not be opened')
        socket.disconnect(true)
      },
    )
  })
  socket.on('unwatch', (request) => {
    const parsed = unwatchRequest.safeParse(request)
    if (parsed.success) streams.unwatch(socket, parsed.data.id)
  })
  socket.on('look', (request) => {
    const parsed = lookRequest.safeParse(request)
    if (parsed.success && streams.isWatching(socket, parsed.data.id))
      looks.look(socket, parsed.data.id, parsed.data.taskId)
  })
}
