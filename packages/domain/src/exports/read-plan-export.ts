import type { BaselineTask, Plan, PointInTime } from '@throughline/contract'
import { type KeptOrigin, listOrigins, listTasksOfBaselines, type Transaction } from '@throughline/database'
import type { Actor } from '../actor.ts'
import { getPlanAt } from '../history/read-past.ts'
import { getPlan } from '../plans/read-plan.ts'

/** All that files say of a project. */
export interface PlanExport {
  readonly plan: Plan
  /** What its baselines hold, by their ids. */
  readonly baselineTasks: ReadonlyMap<string, readonly BaselineTask[]>
  /** Where rows came from, by their ids. */
  readonly origins: ReadonlyMap<string, KeptOrigin>
}

/** As it is, or as it was. Throws as `getPlan` and `getPlanAt`. */
export async function readPlanExport(
  transaction: Transaction,
  actor: Actor,
  projectId: string,
  at?: PointInTime,
): Promise<PlanExport> {
  const plan = await (at === undefined
    ? getPlan(transaction, actor, projectId)
    : getPlanAt(transaction, actor, projectId, at))
  const ids = plan.baselines.map(({ id }) => id)
  const baselineTasks = new Map<string, BaselineTask[]>(ids.map((id) => [id, []]))
  for (const { baselineId, ...task } of await listTasksOfBaselines(transaction, ids))
    baselineTasks.get(baselineId)?.push(task)
  return { plan, baselineTasks, origins: await listOrigins(transaction, projectId) }
}
