import type { Server as HttpServer } from 'node:http'
import { watchRequest } from '@throughline/contract'
import { channels, createListener, listLivingCredentials, type StreamNotice, slotReleased } from '@throughline/database'
import { Server } from 'socket.io'
import { z } from 'zod'
import type { AppContext } from '../context.ts'
import { admitSocket } from './admit-socket.ts'
import { limitMessages } from './limit-messages.ts'
import { type LiveServer, type LiveSocket, refusals } from './sockets.ts'
import { createStreams, type Streams } from './streams.ts'

/**
 * Announces committed events to the sockets of this process. Any number of processes may: each reads for its own.
 * NOTIFY only wakes; heads are swept each second, and whenever the listener connects again.
 */
export interface Gateway {
  readonly listening: boolean
  close(): Promise<void>
}

export interface GatewayOptions {
  /** False: no LISTEN, the sweep alone finds what is new. */
  listen?: boolean
}

const every = 1_000
const unwatchRequest = z.object({ id: z.uuid() })

export function createGateway(context: AppContext, http: HttpServer, { listen = true }: GatewayOptions = {}): Gateway {
  const { settings, log, metrics, dispatcher } = context
  const server: LiveServer = new Server(http, {
    serveClient: false,
    maxHttpBufferSize: 16_384,
    ...(settings.api.corsOrigins.length > 0
      ? { cors: { origin: [...settings.api.corsOrigins], credentials: true } }
      : {}),
  })
  const streams = createStreams(context, server)

  server.use(admitSocket(context))
  server.on('connection', (socket) => {
    metrics.sockets.inc()
    socket.use(limitMessages(socket))
    serve(context, streams, socket)
    socket.on('disconnect', () => {
      metrics.sockets.dec()
      streams.leave(socket)
    })
  })

  const listener = listen
    ? createListener({
        connectionString: settings.database.directUrl,
        channels: Object.values(channels),
        onNotification(channel, payload) {
          if (channel === channels.work) return payload === slotReleased ? dispatcher.wakeWaiting() : dispatcher.wake()
          const { streamId, revision } = JSON.parse(payload) as StreamNotice
          streams.notice(streamId, revision)
        },
        onConnect() {
          dispatcher.wake()
          streams.sweep().catch(warn)
        },
        onError: (error) => log.warn({ err: error }, 'the listener lost its connection; the sweep goes on'),
      })
    : undefined

  const warn = (error: unknown) => log.warn({ err: error }, 'a sweep of the gateway failed')
  const timer = repeat(async () => {
    await Promise.all([streams.sweep(), cutDeadSockets(context, server)])
  }, warn)

  return {
    get listening() {
      return listener?.connected ?? false
    },
    async close() {
      timer.stop()
      await listener?.close()
      await server.close()
    },
  }
}

function serve({ log }: AppContext, streams: Streams, socket: LiveSocket): void {
  socket.on('watch', (request, answer) => {
    if (typeof answer !== 'function') return
    const parsed = watchRequest.safeParse(request)
    if (!parsed.success) return answer({ ok: false, code: refusals.malformed })
    streams.watch(socket, parsed.data).then(answer, (error: unknown) => {
      log.warn({ err: error }, 'a stream could not be opened')
      socket.disconnect(true)
    })
  })
  socket.on('unwatch', (request) => {
    const parsed = unwatchRequest.safeParse(request)
    if (parsed.success) streams.unwatch(socket, parsed.data.id)
  })
}

/** Cuts sockets whose session or token ended, or works in another organisation now. */
async function cutDeadSockets({ database }: AppContext, server: LiveServer): Promise<void> {
  const sockets = [...server.of('/').sockets.values()]
  if (sockets.length === 0) return
  const ids = new Set(sockets.map((socket) => socket.data.principal.id))
  const living = await listLivingCredentials(database.kysely, [...ids])
  for (const socket of sockets)
    if (living.get(socket.data.principal.id) !== socket.data.principal.organisationId) socket.disconnect(true)
}

/** One run at a time, a pause after each. */
function repeat(act: () => Promise<void>, onError: (error: unknown) => void) {
  let stopped = false
  let timer: NodeJS.Timeout
  const schedule = () => {
    timer = setTimeout(() => {
      act()
        .catch(onError)
        .finally(() => {
          if (!stopped) schedule()
        })
    }, every)
  }
  schedule()
  return {
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
