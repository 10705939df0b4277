import { proxyActivities } from '@temporalio/workflow'
import type { SeedActivities } from '@throughline/activities'
import type { SeedInput, SeedResult } from '@throughline/contract/temporal'
import { seedOptions } from './activity-options.ts'

const { seedDemoPlans } = proxyActivities<SeedActivities>(seedOptions)

/** Fills an organisation with the demonstration plans, once. */
export async function seedOrganisation(input: SeedInput): Promise<SeedResult> {
  return seedDemoPlans(input)
}
