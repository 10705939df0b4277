import type { Plan, PlanDelta } from '@throughline/contract'
import {
  findProjectRow,
  listDeletedSince,
  listPlanRows,
  listPlanRowsSince,
  type PlanEntity,
  planEntities,
  type Transaction,
} from '@throughline/database'
import type { Actor } from '../actor.ts'
import { requireProjectRole } from '../projects/project-role.ts'
import { getProject } from '../projects/read-projects.ts'
import { buildDelta, presentComputed, presentTask } from './delta.ts'
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
  const tasks = await listPlanRowsSince(transaction, 'task', projectId, since)
  const isEdited = (task: (typeof tasks)[number]) => task.editedRevision > since
  const deleted: Partial<Record<PlanEntity, string[]>> = {}
  for (const entity of planEntities) deleted[entity] = await listDeletedSince(transaction, entity, projectId, since)
  return buildDelta({
    from: Math.min(since, head),
    to: head,
    project: await findProjectRow(transaction, projectId),
    rows: {
      task: tasks.filter(isEdited),
      link: await listPlanRowsSince(transaction, 'link', projectId, since),
      calendar: await listPlanRowsSince(transaction, 'calendar', projectId, since),
      resource: await listPlanRowsSince(transaction, 'resource', projectId, since),
      assignment: await listPlanRowsSince(transaction, 'assignment', projectId, since),
      baseline: await listPlanRowsSince(transaction, 'baseline', projectId, since),
    },
    computed: tasks.filter((task) => !isEdited(task)).map(presentComputed),
    deleted,
  })
}
