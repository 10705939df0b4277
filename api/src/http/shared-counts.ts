import { createHmac } from 'node:crypto'
import type { RateCount, RatePoints } from '@throughline/database'

/** A limit by name: so many points in a window that begins with the first one. */
export interface RateLimit {
  readonly name: string
  readonly points: number
  readonly seconds: number
}

/** What a limit says of one who was counted. */
export interface Counted {
  readonly limit: RateLimit
  readonly isAllowed: boolean
  readonly remaining: number
  readonly milliseconds: number
}

/** Where all processes add up what they counted. */
export interface CountStore {
  add(given: readonly RatePoints[]): Promise<RateCount[]>
  remove(key: Buffer): Promise<void>
  removeExpired(): Promise<void>
}

/** Points that go to the store together, and what was counted there before them. */
interface Batch {
  points: number
  before: number
}

/** What this process knows of one key. */
interface Held {
  readonly key: Buffer
  readonly limit: RateLimit
  /** As the store last told. */
  known: number
  sent: number
  open: Batch
  endsAt: number
}

export interface SharedCounts {
  /** Counts one point, unless the limit is reached already. */
  count(limit: RateLimit, of: string): Promise<Counted>
  forget(limit: RateLimit, of: string): Promise<void>
  close(): void
}

export interface SharedCountsOptions {
  store: CountStore
  /** Keys are keyed hashes: the store holds no address and no name. */
  secret: string
  /** The store did not answer; this process goes on by what it counted itself. */
  onLost(error: unknown): void
  now?: () => number
}

const settleMilliseconds = 1_000
const sweepMilliseconds = 300_000
/** Of what is left of a limit, a process lets through so much before it asks what others counted. */
const share = 20

/**
 * Rate limits that hold over processes. Points are counted in memory and settled with the store in one statement a second;
 * a point that would make more than a twentieth of what is left unsettled is settled before it is answered. So most requests
 * ask nobody, small limits and the end of large ones are exact, and a process lets at most a twentieth of a limit through
 * beyond it (ADR 33).
 */
export function createSharedCounts(options: SharedCountsOptions): SharedCounts {
  const { store, secret, onLost, now = () => performance.now() } = options
  const held = new Map<string, Held>()
  let timer: NodeJS.Timeout | undefined
  let round: Promise<void> = Promise.resolve()
  let next: Promise<void> | undefined
  let sweptAt = now()

  function find(limit: RateLimit, of: string): Held {
    const name = `${limit.name}/${of}`
    const found = held.get(name)
    if (found && found.endsAt > now()) return found
    const key = found?.key ?? createHmac('sha256', secret).update(name).digest()
    const endsAt = now() + limit.seconds * 1_000
    const begun: Held = { key, limit, known: 0, sent: 0, open: { points: 0, before: 0 }, endsAt }
    held.set(name, begun)
    return begun
  }

  /** One round at a time; who comes while one is under way is in the next. */
  function settle(): Promise<void> {
    next ??= round.then(() => {
      next = undefined
      round = sendOpen()
      return round
    })
    return next
  }

  async function sendOpen(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const going = [...held.values()].filter(({ open }) => open.points > 0).map((each) => ({ each, batch: take(each) }))
    const given = going.map(({ each, batch }) => ({
      ...{ key: each.key, points: batch.points, seconds: each.limit.seconds },
    }))
    const counts = await store.add(given).catch((error: unknown) => void onLost(error))
    for (const [index, { each, batch }] of going.entries()) put(each, batch, counts?.[index])
    await sweep()
  }

  function take(each: Held): Batch {
    const batch = each.open
    each.open = { points: 0, before: 0 }
    each.sent = batch.points
    return batch
  }

  /** Without an answer, by what this process counted itself. */
  function put(each: Held, batch: Batch, count: RateCount | undefined): void {
    each.sent = 0
    each.known = count?.points ?? each.known + batch.points
    if (count) each.endsAt = now() + count.milliseconds
    batch.before = each.known - batch.points
  }

  async function sweep(): Promise<void> {
    if (now() - sweptAt < sweepMilliseconds) return
    sweptAt = now()
    for (const [name, { endsAt }] of held) if (endsAt <= now()) held.delete(name)
    await store.removeExpired().catch(onLost)
  }

  async function count(limit: RateLimit, of: string): Promise<Counted> {
    const each = find(limit, of)
    const counted = each.known + each.sent + each.open.points
    if (counted >= limit.points) return tell(each, counted + 1)
    const batch = each.open
    const place = ++batch.points
    const unsettled = each.sent + place
    if (unsettled >= Math.max(1, (limit.points - each.known) / share)) {
      await settle()
      return tell(each, batch.before + place)
    }
    timer ??= setTimeout(() => void settle(), settleMilliseconds).unref()
    return tell(each, counted + 1)
  }

  /** `number`: the how manieth of its window the point is. */
  function tell({ limit, endsAt }: Held, number: number): Counted {
    const remaining = Math.max(0, limit.points - number)
    return { limit, isAllowed: number <= limit.points, remaining, milliseconds: Math.max(0, endsAt - now()) }
  }

  return {
    count,
    async forget(limit, of) {
      const { key } = find(limit, of)
      held.delete(`${limit.name}/${of}`)
      await store.remove(key)
    },
    close() {
      clearTimeout(timer)
    },
  }
}
