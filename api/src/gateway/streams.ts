import { setTimeout as sleep } from 'node:timers/promises'
import type { SentEvent, WatchAnswer, WatchRequest } from '@throughline/contract'
import { asDispatcher, endWith, listStreamHeads, listWatchers } from '@throughline/database'
import type { AppContext } from '../context.ts'
import { openStream } from './open-stream.ts'
import { type LiveServer, type LiveSocket, refusals } from './sockets.ts'
import { type StreamKey, StreamReader, type Watcher } from './stream-reader.ts'

/** The streams that sockets of this process watch: one reader each, there while someone watches. */
export interface Streams {
  watch(socket: LiveSocket, request: WatchRequest): Promise<WatchAnswer>
  unwatch(socket: LiveSocket, streamId: string): void
  leave(socket: LiveSocket): void
  /** Whether the socket watches the project. */
  isWatching(socket: LiveSocket, projectId: string): boolean
  /** The stream and its sockets in this process; null when there are none. */
  room(streamId: string): { stream: StreamKey; sockets: LiveSocket[] } | null
  readonly ids: readonly string[]
  /** A wake-up: the stream has come to a revision. */
  notice(streamId: string, revision: number): void
  /** Reads the heads of all watched streams, for what no wake-up told of, and lets go who may not watch any more. */
  sweep(): Promise<void>
}

export interface StreamsOptions {
  /** The socket stopped watching, by its own will or not. */
  onLeft: (socket: LiveSocket, streamId: string) => void
  /** An event was told to all who are live. */
  onTold: (event: SentEvent) => void
}

const retryAfter = 1_000
const mostStreams = 100

export function createStreams(context: AppContext, server: LiveServer, { onLeft, onTold }: StreamsOptions): Streams {
  const { database, metrics, log } = context
  const readers = new Map<string, StreamReader>()
  const watching = new Map<LiveSocket, Map<string, Watcher>>()

  const announce = (watchers: readonly Watcher[], event: SentEvent) => {
    metrics.events.inc()
    if (watchers.length > 0) server.to(watchers.map(({ socket }) => socket.id)).emit('event', event)
    onTold(event)
  }

  const forget = (watcher: Watcher, streamId: string) => {
    const reader = readers.get(streamId)
    reader?.remove(watcher)
    const ofSocket = watching.get(watcher.socket)
    if (ofSocket?.get(streamId) === watcher) ofSocket.delete(streamId)
    if (reader?.isIdle) readers.delete(streamId)
    metrics.streams.set(readers.size)
    onLeft(watcher.socket, streamId)
  }

  const dismiss = (watcher: Watcher, streamId: string) => {
    forget(watcher, streamId)
    watcher.socket.emit('refused', { id: streamId, code: refusals.mayNotWatch })
  }

  /** A new reader reads once at once: what was committed since the head was read has found nobody to tell. */
  const readerOf = (socket: LiveSocket, { id, kind }: WatchRequest, head: number): StreamReader => {
    const known = readers.get(id)
    if (known) return known
    const stream = { id, kind, organisationId: socket.data.principal.organisationId }
    const reader = new StreamReader({ database, stream, head, announce, dismiss: (watcher) => dismiss(watcher, id) })
    readers.set(id, reader)
    metrics.streams.set(readers.size)
    reader.readOn().catch(fail)
    return reader
  }

  const fail = (error: unknown) => log.warn({ err: error }, 'a stream could not be read; it is read again')

  function join(socket: LiveSocket, request: WatchRequest, head: number): void {
    const ofSocket = watching.get(socket) ?? new Map<string, Watcher>()
    watching.set(socket, ofSocket)
    const former = ofSocket.get(request.id)
    const reader = readerOf(socket, request, head)
    const cursor = Math.min(request.since, former?.cursor ?? request.since)
    const watcher: Watcher = { socket, cursor, state: 'catching-up' }
    if (former) reader.remove(former)
    ofSocket.set(request.id, watcher)
    reader.add(watcher, head)
    void bringUp(reader, watcher, head)
  }

  /** Until it succeeds, or the socket is gone. */
  async function bringUp(reader: StreamReader, watcher: Watcher, head: number): Promise<void> {
    while (watcher.state === 'catching-up')
      await reader
        .catchUp(watcher)
        .then(() => reader.reach(head))
        .catch((error: unknown) => {
          fail(error)
          return sleep(retryAfter)
        })
  }

  async function readHeads(): Promise<void> {
    const heads = await asDispatcher(database, (transaction) =>
      endWith(transaction, listStreamHeads(transaction, [...readers.keys()])),
    )
    await Promise.all([...heads].map(([id, head]) => readers.get(id)?.reach(head)))
  }

  async function checkWatchers(): Promise<void> {
    const asked = [...readers.values()]
      .filter(({ stream }) => stream.kind === 'project')
      .map((reader) => ({ reader, watchers: reader.watchers, people: reader.people }))
    const pairs = asked.flatMap(({ reader, people }) =>
      people.map((personId) => ({ projectId: reader.stream.id, personId })),
    )
    const allowed = new Map<string, Set<string>>()
    for (const { projectId, personId } of await listWatchers(database.kysely, pairs))
      allowed.set(projectId, (allowed.get(projectId) ?? new Set()).add(personId))
    for (const { reader, ...those } of asked) reader.keep(those, allowed.get(reader.stream.id) ?? new Set())
  }

  return {
    async watch(socket, request) {
      const watched = watching.get(socket)
      if (watched && watched.size >= mostStreams && !watched.has(request.id))
        return { ok: false, code: refusals.malformed }
      const opened = await openStream(context, socket.data.principal, request)
      if ('code' in opened) return { ok: false, code: opened.code }
      if (socket.connected) join(socket, request, opened.head)
      return { ok: true, head: opened.head }
    },
    unwatch(socket, streamId) {
      const watcher = watching.get(socket)?.get(streamId)
      if (watcher) forget(watcher, streamId)
    },
    leave(socket) {
      for (const [streamId, watcher] of watching.get(socket) ?? []) forget(watcher, streamId)
      watching.delete(socket)
    },
    isWatching: (socket, projectId) =>
      watching.get(socket)?.has(projectId) === true && readers.get(projectId)?.stream.kind === 'project',
    room(streamId) {
      const reader = readers.get(streamId)
      return reader ? { stream: reader.stream, sockets: reader.watchers.map(({ socket }) => socket) } : null
    },
    get ids() {
      return [...readers.keys()]
    },
    notice(streamId, revision) {
      readers.get(streamId)?.reach(revision).catch(fail)
    },
    async sweep() {
      if (readers.size === 0) return
      await Promise.all([readHeads(), checkWatchers()])
    },
  }
}
