import type { Plan, PlanDelta } from '@throughline/contract'
import {
  findChangedSince,
  findProjectRow,
  listComputedSince,
  listEditedTasksSince,
  listPlanRows,
  listPlanRowsSince,
  type PlanEntity,
  type PlanRowOf,
  type Transaction,
} from '@throughline/database'
import type { Actor } from '../actor.ts'
import { requireProjectRole } from '../projects/project-role.ts'
import { getProject } from '../projects/read-projects.ts'
import { buildDelta, presentTask } from './delta.ts'
import { orderTasks } from './order-tasks.ts'
import { readConsistently } from './read-consistently.ts'

/** The whole plan at its present revision. Throws NotFoundError. */
export async function getPlan(transaction: Transaction, actor: Actor, projectId: string): Promise<Plan> {
  await requireProjectRole(transaction, actor, projectId, 'project.read')
  return readConsistently(transaction, projectId, async () => ({
    project: await getProject(transaction, actor, projectId),
    tasks: orderTasks((await listPlanRows(transaction, 'task', projectId)).map(presentTask)),
    links: await listPlanRows(transaction, 'link', projectId),
    calendars: await listPlanRows(transaction, 'calendar', projectId),
    resources: await listPlanRows(transaction, 'resource', projectId),
    assignments: await listPlanRows(transaction, 'assignment', projectId),
    baselines: await listPlanRows(transaction, 'baseline', projectId),
  }))
}

/** What changed in the plan since a revision. Throws NotFoundError. */
export async function getDelta(
  transaction: Transaction,
  actor: Actor,
  projectId: string,
  since: number,
): Promise<PlanDelta> {
  await requireProjectRole(transaction, actor, projectId, 'project.read')
  return readConsistently(transaction, projectId, (head) => readDelta(transaction, projectId, since, head))
}

/** Rows written after `since`, as they are now; `head` is the revision that the reads show. */
export async function readDelta(
  transaction: Transaction,
  projectId: string,
  since: number,
  head: number,
): Promise<PlanDelta> {
  const { deleted, isWritten } = await findChangedSince(transaction, projectId, since)
  const listSince = async <Entity extends PlanEntity>(entity: Entity): Promise<PlanRowOf[Entity][]> =>
    isWritten[entity] ? listPlanRowsSince(transaction, entity, projectId, since) : []
  return buildDelta({
    from: Math.min(since, head),
    to: head,
    project: await findProjectRow(transaction, projectId),
    rows: {
      task: isWritten.task ? await listEditedTasksSince(transaction, projectId, since) : [],
      link: await listSince('link'),
      calendar: await listSince('calendar'),
      resource: await listSince('resource'),
      assignment: await listSince('assignment'),
      baseline: await listSince('baseline'),
    },
    computed: isWritten.task ? await listComputedSince(transaction, projectId, since) : [],
    deleted,
  })
}
