import {
  type Claim,
  claimWork,
  type Database,
  finishWork,
  holdWork,
  type Lanes,
  postponeWork,
} from '@throughline/database'
import { faultPoint, type Logger } from '@throughline/platform'
import type { Metrics } from '../metrics.ts'
import { groupWork, startWork, type Work } from './start-work.ts'
import type { Temporal } from './temporal.ts'
import { createWakeable } from './wakeable.ts'

/**
 * Hands committed requests for work to Temporal: woken after a commit here, by NOTIFY after one elsewhere, and each
 * second in any case. Claims skip what others hold, so any number of processes may dispatch. A request is deleted once
 * Temporal has taken it, that for a recompute with the result that covers it, and that for a mail with what became of it;
 * until then it stays, whatever ends first: this process, Temporal, or the connection. Recomputes and mails run in lanes,
 * so that no organisation keeps the others waiting (ADRs 17, 43); where a worker still holds the session of a project, the
 * claim itself wakes it (ADR 20).
 */
export interface Dispatcher {
  wake(): void
  /** A recompute has ended: of interest only while some wait for their turn. */
  wakeWaiting(): void
  start(): void
  /** When the last round ended without an error; null before the first. */
  readonly lastRoundAt: number | null
  close(): Promise<void>
}

interface Parts {
  database: Database
  temporal: Temporal
  log: Logger
  metrics: Metrics
  lanes: Lanes
}

const sweepEvery = 1_000
/** Fifty edits of a project in a second cost five runs at most. */
const claim: Claim = { limit: 100, seconds: 6, spacing: 300 }
const atOnce = 10
const shortestDelay = 0.25
const longestDelay = 5

export function createDispatcher(parts: Parts): Dispatcher {
  const { database, temporal, log, metrics, lanes } = parts
  const loop = createWakeable()
  let running: Promise<void> | undefined
  let lastRoundAt: number | null = null
  let reachable = true
  let waiting = 0
  let nextTurn = sweepEvery

  /** Claims nothing while Temporal is away, so that what waits is due the moment it is back. */
  async function canDispatch(): Promise<boolean> {
    if (reachable) return true
    reachable = await temporal.isReachable({ fresh: true })
    if (reachable) log.info('temporal answers again')
    return reachable
  }

  async function round(): Promise<void> {
    while (!loop.stopped && (await canDispatch())) {
      const claimed = await claimWork(database.kysely, lanes, claim)
      const { requests } = claimed
      waiting = claimed.waiting
      nextTurn = Math.min(sweepEvery, claimed.nextMilliseconds ?? sweepEvery)
      metrics.recomputesWaiting.set(waiting)
      reachable = await dispatchAll(parts, groupWork(requests))
      if (!reachable) log.warn('temporal does not answer; work requests wait')
      if (requests.length < claim.limit) break
    }
    lastRoundAt = Date.now()
  }

  async function run(): Promise<void> {
    while (!loop.stopped) {
      await round().catch((error: unknown) => log.error({ err: error }, 'a round of the dispatcher failed'))
      await loop.wait(nextTurn)
      nextTurn = sweepEvery
    }
  }

  return {
    wake: loop.wake,
    wakeWaiting() {
      if (waiting > 0) loop.wake()
    },
    start() {
      running ??= run()
    },
    get lastRoundAt() {
      return lastRoundAt
    },
    async close() {
      loop.stop()
      await running
    },
  }
}

/**
 * Answers whether Temporal is there. What is about one thing goes in order, what is about different things side by side;
 * once a call failed because Temporal is away, the rest is given back without asking it.
 */
async function dispatchAll(parts: Parts, works: readonly Work[]): Promise<boolean> {
  const lanes = groupBySubject(works)
  const given: Work[] = []
  const taken: Work[] = []
  let away = false
  const drain = async () => {
    for (let lane = lanes.shift(); lane; lane = lanes.shift())
      for (const work of lane) {
        if (away) given.push(work)
        else if (!(await dispatch(parts, work))) away ||= !(await parts.temporal.isReachable({ fresh: true }))
        else if (taken.push(work) >= atOnce) await settle(parts, taken.splice(0))
      }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, lanes.length) }, drain))
  await settle(parts, taken)
  const ids = given.flatMap((work) => work.requestIds)
  if (ids.length > 0) await postponeWork(parts.database.kysely, ids, shortestDelay, 'Temporal does not answer')
  return !away
}

function groupBySubject(works: readonly Work[]): Work[][] {
  const lanes = new Map<string, Work[]>()
  for (const work of works) lanes.set(work.subjectId, [...(lanes.get(work.subjectId) ?? []), work])
  return [...lanes.values()]
}

/**
 * Several at once, since it costs as much as one. What Temporal has taken and this does not come to say comes due again,
 * and is joined to what runs.
 */
async function settle({ database: { kysely }, log }: Parts, taken: readonly Work[]): Promise<void> {
  const idsOf = (isSettled: (kind: Work['kind']) => boolean) =>
    taken.flatMap(({ kind, requestIds }) => (isSettled(kind) ? requestIds : []))
  const held = idsOf((kind) => kind === 'notify')
  const finished = idsOf((kind) => kind !== 'notify' && kind !== 'recompute')
  try {
    if (held.length > 0) await holdWork(kysely, held)
    if (finished.length > 0) await finishWork(kysely, finished)
  } catch (error) {
    log.warn({ err: error, requests: held.length + finished.length }, 'work that was begun will be begun again')
  }
}

async function dispatch({ database, temporal, log, metrics }: Parts, work: Work): Promise<boolean> {
  const { kind } = work
  try {
    await faultPoint('dispatch:claimed')
    await temporal.call((client) => startWork(client, work))
    await faultPoint('dispatch:after-start')
    metrics.dispatched.inc({ kind, outcome: 'done' })
    return true
  } catch (error) {
    metrics.dispatched.inc({ kind, outcome: 'failed' })
    const { subjectId, organisationId } = work
    log.warn({ err: error, kind, subjectId, organisationId }, 'a work request waits')
    await postpone(database, work, error).catch((failure: unknown) =>
      log.error({ err: failure }, 'a work request could not be postponed; it comes due again by itself'),
    )
    return false
  }
}

const postpone = (database: Database, work: Work, error: unknown): Promise<void> => {
  const seconds = Math.min(longestDelay, shortestDelay * 2 ** Math.min(work.attempts, 10))
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return postponeWork(database.kysely, work.requestIds, seconds, message)
}
