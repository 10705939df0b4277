import type { SentEvent, StreamKind } from '@throughline/contract'
import { type Database, endWith, listEventsFor, withTransaction } from '@throughline/database'
import { faultPoint } from '@throughline/platform'
import { drained } from './backlog.ts'
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

/** Watchers at a moment, and all people that they are of. */
export interface Asked {
  watchers: readonly Watcher[]
  people: readonly string[]
}

const readAtOnce = 100
const bytesAtOnce = 256 * 1024
const largestGap = 1_000

export interface ReaderOptions {
  database: Database
  stream: StreamKey
  /** Where live reading begins. */
  head: number
  announce: (watchers: readonly Watcher[], event: SentEvent) => void
  /** The watcher may not watch any more. */
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
  /** How many watchers each person has: few people have many pages open, and what they may is asked for often. */
  readonly #people = new Map<string, number>()
  #position: number
  #wanted = 0
  #reading: Promise<void> | undefined

  constructor(options: ReaderOptions) {
    this.#options = options
    this.stream = options.stream
    this.#position = options.head
  }

  get isIdle(): boolean {
    return this.#watchers.size === 0
  }

  get watchers(): readonly Watcher[] {
    return [...this.#watchers]
  }

  get people(): readonly string[] {
    return [...this.#people.keys()]
  }

  /** `head`: that of the stream now. A gap that is too large, or a revision that never was, is for the client to load. */
  add(watcher: Watcher, head: number): void {
    this.#watchers.add(watcher)
    this.#count(watcher, 1)
    const gap = head - watcher.cursor
    if (gap < 0 || gap > largestGap) this.#resync(watcher, head)
  }

  /** Sends what the socket misses; when it settles, the socket is live or gone. May be called again after an error. */
  async catchUp(watcher: Watcher): Promise<void> {
    while (watcher.state === 'catching-up') {
      if (watcher.cursor === this.#position) watcher.state = 'live'
      else if (watcher.cursor > this.#position) await this.#follow(watcher)
      else await this.#backfill(watcher)
    }
  }

  async #follow({ cursor }: Watcher): Promise<void> {
    await this.reach(cursor)
    if (this.#position < cursor) throw new Error(`stream ${this.stream.id} has no event ${cursor}`)
  }

  remove(watcher: Watcher): void {
    watcher.state = 'gone'
    if (this.#watchers.delete(watcher)) this.#count(watcher, -1)
  }

  #count({ socket }: Watcher, difference: 1 | -1): void {
    const { personId } = socket.data.principal
    const count = (this.#people.get(personId) ?? 0) + difference
    if (count > 0) this.#people.set(personId, count)
    else this.#people.delete(personId)
  }

  /** Of these watchers, whose people were asked about, those go whose people are not among the allowed. */
  keep({ watchers, people }: Asked, allowed: ReadonlySet<string>): void {
    if (people.every((personId) => allowed.has(personId))) return
    for (const watcher of watchers)
      if (watcher.state !== 'gone' && !allowed.has(watcher.socket.data.principal.personId)) this.#dismiss(watcher)
  }

  /** The stream has come to this revision, or beyond. */
  reach(revision: number): Promise<void> {
    this.#wanted = Math.max(this.#wanted, revision)
    return this.#position < this.#wanted ? this.readOn() : Promise.resolve()
  }

  /** Reads what is there after the position, which no notice may have told of. */
  readOn(): Promise<void> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined
    })
    return this.#reading
  }

  /** Reads until nothing more is there. What is wanted may grow during a read that does not see it yet. */
  async #read(): Promise<void> {
    for (;;) {
      const aim = this.#wanted
      const live = this.watchers.filter(({ state }) => state === 'live')
      const asked = { watchers: live, people: this.people }
      const { events, allowed } = await this.#load(this.#position, asked.people)
      if (allowed) this.keep(asked, allowed)
      await faultPoint('live:after-read')
      this.#passPurged(events)
      for (const event of events) {
        await faultPoint('live:before-emit')
        this.#announce(event)
      }
      if (this.#position >= this.#wanted || (events.length === 0 && aim === this.#wanted)) return
    }
  }

  /** Where events after the position are no longer kept, all load anew. */
  #passPurged(events: readonly SentEvent[]): void {
    const [first] = events
    if (!first || first.revision === this.#position + 1) return
    this.#position = first.revision - 1
    for (const watcher of this.#watchers) if (watcher.state === 'live') this.#resync(watcher, this.#position)
  }

  #announce(event: SentEvent): void {
    if (event.revision !== this.#position + 1)
      throw new Error(`stream ${this.stream.id}: ${event.revision} was read after ${this.#position}`)
    this.#position = event.revision
    const live = this.watchers.filter(({ state }) => state === 'live')
    for (const watcher of live) watcher.cursor = event.revision
    this.#options.announce(live, event)
  }

  /** One page; the next is read when the socket took this one. */
  async #backfill(watcher: Watcher): Promise<void> {
    const asked = { watchers: [watcher], people: [watcher.socket.data.principal.personId] }
    const { events, allowed } = await this.#load(watcher.cursor, asked.people)
    if (watcher.state === 'gone') return
    if (allowed) this.keep(asked, allowed)
    if (watcher.cursor + 1 !== events[0]?.revision) return this.#resync(watcher, this.#position)
    for (const event of events) {
      await faultPoint('live:backfill')
      if (!isCatchingUp(watcher)) return
      watcher.cursor = event.revision
      watcher.socket.emit('event', event)
    }
    await drained(watcher.socket)
  }

  #resync(watcher: Watcher, head: number): void {
    if (watcher.state === 'gone') return
    watcher.cursor = head
    watcher.socket.emit('resync', { id: this.stream.id, head })
  }

  #dismiss(watcher: Watcher): void {
    this.remove(watcher)
    this.#options.dismiss(watcher)
  }

  /** Events, and those of the people who may see them at this moment. Null: all may. */
  async #load(since: number, people: readonly string[]) {
    const range = { streamId: this.stream.id, since, limit: readAtOnce, bytes: bytesAtOnce }
    const { events, allowed } = await withTransaction(this.#options.database, this.stream, (transaction) =>
      endWith(transaction, listEventsFor(transaction, range, people)),
    )
    return { events, allowed: this.stream.kind === 'import' ? null : allowed }
  }
}

/** A function, since the compiler takes a state that it saw once for the state still. */
const isCatchingUp = ({ state }: Watcher): boolean => state === 'catching-up'
