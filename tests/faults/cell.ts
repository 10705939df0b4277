import type { FaultPointName } from '@throughline/platform'

export const serviceNames = ['api', 'worker', 'email-service'] as const
export type ServiceName = (typeof serviceNames)[number]
export const infrastructureNames = ['pgbouncer', 'postgres', 'temporal'] as const
export type InfrastructureName = (typeof infrastructureNames)[number]
export const wireNames = [
  'client-api',
  'api-database',
  'api-listener',
  'api-temporal',
  'worker-database',
  'worker-listener',
  'worker-temporal',
  'email-database',
  'email-temporal',
  'email-smtp',
  'worker-webhook',
] as const
export type WireName = (typeof wireNames)[number]

/**
 * `plain` has the development server of Temporal, `real-temporal` the server proper on PostgreSQL. In `equipped`, which is
 * plain otherwise, PostgreSQL's disk can be full and the clocks of the services can be set.
 */
export const worldKinds = ['plain', 'equipped', 'real-temporal'] as const
export type WorldKind = (typeof worldKinds)[number]
/** `smoke`: one cell a point. `whole`: the matrix. `long`: what lasts 15 to 30 seconds, besides. */
export type RunLength = 'smoke' | 'whole' | 'long'

export type FlowName =
  | 'edit'
  | 'dispatch'
  | 'recompute'
  | 'session'
  | 'upload'
  | 'fetch'
  | 'import'
  | 'notify'
  | 'digest'
  | 'email'
  | 'mails'
  | 'webhook'
  | 'live'
  | 'backfill'
  | 'sync'
  | 'seed'
  | 'purge'
  | 'paused'
  | 'burst'
  | 'outage'
export type Target = ServiceName | InfrastructureName | WireName | 'smtp'

/**
 * `kill` is kill -9; `term` asks a process to stop, which has to end well within its grace. `freeze` stops a process and lets it go on; `zombie` does so after another copy has taken its work
 * over. The others are of connections: `reset` them, `hole` swallows what is sent, `half-open` swallows the answers,
 * `slow` delays, `cut-reply` passes what is sent and closes at the answer. `down` is an outage; `full` and `full-log` leave
 * no room on PostgreSQL's disk, the latter also none in its log; `clock` sets a clock an hour ahead and back; `lose-250` a mail server
 * that takes a mail and goes without a word.
 */
export type ActionName =
  | 'kill'
  | 'term'
  | 'freeze'
  | 'zombie'
  | 'reset'
  | 'hole'
  | 'half-open'
  | 'slow'
  | 'cut-reply'
  | 'down'
  | 'full'
  | 'full-log'
  | 'clock'
  | 'lose-250'

/** One cell of the matrix: at this point of this flow, this is done to that. */
export interface Cell {
  id: string
  flow: FlowName
  /** Null: during the flow, at no special point. */
  point: FaultPointName | null
  /** At the how manieth time. */
  count: number
  target: Target
  action: ActionName
  world: WorldKind
  /** How long a disturbance lasts that does not end by itself. */
  milliseconds: number
  /** Whether it is of the short run. */
  smoke: boolean
}

export const isService = (target: Target): target is ServiceName => (serviceNames as readonly string[]).includes(target)
export const isInfrastructure = (target: Target): target is InfrastructureName =>
  (infrastructureNames as readonly string[]).includes(target)
export const isWire = (target: Target): target is WireName => (wireNames as readonly string[]).includes(target)
