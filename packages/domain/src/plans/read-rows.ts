import {
  type Assignment,
  type Baseline,
  type Calendar,
  type ChecklistItem,
  type Comment,
  type Link,
  NotFoundError,
  type Resource,
  type Task,
} from '@throughline/contract'
import {
  findPlanRow,
  findProjectOfRow,
  listCommentsOfTask,
  listPlanRows,
  type PlanEntity,
  type PlanRowOf,
  type Transaction,
} from '@throughline/database'
import type { Actor } from '../actor.ts'
import { asUnseen, requireProjectRole } from '../projects/project-role.ts'
import { presentTask } from './delta.ts'
import { orderTasks } from './order-tasks.ts'

/** The project that a row of a plan belongs to: what routes such as `/tasks/:taskId` need first. Throws NotFoundError. */
export async function projectOfRow(transaction: Transaction, entity: PlanEntity, id: string): Promise<string> {
  const projectId = await findProjectOfRow(transaction, entity, id)
  if (!projectId) throw new NotFoundError(entity)
  return projectId
}

type Read<Row> = (transaction: Transaction, actor: Actor, id: string) => Promise<Row>
type List<Row> = (transaction: Transaction, actor: Actor, projectId: string) => Promise<Row[]>

const reader =
  <Entity extends PlanEntity>(entity: Entity): Read<PlanRowOf[Entity]> =>
  async (transaction, actor, id) => {
    const projectId = await findProjectOfRow(transaction, entity, id)
    const row = projectId && (await findPlanRow(transaction, entity, id))
    if (!row) throw new NotFoundError(entity)
    await asUnseen(entity, requireProjectRole(transaction, actor, projectId, 'project.read'))
    return row
  }

const lister =
  <Entity extends PlanEntity>(entity: Entity): List<PlanRowOf[Entity]> =>
  async (transaction, actor, projectId) => {
    await requireProjectRole(transaction, actor, projectId, 'project.read')
    return listPlanRows(transaction, entity, projectId)
  }

const readTask = reader('task')
const listTaskRows = lister('task')

export const getTask: Read<Task> = async (...given) => presentTask(await readTask(...given))
/** In the order of the outline. */
export const listTasks: List<Task> = async (...given) => orderTasks((await listTaskRows(...given)).map(presentTask))

export const getLink: Read<Link> = reader('link')
export const listLinks: List<Link> = lister('link')
export const getCalendar: Read<Calendar> = reader('calendar')
export const listCalendars: List<Calendar> = lister('calendar')
export const getResource: Read<Resource> = reader('resource')
export const listResources: List<Resource> = lister('resource')
export const getAssignment: Read<Assignment> = reader('assignment')
export const listAssignments: List<Assignment> = lister('assignment')
export const getBaseline: Read<Baseline> = reader('baseline')
export const listBaselines: List<Baseline> = lister('baseline')
export const getChecklistItem: Read<ChecklistItem> = reader('checklistItem')
export const listChecklistItems: List<ChecklistItem> = lister('checklistItem')
export const getComment: Read<Comment> = reader('comment')
export const listComments: List<Comment> = lister('comment')

/** The oldest first. Throws NotFoundError. */
export async function listTaskComments(
  transaction: Transaction,
  actor: Actor,
  { projectId, taskId }: { projectId: string; taskId: string },
): Promise<Comment[]> {
  await requireProjectRole(transaction, actor, projectId, 'project.read')
  if ((await findProjectOfRow(transaction, 'task', taskId)) !== projectId) throw new NotFoundError('task')
  return listCommentsOfTask(transaction, projectId, taskId)
}
