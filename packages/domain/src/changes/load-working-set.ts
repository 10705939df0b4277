import { type ChangeOperation, NotFoundError } from '@throughline/contract'
import {
  findProjectFields,
  isOfProject,
  listAssignmentStates,
  listBaselineStates,
  listCalendarStates,
  listChecklistItemStates,
  listCommentStates,
  listLastPositions,
  listLinkStates,
  listOrganisationMembers,
  listPeopleOfProject,
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
  actorId: string
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
  { actorId, ifMatch, head, actHead, project = null }: LoadOptions,
): Promise<WorkingSet> {
  const touched = await readTouched(transaction, projectId, operations)
  const present = project ?? (await getProject(transaction, projectId))
  return createWorkingSet({ projectId, actorId, ifMatch, head, actHead, project: present, ...touched })
}

/** The rows of a working set, before more is known of their project. */
export async function readTouched(
  transaction: Transaction,
  projectId: string,
  operations: readonly ChangeOperation[],
): Promise<Pick<Parameters<typeof createWorkingSet>[0], 'rows' | 'lastPositions' | 'people' | 'mentionable'>> {
  const references = referencesOf(operations)
  await addRevisited(transaction, projectId, references)
  const { ids, deletedCalendars, parents } = references
  const tasks = loadTasks(transaction, projectId, references)
  const goneTaskIds = references.deletedTasks.size ? (await tasks).map((row) => row.id) : []
  const [
    task,
    link,
    calendar,
    resource,
    assignment,
    baseline,
    comment,
    checklistItem,
    lastPositions,
    people,
    mentionable,
  ] = await Promise.all([
    tasks,
    loadLinks(transaction, projectId, references, goneTaskIds),
    ids.calendar.size
      ? listCalendarStates(transaction, projectId, { ids: [...ids.calendar], baseIds: [...deletedCalendars] })
      : [],
    ids.resource.size || deletedCalendars.size
      ? listResourceStates(transaction, projectId, { ids: [...ids.resource], calendarIds: [...deletedCalendars] })
      : [],
    loadAssignments(transaction, projectId, references, goneTaskIds),
    ids.baseline.size || operations.some(({ entity }) => entity === 'baseline')
      ? listBaselineStates(transaction, projectId, [...ids.baseline])
      : [],
    loadComments(transaction, projectId, references, goneTaskIds),
    loadChecklistItems(transaction, projectId, references, goneTaskIds),
    parents.size ? listLastPositions(transaction, projectId, [...parents]) : new Map<string | null, number>(),
    listOrganisationMembers(transaction, [...references.people]),
    listPeopleOfProject(transaction, projectId, [...references.mentioned]),
  ])
  const rows = { task, link, calendar, resource, assignment, baseline, comment, checklistItem }
  return { rows, lastPositions, people, mentionable }
}

/** Rows that come back, and links that change their type, bring references of their own. */
async function addRevisited(transaction: Transaction, projectId: string, references: References) {
  for (const entity of planEntities) {
    const ids = [...references.revisited[entity]]
    if (ids.length === 0) continue
    const where = sql`${isOfProject(projectId)} and t.id = any(${ids}::uuid[])`
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

async function loadComments(
  transaction: Transaction,
  projectId: string,
  { ids }: References,
  taskIds: readonly string[],
): Promise<PlanState<'comment'>[]> {
  if (ids.comment.size + taskIds.length === 0) return []
  return listCommentStates(transaction, projectId, { ids: [...ids.comment], taskIds })
}

async function loadChecklistItems(
  transaction: Transaction,
  projectId: string,
  { ids, checkedTasks }: References,
  goneTaskIds: readonly string[],
): Promise<PlanState<'checklistItem'>[]> {
  const taskIds = [...goneTaskIds, ...checkedTasks]
  if (ids.checklistItem.size + taskIds.length === 0) return []
  return listChecklistItemStates(transaction, projectId, { ids: [...ids.checklistItem], taskIds })
}
