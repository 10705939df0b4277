import type { Server as HttpServer } from 'node:http'
import { channels, createListener, type Signal, type StreamNotice, slotReleased } from '@throughline/database'
import { Server } from 'socket.io'
import type { AppContext } from '../context.ts'
import { admitSocket } from './admit-socket.ts'
import { limitBacklog } from './backlog.ts'
import { cutDeadSockets } from './cut-dead-sockets.ts'
import { type HeldRuns, holdRuns, type RunSignal } from './held-runs.ts'
import { joinInbox, tellInbox } from './inbox-rooms.ts'
import { limitMessages } from './limit-messages.ts'
import { createLooks } from './looks.ts'
import { createPresenceRooms } from './presence-rooms.ts'
import { repeat } from './repeat.ts'
import { type SocketParts, serveSocket } from './serve-socket.ts'
import type { LiveServer } from './sockets.ts'
import { createStreams } from './streams.ts'

/**
 * Announces committed events to the sockets of this process. Any number of processes may: each reads for its own.
 * NOTIFY only wakes; heads are swept twice a second, and whenever the listener connects again.
 */
export interface Gateway {
  readonly listening: boolean
  close(): Promise<void>
}

export interface GatewayOptions {
  /** False: no LISTEN, the sweep alone finds what is new. */
  listen?: boolean
}

const sweepEvery = 500
const presenceEvery = 3_000

export function createGateway(context: AppContext, http: HttpServer, { listen = true }: GatewayOptions = {}): Gateway {
  const { settings, log, metrics } = context
  const server: LiveServer = new Server(http, {
    serveClient: false,
    maxHttpBufferSize: 16_384,
    ...(settings.api.corsOrigins.length > 0
      ? { cors: { origin: [...settings.api.corsOrigins], credentials: true } }
      : {}),
  })
  const parts = createParts(context, server)
  const { streams, looks, rooms, runs } = parts

  server.use(admitSocket(context))
  server.on('connection', (socket) => {
    metrics.sockets.inc()
    limitBacklog(socket)
    socket.use(limitMessages(socket))
    serveSocket(context, parts, socket)
    joinInbox(socket)
    socket.on('disconnect', () => {
      metrics.sockets.dec()
      streams.leave(socket)
    })
  })

  const warn = (error: unknown) => log.warn({ err: error }, 'a sweep of the gateway failed')
  const readPresence = () => {
    for (const id of streams.ids) rooms.changed(id)
  }
  const onConnect = () => {
    context.dispatcher.wake()
    readPresence()
    streams.sweep().catch(warn)
    // Nobody told of what happened to inboxes meanwhile.
    server.emit('inbox')
  }
  const listener = listen ? listenFor(context, server, parts, onConnect) : undefined
  const sweeping = repeat(
    async () => void (await Promise.all([streams.sweep(), cutDeadSockets(context, server)])),
    sweepEvery,
    warn,
  )
  const renewing = repeat(
    async () => {
      await looks.sweep()
      if (!listener?.connected) readPresence()
    },
    presenceEvery,
    warn,
  )

  return {
    get listening() {
      return listener?.connected ?? false
    },
    async close() {
      sweeping.stop()
      renewing.stop()
      await looks.close().catch(warn)
      rooms.close()
      runs.stop()
      await listener?.close()
      await server.close()
    },
  }
}

interface GatewayParts extends SocketParts {
  runs: HeldRuns
}

function createParts(context: AppContext, server: LiveServer): GatewayParts {
  const looks = createLooks(context)
  const streams = createStreams(context, server, {
    onLeft(socket, streamId) {
      looks.left(socket, streamId)
      rooms.left(socket, streamId)
    },
    onTold: (event) => runs.told(event),
  })
  const runs = holdRuns((run) => tellRun(server, streams, run))
  const rooms = createPresenceRooms(context, server, streams)
  return { streams, looks, rooms, runs }
}

function listenFor(context: AppContext, server: LiveServer, parts: GatewayParts, onConnect: () => void) {
  const { settings, log, dispatcher, runWatches } = context
  return createListener({
    connectionString: settings.database.directUrl,
    channels: Object.values(channels),
    onNotification(channel, payload) {
      if (channel === channels.work) return payload === slotReleased ? dispatcher.wakeWaiting() : dispatcher.wake()
      if (channel === channels.run) return runWatches.notice(payload)
      if (channel === channels.signal) return passOn(server, parts, JSON.parse(payload) as Signal)
      const { streamId, revision } = JSON.parse(payload) as StreamNotice
      parts.streams.notice(streamId, revision)
    },
    onConnect,
    onError: (error) => log.warn({ err: error }, 'the listener lost its connection; the sweep goes on'),
  })
}

/** A signal passes by: who is not there misses it. */
function passOn(server: LiveServer, { streams, rooms, runs }: GatewayParts, signal: Signal): void {
  if (signal.kind === 'inbox') tellInbox(server, signal)
  else if (!streams.room(signal.streamId)) return
  else if (signal.kind === 'presence') rooms.changed(signal.streamId)
  else runs.began(signal)
}

function tellRun(server: LiveServer, streams: SocketParts['streams'], run: RunSignal): void {
  const sockets = streams.room(run.streamId)?.sockets ?? []
  if (sockets.length === 0) return
  const { streamId: id, runId, runNumber, inputRevision } = run
  server.to(sockets.map((socket) => socket.id)).emit('running', { id, runId, runNumber, inputRevision })
}
