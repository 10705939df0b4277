import { availableParallelism, cpus } from 'node:os'
import { percentileOf } from '../../packages/engine/bench/statistics.ts'
import type { RequestResult, SocketResult } from './messages.ts'
import type { LoadOptions } from './options.ts'
import type { ProcessorShare } from './processor-time.ts'
import type { StatementTime } from './statement-times.ts'

export interface Goal {
  name: string
  holds: boolean
  figure: string
}

export interface Times {
  operation: string
  count: number
  p50: number
  p95: number
  p99: number
  max: number
}

export interface LoadReport {
  node: string
  cpu: string
  threads: number
  options: LoadOptions
  requestsPerSecond: number
  editsPerSecond: number
  times: Times[]
  delivery: Times
  lateness: Times
  deliveries: number
  errors: RequestResult['errors']
  goals: Goal[]
  /** Where the processors' time went while requests were sent; empty where the system does not tell. */
  processors: ProcessorShare[]
  /** What took the database the most time, when it was asked for. */
  statements: StatementTime[]
}

interface Measured {
  requests: RequestResult
  sockets: SocketResult
  wrong: readonly string[]
  processors: ProcessorShare[]
  statements: StatementTime[]
}

const longestP95 = 100

export function makeReport(
  options: LoadOptions,
  { requests, sockets, wrong, processors, statements }: Measured,
): LoadReport {
  const all = Object.values(requests.latencies).flat()
  const edits = requests.latencies.patchTask ?? []
  const times = [
    timesOf('all requests', all),
    ...Object.entries(requests.latencies).map(([operation, list]) => timesOf(operation, list)),
  ]
  const p95 = times[0]?.p95 ?? Number.POSITIVE_INFINITY
  const due = Math.round(options.seconds * options.rate)
  const perSecond = all.length / requests.seconds
  const { connected, deliveries, misplaced, resyncs, behind, disconnects, refusals } = sockets
  const goals: Goal[] = [
    goal('no request fails', requests.errorCount === 0, `${requests.errorCount} of ${due}`),
    goal(
      `all ${due} requests are sent and answered`,
      all.length === due,
      `${all.length} in ${requests.seconds.toFixed(1)} s`,
    ),
    goal(
      `p95 of all requests under ${longestP95} ms, from when each was due`,
      p95 < longestP95,
      `${p95.toFixed(1)} ms`,
    ),
    goal(
      `${options.sockets} sockets stay connected`,
      connected === options.sockets && disconnects + refusals === 0,
      `${connected} connected, ${disconnects} cut, ${refusals} refused`,
    ),
    goal(
      'every event comes to every socket once, in order',
      misplaced + resyncs + behind === 0 && deliveries > 0,
      `${deliveries} deliveries, ${misplaced} misplaced, ${resyncs} resyncs, ${behind} sockets behind`,
    ),
    goal(
      'dates equal a fresh run, revisions have no gap, no acknowledged edit is lost',
      wrong.length === 0,
      wrong.join('; ') || 'all 20 plans',
    ),
  ]
  return {
    node: process.version,
    cpu: cpus()[0]?.model ?? 'unknown',
    threads: availableParallelism(),
    options,
    requestsPerSecond: perSecond,
    editsPerSecond: edits.length / requests.seconds,
    times,
    delivery: timesOf('event to socket', sockets.lags),
    lateness: timesOf('lateness of the generator, worst of each second', requests.lateness),
    deliveries,
    errors: requests.errors,
    goals,
    processors,
    statements,
  }
}

const goal = (name: string, holds: boolean, figure: string): Goal => ({ name, holds, figure })

function timesOf(operation: string, list: readonly number[]): Times {
  if (list.length === 0) return { operation, count: 0, p50: 0, p95: 0, p99: 0, max: 0 }
  const at = (percent: number) => percentileOf([...list], percent)
  const max = list.reduce((most, value) => Math.max(most, value), 0)
  return { operation, count: list.length, p50: at(50), p95: at(95), p99: at(99), max }
}
