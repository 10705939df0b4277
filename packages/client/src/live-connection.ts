import type { ClientToServerEvents, ServerToClientEvents, StreamEvent, StreamKind } from '@throughline/contract'
import { io, type Socket } from 'socket.io-client'
import { createSequence, type Sequence } from './sequence.ts'
import { createStore, type Store } from './store.ts'

export type ConnectionState = 'live' | 'reconnecting' | 'signed-out'

export interface WatchOptions {
  kind: StreamKind
  id: string
  /** The last revision that the caller has. */
  since: number
  /** Takes the next event of the stream, in order and once; `false` asks for a pull in its stead. */
  onEvent: (event: StreamEvent) => boolean | undefined
  /** Loads what is missing after a revision; answers the revision reached. Tried again while it fails. */
  onResync: (since: number) => Promise<number>
  /** May not watch (4003), no such stream (4004), malformed (4400). */
  onRefused?: (code: 4003 | 4004 | 4400) => void
}

export interface Watch {
  readonly revision: number
  /** The caller has everything up to here by other means, such as the answer of its own change. */
  advance(revision: number): void
  close(): void
}

export interface LiveConnectionOptions {
  /** Origin of the service; empty for the page's own. */
  url?: string
  /** For programs; browsers are known by their session cookie. */
  token?: string
  path?: string
}

export interface LiveConnection {
  readonly state: Store<ConnectionState>
  watch(options: WatchOptions): Watch
  /** Connects anew, after a sign-in or a change of organisation. */
  reconnect(): void
  close(): void
}

type LiveSocket = Socket<ServerToClientEvents, ClientToServerEvents>
interface Watched extends WatchOptions {
  sequence: Sequence
}

const notSignedIn = 4001

/** WebSocket comes first: it needs no sticky sessions where several api processes run. */
function connect({ url, token, path = '/socket.io' }: LiveConnectionOptions): LiveSocket {
  const options = {
    path,
    withCredentials: true,
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelay: 300,
    reconnectionDelayMax: 5_000,
    ...(token ? { auth: { token } } : {}),
  }
  return url ? io(url, options) : io(options)
}

export function createLiveConnection(options: LiveConnectionOptions = {}): LiveConnection {
  const socket = connect(options)
  const state = createStore<ConnectionState>('reconnecting')
  const watched = new Set<Watched>()
  let retry: ReturnType<typeof setTimeout> | undefined

  /** Socket.IO does not come back by itself after the server refused or ended a connection. */
  const comeBack = (): void => {
    if (socket.active) return
    clearTimeout(retry)
    retry = setTimeout(() => socket.connect(), 500 + Math.random() * 1_500)
  }

  const ask = (watch: Watched): void => {
    const since = watch.sequence.revision
    socket.emit('watch', { kind: watch.kind, id: watch.id, since }, (answer) => {
      if (!watched.has(watch) || answer.ok) return
      watched.delete(watch)
      watch.sequence.close()
      watch.onRefused?.(answer.code)
    })
  }

  socket.on('connect', () => {
    state.set('live')
    for (const watch of watched) ask(watch)
  })
  socket.on('disconnect', () => {
    state.set('reconnecting')
    comeBack()
  })
  socket.on('connect_error', (error: Error & { data?: { code?: number } }) => {
    const signedOut = error.data?.code === notSignedIn
    state.set(signedOut ? 'signed-out' : 'reconnecting')
    if (!signedOut) comeBack()
  })
  socket.on('event', (event) => {
    for (const watch of [...watched]) if (watch.id === event.streamId) watch.sequence.accept(event)
  })
  socket.on('resync', ({ id, head }) => {
    for (const watch of [...watched]) if (watch.id === id) watch.sequence.behind(head)
  })

  return {
    state,
    watch(request) {
      const sequence = createSequence({ since: request.since, deliver: request.onEvent, pull: request.onResync })
      const watch: Watched = { ...request, sequence }
      watched.add(watch)
      if (socket.connected) ask(watch)
      return {
        get revision() {
          return sequence.revision
        },
        advance: sequence.advance,
        close() {
          sequence.close()
          if (!watched.delete(watch) || !socket.connected) return
          if (![...watched].some((other) => other.id === watch.id)) socket.emit('unwatch', { id: watch.id })
        },
      }
    },
    reconnect() {
      clearTimeout(retry)
      state.set('reconnecting')
      socket.disconnect().connect()
    },
    close() {
      clearTimeout(retry)
      for (const watch of watched) watch.sequence.close()
      watched.clear()
      socket.off()
      socket.disconnect()
    },
  }
}
