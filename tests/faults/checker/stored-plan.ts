import type { Plan } from '@throughline/contract'
import { withTransaction } from '@throughline/database'
import { getPlan } from '@throughline/domain'
import type { World } from '../world.ts'

/** The plan as its rows are now, past what any process remembers of it; as a client would get it. */
export async function storedPlan({ database, organisation }: World, projectId: string): Promise<Plan> {
  const { admin } = organisation
  const plan = await withTransaction(database, admin, (transaction) => getPlan(transaction, admin, projectId))
  return JSON.parse(JSON.stringify(plan)) as Plan
}
