import type { FaultPointName } from '@throughline/platform'
import type { ActionName, Cell, FlowName, Target, TemporalKind } from './cell.ts'

type Disturbance = `${Target}/${ActionName}`

interface Block {
  flow: FlowName
  /** Null: during the flow. A count says at the how manieth time. */
  points: readonly (FaultPointName | `${FaultPointName}#${number}` | null)[]
  /** Each of them at each of the points. */
  disturbances: readonly Disturbance[]
  temporal?: TemporalKind
}

/** The whole matrix: at each point of each flow, what may happen to each process and connection that takes part. */
const blocks: readonly Block[] = [
  {
    flow: 'edit',
    points: ['edit:validated', 'edit:before-event', 'edit:before-commit', 'edit:after-commit', 'edit:after-reply'],
    disturbances: [
      ...(['api/kill', 'api/term', 'api/zombie', 'pgbouncer/kill', 'pgbouncer/freeze', 'postgres/kill'] as const),
      ...(['client-api/reset', 'api-database/reset', 'api-database/hole', 'api-database/half-open'] as const),
      'api-database/slow',
    ],
  },
  { flow: 'edit', points: ['edit:before-commit'], disturbances: ['api-database/cut-reply'] },
  {
    flow: 'dispatch',
    points: ['dispatch:claimed', 'dispatch:after-start'],
    disturbances: [
      ...([
        'api/kill',
        'api/term',
        'api/zombie',
        'temporal/kill',
        'temporal/freeze',
        'pgbouncer/kill',
        'postgres/kill',
      ] as const),
      ...(['api-temporal/reset', 'api-temporal/hole', 'api-temporal/half-open'] as const),
    ],
  },
  {
    flow: 'recompute',
    points: [
      'recompute:begun',
      'recompute:rows-loaded',
      'recompute:engine-done',
      'recompute:in-write',
      'recompute:after-commit',
    ],
    disturbances: [
      ...(['worker/kill', 'worker/term', 'worker/zombie', 'pgbouncer/kill', 'postgres/kill', 'temporal/kill'] as const),
      ...(['worker-database/reset', 'worker-database/hole'] as const),
      ...(['worker-temporal/reset', 'worker-temporal/hole', 'worker-temporal/half-open'] as const),
    ],
  },
  { flow: 'recompute', points: ['recompute:in-write'], disturbances: ['worker-database/cut-reply'] },
  {
    flow: 'upload',
    points: ['import:upload-half', 'import:stored'],
    disturbances: ['api/kill', 'api/term', 'client-api/reset', 'api-database/reset', 'pgbouncer/kill', 'postgres/kill'],
  },
  { flow: 'upload', points: ['import:stored'], disturbances: ['api-database/cut-reply'] },
  {
    flow: 'import',
    points: [
      'import:begun',
      'import:parsed',
      'import:in-batch#2',
      'import:batch-written#2',
      'import:rows-written',
      'import:finalise',
    ],
    disturbances: [
      ...(['worker/kill', 'worker/term', 'worker/zombie', 'pgbouncer/kill', 'postgres/kill', 'temporal/kill'] as const),
      ...(['worker-database/reset', 'worker-temporal/hole'] as const),
    ],
  },
  { flow: 'import', points: ['import:in-batch#2'], disturbances: ['worker-database/cut-reply'] },
  {
    flow: 'email',
    points: ['email:claimed', 'email:before-send', 'email:after-send', 'email:marked'],
    disturbances: [
      ...([
        'email-service/kill',
        'email-service/term',
        'email-service/zombie',
        'pgbouncer/kill',
        'postgres/kill',
        'temporal/kill',
      ] as const),
      ...(['email-database/reset', 'email-temporal/reset', 'email-smtp/reset', 'email-smtp/half-open'] as const),
    ],
  },
  { flow: 'email', points: ['email:before-send'], disturbances: ['smtp/lose-250'] },
  {
    flow: 'live',
    points: ['live:after-read', 'live:before-emit'],
    disturbances: [
      ...(['api/kill', 'api/term', 'api/freeze', 'pgbouncer/kill', 'postgres/kill', 'api-database/reset'] as const),
      ...(['client-api/reset', 'client-api/hole', 'client-api/half-open'] as const),
      ...(['api-listener/reset', 'api-listener/hole'] as const),
    ],
  },
  {
    flow: 'backfill',
    points: ['live:backfill'],
    disturbances: ['api/kill', 'api/term', 'client-api/reset', 'api-database/reset', 'postgres/kill'],
  },
  {
    flow: 'sync',
    points: ['sync:half', 'edit:after-commit'],
    disturbances: ['api/kill', 'api/term', 'api/zombie', 'pgbouncer/kill', 'postgres/kill', 'client-api/reset'],
  },
  { flow: 'sync', points: ['edit:before-commit'], disturbances: ['api-database/cut-reply'] },
  {
    flow: 'seed',
    points: ['seed:plan-written'],
    disturbances: ['worker/kill', 'worker/term', 'worker/zombie', 'postgres/kill', 'temporal/kill'],
  },
  {
    flow: 'burst',
    points: [null],
    disturbances: [
      ...([
        'api/kill',
        'api/term',
        'worker/kill',
        'worker/term',
        'pgbouncer/kill',
        'pgbouncer/freeze',
        'postgres/kill',
        'postgres/freeze',
      ] as const),
      ...(['temporal/kill', 'client-api/reset', 'api-database/reset', 'api-database/slow'] as const),
    ],
  },
  { flow: 'outage', points: [null], disturbances: ['temporal/down'] },
  {
    flow: 'recompute',
    points: ['recompute:begun', 'recompute:engine-done', 'recompute:after-commit'],
    disturbances: ['temporal/kill', 'temporal/freeze', 'postgres/kill', 'worker-temporal/hole'],
    temporal: 'postgres',
  },
  {
    flow: 'dispatch',
    points: ['dispatch:claimed', 'dispatch:after-start'],
    disturbances: ['temporal/kill', 'temporal/freeze', 'postgres/kill'],
    temporal: 'postgres',
  },
  {
    flow: 'import',
    points: ['import:batch-written#2'],
    disturbances: ['temporal/kill', 'postgres/kill'],
    temporal: 'postgres',
  },
  { flow: 'email', points: ['email:before-send'], disturbances: ['temporal/kill'], temporal: 'postgres' },
  { flow: 'outage', points: [null], disturbances: ['temporal/down'], temporal: 'postgres' },
]

