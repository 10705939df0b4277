import { log } from '@temporalio/activity'
import { ApplicationFailure } from '@temporalio/common'
import { id, NotFoundError } from '@throughline/contract'
import { failureTypes, type SeedInput, type SeedResult } from '@throughline/contract/temporal'
import { type Database, withTransaction } from '@throughline/database'
import { listMissingSeedPlans, progressSeed, seedPlan, settleSeed } from '@throughline/domain'
import { faultPoint } from '@throughline/platform'
import { beatingHeart } from '../heartbeat.ts'

export function createSeedActivities({ database }: { database: Database }) {
  /** Gated on what the database holds: each plan is made in one transaction, and never again. */
  async function seedDemoPlans(given: SeedInput): Promise<SeedResult> {
    const input = { organisationId: id.parse(given.organisationId) }
    return beatingHeart<SeedResult>(async () => {
      const missing = await withTransaction(database, input, listMissingSeedPlans)
      const total = missing.length
      const progress = (done: number) =>
        withTransaction(database, input, (transaction) => progressSeed(transaction, { done, total }))
      let goesOn = await progress(0)
      log.info(missing.length > 0 ? 'running seeds' : 'seeds already present, skipping', input)
      for (const [index, plan] of missing.entries()) {
        if (!goesOn) return { outcome: 'seeded', projects: index }
        const today = new Date().toISOString().slice(0, 10)
        await withTransaction(database, input, (transaction) =>
          seedPlan(transaction, input.organisationId, plan, today),
        )
        log.info('seeded a plan', { ...input, seed: plan.key })
        await faultPoint('seed:plan-written')
        goesOn = await progress(index + 1)
      }
      return { outcome: total > 0 ? 'seeded' : 'already-present', projects: total }
    }).catch(refuseMissingAdmin)
  }

  /** The workflow is over without having come to its end. */
  async function settleSeeding({
    organisationId,
    state,
  }: SeedInput & { state: 'failed' | 'cancelled' }): Promise<void> {
    const tenant = { organisationId: id.parse(organisationId) }
    await withTransaction(database, tenant, (transaction) => settleSeed(transaction, state))
  }

  return { seedDemoPlans, settleSeeding }
}

export type SeedActivities = ReturnType<typeof createSeedActivities>

function refuseMissingAdmin(error: unknown): never {
  if (!(error instanceof NotFoundError)) throw error
  throw ApplicationFailure.nonRetryable('The organisation has no admin', failureTypes.notFound)
}
