import {
  addRatePoints,
  createDatabase,
  type Database,
  deleteExpiredRateCounts,
  deleteRateCount,
  findMailBacklog,
} from '@throughline/database'
import {
  createPlanTexts,
  createPrincipals,
  createSignInProviders,
  type ImportLinkParts,
  type MailParts,
  mailGuard,
  type OutsideSignIns,
  type PlanTexts,
  type Principals,
  type WebhookParts,
} from '@throughline/domain'
import {
  type Buckets,
  createBuckets,
  createOutgoing,
  createSealer,
  type Logger,
  type Settings,
  sealedFor,
} from '@throughline/platform'
import { type AuditSealer, createAuditSealer } from './audit/audit-sealer.ts'
import { type ComputePool, createComputePool } from './compute/compute-pool.ts'
import { createDispatcher, type Dispatcher } from './dispatcher/dispatcher.ts'
import { createTemporal, type Temporal } from './dispatcher/temporal.ts'
import { createLimits, type Limits } from './http/limits.ts'
import { createSharedCounts } from './http/shared-counts.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { createRunWatches, type RunWatches } from './runs/run-watches.ts'

/** Everything that the api works with, built once; handlers receive it. */
export interface AppContext {
  readonly settings: Settings
  readonly log: Logger
  readonly metrics: Metrics
  readonly database: Database
  readonly temporal: Temporal
  readonly dispatcher: Dispatcher
  readonly auditSealer: AuditSealer
  readonly limits: Limits
  readonly runWatches: RunWatches
  readonly compute: ComputePool
  readonly buckets: Buckets
  readonly importLinks: ImportLinkParts
  readonly webhooks: WebhookParts
  readonly mail: MailParts
  readonly outsideSignIns: OutsideSignIns
  readonly principals: Principals
  /** Plans that were opened lately, as JSON. */
  readonly planTexts: PlanTexts
  close(): Promise<void>
}

/** Four plans of 10,000 tasks, or some hundred usual ones. */
const planTextBytes = 128 * 1_048_576

/** `ofProcess` adds the metrics of the process itself, which has one context. */
export function createContext(settings: Settings, log: Logger, { ofProcess = false } = {}): AppContext {
  const database = createDatabase({
    connectionString: settings.database.url,
    poolSize: settings.database.poolSize,
    applicationName: 'throughline api',
    onIdleError: (error) => log.warn({ err: error }, 'a database connection broke'),
  })
  const metrics = createMetrics({ ofProcess, findMailBacklog: () => findMailBacklog(database.kysely) })
  const temporal = createTemporal(settings.temporal, metrics)
  const dispatcher = createDispatcher({
    ...{ database, temporal, metrics },
    log: log.child({ part: 'dispatcher' }),
    lanes: settings.api.recomputes,
  })
  const auditSealer = createAuditSealer(database, log.child({ part: 'sealer' }))
  const counts = createSharedCounts({
    store: {
      add: (given) => addRatePoints(database, given),
      remove: (key) => deleteRateCount(database, key),
      removeExpired: () => deleteExpiredRateCounts(database),
    },
    secret: settings.api.sessionSecret,
    onLost: (error) => log.warn({ err: error }, 'rate limits are counted by this process alone'),
  })
  const runWatches = createRunWatches(database, log.child({ part: 'runs' }))
  const outgoing = createOutgoing(settings.outgoing)
  const buckets = createBuckets(settings.files)
  const compute = createComputePool(settings, log.child({ part: 'compute' }))
  return {
    settings,
    log,
    metrics,
    database,
    temporal,
    dispatcher,
    auditSealer,
    limits: createLimits(settings.api.rateLimitPerMinute, counts),
    runWatches,
    compute,
    buckets,
    importLinks: {
      ...{ outgoing, bucket: buckets.current },
      sealer: createSealer(settings.api.sessionSecret, sealedFor.importLinks),
    },
    webhooks: {
      outgoing,
      sealer: createSealer(settings.api.sessionSecret, sealedFor.webhooks),
    },
    mail: {
      guard: mailGuard(settings.outgoing.allowedHosts),
      sealer: createSealer(settings.api.sessionSecret, sealedFor.mailPasswords),
    },
    outsideSignIns: {
      providers: createSignInProviders(settings.signInProviders, outgoing),
      sealer: createSealer(settings.api.sessionSecret, sealedFor.signIns),
    },
    principals: createPrincipals(database),
    planTexts: createPlanTexts(planTextBytes),
    async close() {
      counts.close()
      runWatches.close()
      await dispatcher.close()
      await auditSealer.close()
      await temporal.close()
      await compute.close()
      await database.close()
    },
  }
}
