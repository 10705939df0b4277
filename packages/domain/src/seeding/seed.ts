import { NotFoundError } from '@throughline/contract'
import { findFirstAdmin, insertWorkRequest, listSeedKeys, type Transaction } from '@throughline/database'
import { v5 as uuidOf } from 'uuid'
import type { Actor } from '../actor.ts'
import { applyChangeSet } from '../changes/apply-change-set.ts'
import { createProject } from '../projects/create-project.ts'
import type { SeedPlan } from './seed-plan.ts'
import { seedPlans } from './seed-plans.ts'
import { startsAtOf, toOperations } from './to-operations.ts'

/** The demonstration plans that the organisation has not been given yet. */
export async function listMissingSeedPlans(transaction: Transaction): Promise<SeedPlan[]> {
  const present = new Set(await listSeedKeys(transaction))
  return seedPlans.filter((plan) => !present.has(plan.key))
}

/** Makes one demonstration plan, as an admin of the organisation; `today` is a date such as `2026-03-02`. */
export async function seedPlan(
  transaction: Transaction,
  organisationId: string,
  plan: SeedPlan,
  today: string,
): Promise<string> {
  const actor = await findSeeder(transaction, organisationId)
  const projectId = uuidOf(`project/${plan.key}`, organisationId)
  const idOf = (key: string) => (key === 'project' ? projectId : uuidOf(key, projectId))
  const { name, description, timeZone } = plan
  const values = { id: projectId, name, description, timeZone, startsAt: startsAtOf(plan, today) }
  await createProject(transaction, actor, values, { seedKey: plan.key, kind: 'seed' })
  const { revision } = await applyChangeSet(transaction, actor, {
    id: idOf('change-set'),
    projectId,
    operations: toOperations(plan, idOf, today),
    kind: 'seed',
    summary: `Filled with the demonstration plan "${plan.name}"`,
  })
  await insertWorkRequest(transaction, { organisationId, kind: 'recompute', subjectId: projectId, revision })
  return projectId
}

async function findSeeder(transaction: Transaction, organisationId: string): Promise<Actor> {
  const personId = await findFirstAdmin(transaction, organisationId)
  if (!personId) throw new NotFoundError('admin of the organisation')
  return { organisationId, personId, organisationRole: 'admin' }
}
