import { createDatabase, type Database } from '@throughline/database'
import { createPlanTexts, createPrincipals, type PlanTexts, type Principals } from '@throughline/domain'
import { type Buckets, createBuckets, type Logger, type Settings } from '@throughline/platform'
import { createSealer, type Sealer } from './audit/sealer.ts'
import { type ComputePool, createComputePool } from './compute/compute-pool.ts'
import { createDispatcher, type Dispatcher } from './dispatcher/dispatcher.ts'
import { createTemporal, type Temporal } from './dispatcher/temporal.ts'
import { createLimits, type Limits } from './http/limits.ts'
import { createMetrics, type Metrics } from './metrics.ts'

/** Everything that the api works with, built once; handlers receive it. */
export interface AppContext {
  readonly settings: Settings
  readonly log: Logger
  readonly metrics: Metrics
  readonly database: Database
  readonly temporal: Temporal
  readonly dispatcher: Dispatcher
  readonly sealer: Sealer
  readonly limits: Limits
  readonly compute: ComputePool
  readonly buckets: Buckets
  readonly principals: Principals
  /** Plans that were opened lately, as JSON. */
  readonly planTexts: PlanTexts
  close(): Promise<void>
}

/** Four plans of 10,000 tasks, or some hundred usual ones. */
const planTextBytes = 128 * 1_048_576

/** `ofProcess` adds the metrics of the process itself, which has one context. */
export function createContext(settings: Settings, log: Logger, { ofProcess = false } = {}): AppContext {
  const metrics = createMetrics({ ofProcess })
  const database = createDatabase({
    connectionString: settings.database.url,
    poolSize: settings.database.poolSize,
    applicationName: 'throughline api',
    onIdleError: (error) => log.warn({ err: error }, 'a database connection broke'),
  })
  const temporal = createTemporal(settings.temporal, metrics)
  const dispatcher = createDispatcher({
    ...{ database, temporal, metrics },
    log: log.child({ part: 'dispatcher' }),
    lanes: settings.api.recomputes,
  })
  const sealer = createSealer(database, log.child({ part: 'sealer' }))
  const compute = createComputePool(settings, log.child({ part: 'compute' }))
  return {
    settings,
    log,
    metrics,
    database,
    temporal,
    dispatcher,
    sealer,
    limits: createLimits(settings.api.rateLimitPerMinute),
    compute,
    buckets: createBuckets(settings.files),
    principals: createPrincipals(database),
    planTexts: createPlanTexts(planTextBytes),
    async close() {
      await dispatcher.close()
      await sealer.close()
      await temporal.close()
      await compute.close()
      await database.close()
    },
  }
}
