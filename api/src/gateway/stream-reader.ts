import type { StreamEvent, StreamKind } from '@throughline/contract'
import { type Database, listEvents, listWatchersOf, type Transaction, withTransaction } from '@throughline/database'
import { faultPoint } from '@throughline/platform'
import type { LiveSocket } from './sockets.ts'

/** A stream as one organisation has it. */
export interface StreamKey {
  id: string
  kind: StreamKind
  organisationId: string
}

/** One socket on one stream. `cursor`: the last revision that was sent to it. */
export interface Watcher {
  readonly socket: LiveSocket
  cursor: number
  state: 'catching-up' | 'live' | 'gone'
}

const readAtOnce = 500
const largestGap = 1_000

export interface ReaderOptions {
  database: Database
  stream: StreamKey
  /** Where live reading begins. */
  head: number
  announce: (watchers: readonly Watcher[], event: StreamEvent) => void
  dismiss: (watcher: Watcher) => void
}

/**
 * Reads one stream in order for all sockets of this process. A new socket is brought up to the reader's position first
 * (backfill), joins it at the very same revision (cutover), and from then on gets what the reader reads (streaming); so
 * each socket gets each revision once, in order, whatever is committed meanwhile. There is one read at a time.
 */
export class StreamReader {
  readonly stream: StreamKey
  readonly #options: ReaderOptions
  readonly #watchers = new Set<Watcher>()
  #position: number
  #wanted = 0
  #reading: Promise<void> | undefined

  constructor(options: ReaderOptions) {
    this.#options = options
    this.stream = options.stream
    this.#position = options.head
  }

  get position(): number {
    return this.#position
  }

  get isIdle(): boolean {
    return this.#watchers.size === 0
  }

  /** `head`: that of the stream now. A gap that is too large, or a revision that never was, is for the client to load. */
  add(watcher: Watcher, head: number): void {
    this.#watchers.add(watcher)
    const gap = head - watcher.cursor
    if (gap >= 0 && gap <= largestGap) return
    watcher.cursor = head
    watcher.socket.emit('resync', { id: this.stream.id, head })
  }

  /** Sends what the socket misses; when it settles, the socket is live or gone. May be called again after an error. */
  async catchUp(watcher: Watcher): Promise<void> {
    while (watcher.state === 'catching-up') {
      if (watcher.cursor === this.#position) watcher.state = 'live'
      else if (watcher.cursor > this.#position) await this.reach(watcher.cursor)
      else await this.#backfill(watcher)
    }
  }

  remove(watcher: Watcher): void {
    watcher.state = 'gone'
    this.#watchers.delete(watcher)
  }

  /** The stream has come to this revision, or beyond. */
  reach(revision: number): Promise<void> {
    this.#wanted = Math.max(this.#wanted, revision)
    return this.#position < this.#wanted ? this.#readOn() : Promise.resolve()
  }

  #readOn(): Promise<void> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined
    })
    return this.#reading
  }

  /** Reads until nothing more is there. What is wanted may grow during a read that does not see it yet. */
  async #read(): Promise<void> {
    for (;;) {
      const aim = this.#wanted
      const live = [...this.#watchers].filter((watcher) => watcher.state === 'live')
      const { events, allowed } = await this.#load(this.#position, live)
      for (const watcher of live) if (!allowed.has(watcher.socket.data.principal.personId)) this.#dismiss(watcher)
      await faultPoint('live:after-read')
      for (const event of events) {
        await faultPoint('live:before-emit')
        this.#announce(event)
      }
      if (events.length === 0 && aim === this.#wanted) return
      if (events.length < readAtOnce && this.#position >= this.#wanted) return
    }
  }

  #announce(event: StreamEvent): void {
    this.#position = event.revision
    const live = [...this.#watchers].filter((watcher) => watcher.state === 'live')
    for (const watcher of live) watcher.cursor = event.revision
    this.#options.announce(live, event)
  }

  async #backfill(watcher: Watcher): Promise<void> {
    const { events, allowed } = await this.#load(watcher.cursor, [watcher])
    await faultPoint('live:backfill')
    if (watcher.state === 'gone') return
    if (!allowed.has(watcher.socket.data.principal.personId)) return this.#dismiss(watcher)
    for (const event of events) {
      watcher.cursor = event.revision
      watcher.socket.emit('event', event)
    }
    if (events.length === 0) throw new Error(`stream ${this.stream.id} has no event after ${watcher.cursor}`)
  }

  #dismiss(watcher: Watcher): void {
    this.remove(watcher)
    this.#options.dismiss(watcher)
  }

  /** Events, and those of the watchers' people who may see them at this moment. */
  #load(since: number, watchers: readonly Watcher[]) {
    return withTransaction(this.#options.database, this.stream, async (transaction) => ({
      events: await listEvents(transaction, this.stream.id, since, readAtOnce),
      allowed: await this.#allowed(transaction, watchers),
    }))
  }

  async #allowed(transaction: Transaction, watchers: readonly Watcher[]): Promise<Set<string>> {
    const people = [...new Set(watchers.map((watcher) => watcher.socket.data.principal.personId))]
    if (this.stream.kind === 'import') return new Set(people)
    return people.length === 0 ? new Set() : listWatchersOf(transaction, this.stream.id, people)
  }
}
