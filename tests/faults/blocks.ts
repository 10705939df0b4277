import type { FaultPointName } from '@throughline/platform'
import type { ActionName, FlowName, Target, WorldKind } from './cell.ts'

export type Disturbance = `${Target}/${ActionName}`

export interface Block {
  flow: FlowName
  /** Null: during the flow. A count says at the how manieth time. */
  points: readonly (FaultPointName | `${FaultPointName}#${number}` | null)[]
  /** Each of them at each of the points. */
  disturbances: readonly Disturbance[]
  world?: WorldKind
  /** Of the long run, and how many seconds the disturbance lasts. */
  longSeconds?: number
}

/** At each point of each flow, what may happen to each process and connection that takes part. */
export const blocks: readonly Block[] = [
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
    flow: 'session',
    points: ['recompute:begun', 'recompute:in-write', 'recompute:after-commit'],
    disturbances: [
      ...(['worker/kill', 'worker/term', 'worker/zombie', 'postgres/kill', 'temporal/kill'] as const),
      ...(['worker-listener/reset', 'worker-listener/hole', 'worker-temporal/hole'] as const),
    ],
  },
  {
    flow: 'upload',
    points: ['import:upload-half', 'import:stored'],
    disturbances: ['api/kill', 'api/term', 'client-api/reset', 'api-database/reset', 'pgbouncer/kill', 'postgres/kill'],
  },
  { flow: 'upload', points: ['import:stored'], disturbances: ['api-database/cut-reply'] },
  {
    flow: 'fetch',
    points: ['import:fetch-piece#2', 'import:fetched'],
    disturbances: [
      ...(['worker/kill', 'worker/term', 'worker/zombie', 'pgbouncer/kill', 'postgres/kill', 'temporal/kill'] as const),
      ...(['worker-database/reset', 'worker-temporal/hole'] as const),
    ],
  },
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
    flow: 'notify',
    points: ['notify:decided'],
    disturbances: [
      ...(['worker/kill', 'worker/term', 'worker/zombie', 'pgbouncer/kill', 'postgres/kill', 'temporal/kill'] as const),
      ...(['worker-database/reset', 'worker-temporal/reset'] as const),
    ],
  },
  {
    flow: 'digest',
    points: ['digest:decided', 'digest:decided#2'],
    disturbances: ['worker/kill', 'postgres/kill', 'temporal/kill'],
  },
  {
    flow: 'email',
    points: ['email:claimed', 'email:before-send', 'email:in-data', 'email:after-send', 'email:marked'],
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
  { flow: 'mails', points: [null], disturbances: ['smtp/down', 'email-service/kill', 'worker/kill'] },
  {
    flow: 'webhook',
    points: ['webhook:claimed', 'webhook:sent', 'webhook:marked', 'webhook:sent#2'],
    disturbances: [
      ...(['worker/kill', 'worker/term', 'worker/zombie', 'pgbouncer/kill', 'postgres/kill', 'temporal/kill'] as const),
      ...(['worker-database/reset', 'worker-database/hole', 'worker-temporal/reset'] as const),
      ...(['worker-webhook/reset', 'worker-webhook/half-open', 'api/kill'] as const),
    ],
  },
  { flow: 'webhook', points: ['webhook:sent#2'], disturbances: ['worker-database/cut-reply'] },
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
    flow: 'purge',
    points: ['purge:batch-done'],
    disturbances: ['worker/kill', 'worker/zombie', 'postgres/kill', 'temporal/kill'],
  },
  { flow: 'paused', points: [null], disturbances: ['api/kill', 'worker/kill', 'postgres/kill', 'temporal/kill'] },
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
    world: 'real-temporal',
  },
  {
    flow: 'dispatch',
    points: ['dispatch:claimed', 'dispatch:after-start'],
    disturbances: ['temporal/kill', 'temporal/freeze', 'postgres/kill'],
    world: 'real-temporal',
  },
  {
    flow: 'import',
    points: ['import:batch-written#2'],
    disturbances: ['temporal/kill', 'postgres/kill'],
    world: 'real-temporal',
  },
  { flow: 'email', points: ['email:before-send'], disturbances: ['temporal/kill'], world: 'real-temporal' },
  { flow: 'outage', points: [null], disturbances: ['temporal/down'], world: 'real-temporal' },
  {
    flow: 'edit',
    points: ['edit:before-commit'],
    disturbances: ['postgres/full', 'postgres/full-log', 'api/clock'],
    world: 'equipped',
  },
  { flow: 'edit', points: ['edit:after-commit'], disturbances: ['api/clock'], world: 'equipped' },
  {
    flow: 'dispatch',
    points: ['dispatch:claimed', 'dispatch:after-start'],
    disturbances: ['postgres/full', 'api/clock'],
    world: 'equipped',
  },
  {
    flow: 'recompute',
    points: ['recompute:begun', 'recompute:in-write', 'recompute:after-commit'],
    disturbances: ['postgres/full', 'worker/clock'],
    world: 'equipped',
  },
  { flow: 'recompute', points: ['recompute:in-write'], disturbances: ['postgres/full-log'], world: 'equipped' },
  { flow: 'upload', points: ['import:upload-half'], disturbances: ['postgres/full', 'api/clock'], world: 'equipped' },
  {
    flow: 'import',
    points: ['import:in-batch#2', 'import:rows-written'],
    disturbances: ['postgres/full', 'worker/clock'],
    world: 'equipped',
  },
  {
    flow: 'email',
    points: ['email:before-send', 'email:after-send'],
    disturbances: ['postgres/full', 'email-service/clock'],
    world: 'equipped',
  },
  { flow: 'live', points: ['live:before-emit'], disturbances: ['api/clock'], world: 'equipped' },
  { flow: 'sync', points: ['sync:half'], disturbances: ['postgres/full', 'api/clock'], world: 'equipped' },
  { flow: 'seed', points: ['seed:plan-written'], disturbances: ['postgres/full', 'worker/clock'], world: 'equipped' },
  {
    flow: 'burst',
    points: [null],
    disturbances: ['postgres/full', 'postgres/full-log', 'api/clock', 'worker/clock'],
    world: 'equipped',
  },
]