/** The short run: a cell a point or two, so chosen that each process, connection and kind of disturbance comes up. */
const smoke: ReadonlySet<string> = new Set([
  'edit:validated/postgres/kill',
  'edit:before-event/api-database/half-open',
  'edit:before-commit/api-database/cut-reply',
  'edit:before-commit/api/term',
  'edit:after-commit/api/kill',
  'edit:after-reply/api/zombie',
  'dispatch:claimed/api/kill',
  'dispatch:after-start/temporal/kill',
  'recompute:begun/temporal/kill',
  'recompute:rows-loaded/worker-database/reset',
  'recompute:engine-done/worker-temporal/hole',
  'recompute:in-write/worker/zombie',
  'recompute:in-write/worker/term',
  'recompute:after-commit/worker/kill',
  'import:upload-half/client-api/reset',
  'import:stored/api/kill',
  'import:begun/pgbouncer/kill',
  'import:parsed/worker/kill',
  'import:in-batch#2/postgres/kill',
  'import:batch-written#2/worker/zombie',
  'import:rows-written/temporal/kill',
  'import:finalise/worker-database/reset',
  'email:claimed/email-service/kill',
  'email:before-send/smtp/lose-250',
  'email:after-send/email-service/kill',
  'email:marked/email-temporal/reset',
  'live:after-read/postgres/kill',
  'live:before-emit/client-api/half-open',
  'live:backfill/api/kill',
  'sync:half/pgbouncer/kill',
  'seed:plan-written/worker/kill',
  'burst/pgbouncer/kill',
  'outage/temporal/down',
  'real recompute:engine-done/temporal/kill',
  'real dispatch:after-start/postgres/kill',
  'real outage/temporal/down',
])

/** The heartbeat of an activity is missed after five seconds: a worker that comes back later has been given up. */
const zombieMs = 7_000
const briefMs = 2_000
const outageMs = { short: 8_000, whole: 60_000 }

/** All cells, in the order of the flows. In the short run the outage of Temporal is shorter. */
export function listCells({ short }: { short: boolean }): Cell[] {
  const cells = blocks.flatMap((block) =>
    block.points.flatMap((point) =>
      block.disturbances.map((disturbance) => toCell(block, point, disturbance, short ? 'short' : 'whole')),
    ),
  )
  return short ? cells.filter((cell) => cell.smoke) : cells
}

function toCell(
  { flow, temporal = 'development' }: Block,
  place: Block['points'][number],
  disturbance: Disturbance,
  length: keyof typeof outageMs,
): Cell {
  const [target, action] = disturbance.split('/') as [Target, ActionName]
  const [point = null, count = '1'] = (place?.split('#') ?? []) as [FaultPointName?, string?]
  const where = place === null ? flow : flow === 'sync' && !place.startsWith('sync') ? `sync ${place}` : place
  const id = `${temporal === 'postgres' ? 'real ' : ''}${where}/${disturbance}`
  const milliseconds =
    action === 'down' ? outageMs[length] : action === 'zombie' && target !== 'api' ? zombieMs : briefMs
  return { id, flow, point, count: Number(count), target, action, temporal, milliseconds, smoke: smoke.has(id) }
}
