import {
  type ClientToServerEvents,
  filledBy,
  type Presence,
  type ServerToClientEvents,
  type StreamEvent,
  type StreamKind,
} from '@throughline/contract'
import { io, type Socket } from 'socket.io-client'
import { eventShape } from './called-operations.ts'
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
  /** The service lets the caller watch; called again after each reconnect. */
  onAccepted?: () => void
  /** May not watch (4003), no such stream (4004), malformed (4400); also later, when a right was taken away. */
  onRefused?: (code: 4003 | 4004 | 4400) => void
  /** Who looks at the project now. */
  onPresence?: (people: Presence[]) => void
  /** A run has begun; an event tells how it ends. */
  onRunning?: (run: Running) => void
}

/** A run of a project's recompute that is under way. */
export interface Running {
  runId: string
  runNumber: number
  inputRevision: number
}

export interface Watch {
  readonly revision: number
  /** The caller has everything up to here by other means, such as the answer of its own change. */
  advance(revision: number): void
  /** Tells the others that the person looks at the project, and at which task; not more often than every 250 ms. */
  look(taskId: string | null): void
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
  /** Called when the person's inbox may be another than it was, and after each reconnect; answers what ends that. */
  onInbox(listener: () => void): () => void
  /** Connects anew, after a sign-in or a change of organisation. */
  reconnect(): void
  close(): void
}

type LiveSocket = Socket<ServerToClientEvents, ClientToServerEvents>
interface Watched extends WatchOptions {
  sequence: Sequence
  /** Undefined until it looks at all. */
  looksAt?: string | null
  isAnswered: boolean
  lookTimer?: ReturnType<typeof setTimeout> | undefined
}

const notSignedIn = 4001
const lookEvery = 250
const shortestWait = 500
const longestWait = 15_000

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
  const inboxListeners = new Set<() => void>()
  const tellInbox = (): void => {
    for (const listener of [...inboxListeners]) listener()
  }
  let retry: ReturnType<typeof setTimeout> | undefined
  let wait = shortestWait

  /** Socket.IO does not come back by itself after the server refused or ended a connection. */
  const comeBack = (): void => {
    if (socket.active) return
    clearTimeout(retry)
    retry = setTimeout(() => socket.connect(), wait + Math.random() * wait)
    wait = Math.min(wait * 2, longestWait)
  }

  const refuse = (watch: Watched, code: 4003 | 4004 | 4400): void => {
    if (!watched.delete(watch)) return
    end(watch)
    watch.onRefused?.(code)
  }

  const end = (watch: Watched): void => {
    forget(watch)
    watch.sequence.close()
  }

  const ask = (watch: Watched): void => {
    const since = watch.sequence.revision
    forget(watch)
    socket.emit('watch', { kind: watch.kind, id: watch.id, since }, (answer) => {
      if (!watched.has(watch)) return
      if (!answer.ok) {
        refuse(watch, answer.code)
        return
      }
      wait = shortestWait
      watch.isAnswered = true
      watch.onAccepted?.()
      look(watch)
    })
  }

  /** The first at once; of those that follow soon, the last. */
  const look = (watch: Watched): void => {
    const { looksAt: taskId } = watch
    if (taskId === undefined || !watch.isAnswered || watch.lookTimer !== undefined) return
    socket.emit('look', { id: watch.id, taskId })
    watch.lookTimer = setTimeout(() => {
      watch.lookTimer = undefined
      if (watch.looksAt !== taskId) look(watch)
    }, lookEvery)
  }

  /** The service knows nothing of the watch any more. */
  const forget = (watch: Watched): void => {
    clearTimeout(watch.lookTimer)
    watch.lookTimer = undefined
    watch.isAnswered = false
  }

  socket.on('connect', () => {
    state.set('live')
    for (const watch of watched) ask(watch)
    tellInbox()
  })
  socket.on('disconnect', () => {
    for (const watch of watched) forget(watch)
    state.set('reconnecting')
    comeBack()
  })
  socket.on('connect_error', (error: Error & { data?: { code?: number } }) => {
    const signedOut = error.data?.code === notSignedIn
    state.set(signedOut ? 'signed-out' : 'reconnecting')
    if (!signedOut) comeBack()
  })
  socket.on('event', (sent) => {
    const event = filledBy(eventShape, sent) as StreamEvent
    for (const watch of [...watched]) if (watch.id === event.streamId) watch.sequence.accept(event)
  })
  socket.on('resync', ({ id, head }) => {
    for (const watch of [...watched]) if (watch.id === id) watch.sequence.behind(head)
  })
  socket.on('refused', ({ id, code }) => {
    for (const watch of [...watched]) if (watch.id === id) refuse(watch, code)
  })
  socket.on('inbox', tellInbox)
  socket.on('presence', ({ id, people }) => {
    for (const watch of [...watched]) if (watch.id === id) watch.onPresence?.(people)
  })
  socket.on('running', ({ id, ...run }) => {
    for (const watch of [...watched]) if (watch.id === id) watch.onRunning?.(run)
  })

  return {
    state,
    watch(request) {
      const sequence = createSequence({ since: request.since, deliver: request.onEvent, pull: request.onResync })
      const watch: Watched = { ...request, sequence, isAnswered: false }
      watched.add(watch)
      if (socket.connected) ask(watch)
      return {
        get revision() {
          return sequence.revision
        },
        advance: sequence.advance,
        look(taskId) {
          watch.looksAt = taskId
          if (watched.has(watch)) look(watch)
        },
        close() {
          end(watch)
          if (!watched.delete(watch) || !socket.connected) return
          if (![...watched].some((other) => other.id === watch.id)) socket.emit('unwatch', { id: watch.id })
        },
      }
    },
    onInbox(listener) {
      inboxListeners.add(listener)
      return () => void inboxListeners.delete(listener)
    },
    reconnect() {
      clearTimeout(retry)
      wait = shortestWait
      state.set('reconnecting')
      socket.disconnect().connect()
    },
    close() {
      clearTimeout(retry)
      for (const watch of watched) end(watch)
      watched.clear()
      inboxListeners.clear()
      socket.off()
      socket.disconnect()
    },
  }
}
