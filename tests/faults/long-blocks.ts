import type { Block } from './blocks.ts'

/** Freezes and faults of connections that outlast every time-out on their way: heartbeats, patience of clients, probes. */
export const longBlocks: readonly Block[] = [
  {
    flow: 'edit',
    points: ['edit:before-commit'],
    disturbances: ['api/zombie', 'pgbouncer/freeze', 'postgres/freeze'],
    longSeconds: 15,
  },
  {
    flow: 'edit',
    points: ['edit:before-commit'],
    disturbances: ['client-api/hole', 'api-database/hole', 'api-database/half-open', 'api-database/slow'],
    longSeconds: 20,
  },
  {
    flow: 'dispatch',
    points: ['dispatch:after-start'],
    disturbances: ['api/zombie', 'temporal/freeze'],
    longSeconds: 15,
  },
  { flow: 'dispatch', points: ['dispatch:claimed'], disturbances: ['api-temporal/hole'], longSeconds: 30 },
  {
    flow: 'recompute',
    points: ['recompute:in-write', 'recompute:after-commit'],
    disturbances: ['worker/zombie', 'worker/freeze', 'temporal/freeze'],
    longSeconds: 15,
  },
  {
    flow: 'recompute',
    points: ['recompute:engine-done'],
    disturbances: ['worker-database/hole', 'worker-temporal/hole', 'worker-temporal/half-open'],
    longSeconds: 30,
  },
  { flow: 'import', points: ['import:batch-written#2'], disturbances: ['worker/zombie'], longSeconds: 15 },
  { flow: 'import', points: ['import:in-batch#2'], disturbances: ['worker-temporal/hole'], longSeconds: 30 },
  { flow: 'email', points: ['email:before-send'], disturbances: ['email-service/zombie'], longSeconds: 15 },
  {
    flow: 'email',
    points: ['email:before-send'],
    disturbances: ['email-smtp/half-open', 'email-temporal/hole'],
    longSeconds: 20,
  },
  { flow: 'live', points: ['live:before-emit'], disturbances: ['api/freeze'], longSeconds: 15 },
  {
    flow: 'live',
    points: ['live:after-read'],
    disturbances: ['client-api/hole', 'api-listener/hole'],
    longSeconds: 30,
  },
  { flow: 'seed', points: ['seed:plan-written'], disturbances: ['worker/zombie'], longSeconds: 15 },
  {
    flow: 'burst',
    points: [null],
    disturbances: ['api/freeze', 'worker/freeze', 'postgres/freeze', 'temporal/freeze', 'api-database/slow'],
    longSeconds: 15,
  },
]
