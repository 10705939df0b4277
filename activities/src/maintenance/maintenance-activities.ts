import { log } from '@temporalio/activity'
import type { PurgeInput, PurgeResult, PurgeStep } from '@throughline/contract/temporal'
import {
  type Database,
  purgeEvents,
  purgeIdempotencyKeys,
  purgeImportChunks,
  purgeImportRows,
  purgeJobs,
  purgeLinks,
  purgeOrganisationFiles,
  purgeSessions,
  purgeWebhookDeliveries,
  requestLaggingRecomputes as requestLagging,
  requestLaggingDeliveries,
  type Transaction,
  withoutTenant,
} from '@throughline/database'
import {
  countPurgeBatch,
  nextPurgeBatch,
  openPurge as openPurgeRun,
  settlePurge as settlePurgeRun,
} from '@throughline/domain'
import { type Buckets, faultPoint } from '@throughline/platform'
import { beatingHeart } from '../heartbeat.ts'
import { purgeFiles } from './purge-files.ts'

/** A change younger than this is still on its usual way. */
const laggingSeconds = 60
/** Longer than a delivery waits for its turn behind others. */
const laggingDeliverySeconds = 3_600
const keptHours = { idempotencyKeys: 24, importChunks: 24, importFiles: 24 } as const

/** Rows of an import can be looked at for so long after its end. */
const keptImportRowDays = 30
/** The log of webhooks. */
const keptDeliveryDays = 30
/** Seeds and purges that ended. */
const keptJobDays = 90

/** Streams of one transaction: their writers wait for it. */
const streamsAtOnce = 50
/** What is left then waits for the next hour. */
const mostRounds = 100

/** One kind of rows, batch by batch: answers how many rows went, and whether more of them may be there. */
type PurgeKind = () => Promise<{ count: number; isLast: boolean }>

export interface MaintenanceDependencies {
  database: Database
  buckets: Buckets
  eventRetentionDays: number
}

export interface PurgedRows {
  keys: number
  sessions: number
  links: number
  chunks: number
  importRows: number
  /** Pieces in buckets. */
  pieces: number
  events: number
  deliveries: number
  organisationFiles: number
}

export function createMaintenanceActivities({ database, buckets, eventRetentionDays }: MaintenanceDependencies) {
  const onLost = (error: Error) => log.warn('a former bucket could not be looked into', { error: error.message })
  const purge = (rows: (transaction: Transaction) => Promise<number>) => withoutTenant(database, rows)

  /** Of webhooks as well: what asks again each minute is one activity, by the name of its first use. */
  async function requestLaggingRecomputes(): Promise<{ asked: number; deliveries: number }> {
    return {
      asked: await purge((transaction) => requestLagging(transaction, laggingSeconds)),
      deliveries: await purge((transaction) => requestLaggingDeliveries(transaction, laggingDeliverySeconds)),
    }
  }

  async function purgeOldEvents(): Promise<number> {
    let total = 0
    for (let round = 0; round < mostRounds; round++) {
      const count = await purge((transaction) => purgeEvents(transaction, eventRetentionDays, streamsAtOnce))
      if (count === 0) break
      total += count
    }
    return total
  }

  const atOnce =
    (rows: (transaction: Transaction) => Promise<number>): PurgeKind =>
    async () => ({ count: await purge(rows), isLast: true })

  /** A purge goes through them in this order; what is added goes before the last, since a bucket may be away. */
  const purgeKinds: readonly PurgeKind[] = [
    atOnce((transaction) => purgeIdempotencyKeys(transaction, keptHours.idempotencyKeys)),
    atOnce(purgeSessions),
    atOnce(purgeLinks),
    atOnce((transaction) => purgeImportChunks(transaction, keptHours.importChunks)),
    atOnce((transaction) => purgeImportRows(transaction, keptImportRowDays)),
    async () => {
      const count = await purge((transaction) => purgeEvents(transaction, eventRetentionDays, streamsAtOnce))
      return { count, isLast: count === 0 }
    },
    atOnce((transaction) => purgeWebhookDeliveries(transaction, keptDeliveryDays)),
    atOnce((transaction) => purgeJobs(transaction, keptJobDays)),
    async () => ({
      count: await purgeFiles({ database, buckets, olderThanHours: keptHours.importFiles, onLost }),
      isLast: true,
    }),
  ]

  /** The purge that comes round by itself; null while another has not ended. */
  async function openPurge(): Promise<{ runId: string | null }> {
    return { runId: await withoutTenant(database, openPurgeRun) }
  }

  /** One batch, unless somebody has paused or cancelled the purge. Doing it again takes away what is left of it. */
  async function purgeBatch({ runId }: PurgeInput): Promise<PurgeStep> {
    const asked = await withoutTenant(database, (transaction) => nextPurgeBatch(transaction, runId))
    if (asked.next !== 'batch') return asked
    const { step } = asked
    const { count, isLast } = (await beatingHeart(async () => purgeKinds[step]?.())) ?? { count: 0, isLast: true }
    await faultPoint('purge:batch-done')
    return withoutTenant(database, (transaction) =>
      countPurgeBatch(transaction, runId, { step, count, isLast, steps: purgeKinds.length }),
    )
  }

  async function settlePurge({ runId, state }: PurgeInput & { state: 'failed' | 'cancelled' }): Promise<PurgeResult> {
    return { state: await withoutTenant(database, (transaction) => settlePurgeRun(transaction, runId, state)) }
  }

  /** All at once, as purges did before they had batches; for those that were under way then. */
  async function purgeExpiredRows(): Promise<PurgedRows> {
    return {
      keys: await purge((transaction) => purgeIdempotencyKeys(transaction, keptHours.idempotencyKeys)),
      sessions: await purge(purgeSessions),
      links: await purge(purgeLinks),
      chunks: await purge((transaction) => purgeImportChunks(transaction, keptHours.importChunks)),
      importRows: await purge((transaction) => purgeImportRows(transaction, keptImportRowDays)),
      events: await purgeOldEvents(),
      deliveries: await purge((transaction) => purgeWebhookDeliveries(transaction, keptDeliveryDays)),
      organisationFiles: await purge(purgeOrganisationFiles),
      // The last, since a bucket may be away.
      pieces: await purgeFiles({ database, buckets, olderThanHours: keptHours.importFiles, onLost }),
    }
  }

  return { requestLaggingRecomputes, purgeExpiredRows, openPurge, purgeBatch, settlePurge }
}

export type MaintenanceActivities = ReturnType<typeof createMaintenanceActivities>
