import { CancellationScope, isCancellation, proxyActivities } from '@temporalio/workflow'
import type { SeedActivities } from '@throughline/activities'
import type { SeedInput, SeedResult } from '@throughline/contract/temporal'
import { seedOptions } from './activity-options.ts'

const { seedDemoPlans, settleSeeding } = proxyActivities<SeedActivities>(seedOptions)

/** Fills an organisation with the demonstration plans, once. However it ends, whoever watches the run is told. */
export async function seedOrganisation(input: SeedInput): Promise<SeedResult> {
  try {
    return await seedDemoPlans(input)
  } catch (error) {
    const state = isCancellation(error) ? 'cancelled' : 'failed'
    await CancellationScope.nonCancellable(() => settleSeeding({ ...input, state }))
    throw error
  }
}
