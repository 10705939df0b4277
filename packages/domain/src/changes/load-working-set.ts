import { type ChangeOperation, NotFoundError } from '@throughline/contract'
import {
  findProjectFields,
  listAssignmentStates,
  listBaselineStates,
  listCalendarStates,
  listLastPositions,
  listLinkStates,
  listOrganisationMembers,
  listResourceStates,
  listTaskStates,
  type PlanState,
  planEntities,
  selectPlanStates,
  type Transaction,
} from '@throughline/database'
import { sql } from 'kysely'
import { addFields, type References, referencesOf } from './references.ts'
import { createWorkingSet, type ProjectState, type WorkingSet } from './working-set.ts'

export interface LoadOptions {
  ifMatch?: number | undefined
  head: number
  actHead?: number | undefined
  /** Where the caller has read it under the lock. */
  project?: ProjectState | null
}

/** Reads what the operations touch, and what deletes take with them; not the rest of the plan. */
export async function loadWorkingSet(
  transaction: Transaction,
  projectId: string,
  operations: readonly ChangeOperation[],
  { ifMatch, head, actHead, project = null }: LoadOptions,
): Promise<WorkingSet> {
  const references = referencesOf(operations)
  await addRevisited(transaction, projectId, references)
  const { ids, deletedCalendars, parents, people } = references
  const task = await loadTasks(transaction, projectId, references)
  const goneTaskIds = references.deletedTasks.size ? task.map((row) => row.id) : []
  const rows = {
    task,
    link: await loadLinks(transaction, projectId, references, goneTaskIds),
    calendar: ids.calendar.size ? await listCalendarStates(transaction, projectId, [...ids.calendar]) : [],
    resource:
      ids.resource.size || deletedCalendars.size
        ? await listResourceStates(transaction, projectId, {
            ids: [...ids.resource],
            calendarIds: [...deletedCalendars],
          })
        : [],
    assignment: await loadAssignments(transaction, projectId, references, goneTaskIds),
    baseline: ids.baseline.size ? await listBaselineStates(transaction, projectId, [...ids.baseline]) : [],
  }
  return createWorkingSet({
    projectId,
    ifMatch,
    head,
    actHead,
    project: project ?? (await getProject(transaction, projectId)),
    rows,
    lastPositions: parents.size ? await listLastPositions(transaction, projectId, [...parents]) : new Map(),
    people: await listOrganisationMembers(transaction, [...people]),
  })
}

/** Rows that come back, and links that change their type, bring references of their own. */
async function addRevisited(transaction: Transaction, projectId: string, references: References) {
  for (const entity of planEntities) {
    const ids = [...references.revisited[entity]]
    if (ids.length === 0) continue
    const where = sql`t.project_id = ${projectId} and t.id = any(${ids}::uuid[])`
    for (const row of await selectPlanStates(transaction, entity, where)) addFields(references, entity, row)
  }
}

async function getProject(transaction: Transaction, projectId: string): Promise<ProjectState> {
  const project = await findProjectFields(transaction, projectId)
  if (!project) throw new NotFoundError('project')
  return project
}

async function loadTasks(
  transaction: Transaction,
  projectId: string,
  { ids, roots, deletedCalendars }: References,
): Promise<PlanState<'task'>[]> {
  if (ids.task.size === 0 && deletedCalendars.size === 0) return []
  const lookup = { ids: [...ids.task], rootIds: [...roots], calendarIds: [...deletedCalendars] }
  return listTaskStates(transaction, projectId, lookup)
}

async function loadLinks(
  transaction: Transaction,
  projectId: string,
  { ids, predecessors }: References,
  taskIds: readonly string[],
): Promise<PlanState<'link'>[]> {
  if (ids.link.size + predecessors.size + taskIds.length === 0) return []
  return listLinkStates(transaction, projectId, { ids: [...ids.link], taskIds, predecessorIds: [...predecessors] })
}

async function loadAssignments(
  transaction: Transaction,
  projectId: string,
  { ids, assignedTasks, deletedResources }: References,
  goneTaskIds: readonly string[],
): Promise<PlanState<'assignment'>[]> {
  const taskIds = [...goneTaskIds, ...assignedTasks]
  if (ids.assignment.size + taskIds.length + deletedResources.size === 0) return []
  const lookup = { ids: [...ids.assignment], taskIds, resourceIds: [...deletedResources] }
  return listAssignmentStates(transaction, projectId, lookup)
}
