import { NotFoundError, type Plan, type PlanDelta } from '@throughline/contract'
import {
  type ChangedSince,
  findChangedSince,
  findProjectRow,
  listEditedTasksSince,
  listPlanRows,
  listPlanRowsSince,
  type PlanEntity,
  type PlanRowOf,
  readComputedSince,
  type Transaction,
} from '@throughline/database'
import type { Actor } from '../actor.ts'
import { requireProjectRole, requireStanding } from '../projects/project-role.ts'
import { getProject } from '../projects/read-projects.ts'
import { buildDelta, presentTask } from './delta.ts'
import { orderTasks } from './order-tasks.ts'
import { type Look, readConsistently } from './read-consistently.ts'

/** The whole plan at its present revision. Throws NotFoundError. */
export async function getPlan(transaction: Transaction, actor: Actor, projectId: string): Promise<Plan> {
  await requireProjectRole(transaction, actor, projectId, 'project.read')
  return readConsistently(transaction, projectId, async (look) => {
    const list = <Entity extends PlanEntity>(entity: Entity) => listPlanRows(transaction, entity, projectId)
    const all = Promise.all([
      getProject(transaction, actor, projectId),
      list('task'),
      list('link'),
      list('calendar'),
      list('resource'),
      list('assignment'),
      list('baseline'),
      list('comment'),
      list('checklistItem'),
    ])
    look.close()
    const [project, tasks, links, calendars, resources, assignments, baselines, comments, checklistItems] = await all
    const rows = { links, calendars, resources, assignments, baselines, comments, checklistItems }
    return { project, tasks: orderTasks(tasks.map(presentTask)), ...rows }
  })
}

/** What changed in the plan since a revision: rows written after it, as they are now. Throws NotFoundError. */
export function getDelta(transaction: Transaction, actor: Actor, projectId: string, since: number): Promise<PlanDelta> {
  return readConsistently(transaction, projectId, async (look) => {
    const first = Promise.all([
      look.revision,
      findProjectRow(transaction, projectId, actor.personId),
      findChangedSince(transaction, projectId, since),
      listEditedTasksSince(transaction, projectId, since),
      readComputedSince(transaction, projectId, since),
    ])
    look.close()
    const [head, project, { deleted, isWritten }, task, computed] = await first
    if (!project) throw new NotFoundError('project')
    requireStanding(actor, project, 'project.read')
    const others = await readOthers(transaction, projectId, since, isWritten, look)
    return buildDelta({ from: Math.min(since, head), to: head, project, rows: { task, ...others }, computed, deleted })
  })
}

/** Rows of the kinds that change rarely: read where some were written. */
async function readOthers(
  transaction: Transaction,
  projectId: string,
  since: number,
  isWritten: ChangedSince['isWritten'],
  look: Look,
) {
  const { task: _, ...others } = isWritten
  if (!Object.values(others).includes(true)) return {}
  const list = async <Entity extends PlanEntity>(entity: Entity): Promise<PlanRowOf[Entity][]> =>
    isWritten[entity] ? listPlanRowsSince(transaction, entity, projectId, since) : []
  const all = Promise.all([
    list('link'),
    list('calendar'),
    list('resource'),
    list('assignment'),
    list('baseline'),
    list('comment'),
    list('checklistItem'),
  ])
  look.close()
  const [link, calendar, resource, assignment, baseline, comment, checklistItem] = await all
  return { link, calendar, resource, assignment, baseline, comment, checklistItem }
}
