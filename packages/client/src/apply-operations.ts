import {
  type Assignment,
  type Calendar,
  type ChangeOperation,
  type ChecklistItem,
  type Link,
  newAssignmentFields,
  newCalendarFields,
  newLinkFields,
  newResourceFields,
  newTaskFields,
  type Plan,
  type Resource,
  type Task,
} from '@throughline/contract'
import { inOutlineOrder } from './outline.ts'

type On<Entity extends ChangeOperation['entity']> = Extract<ChangeOperation, { entity: Entity }>

/**
 * The plan as it will look when the service takes the operations: what a client shows until the answer comes. Computed
 * dates stay as they are; creates need an id.
 */
export function applyOperations(plan: Plan, operations: readonly ChangeOperation[]): Plan {
  let shown = plan
  let isOrdered = true
  for (const operation of operations) {
    const isDelete = operation.entity === 'task' && operation.op === 'delete'
    // What is below a task is found by its being after it.
    if (isDelete && !isOrdered) shown = inOrder(shown)
    isOrdered = isDelete || (isOrdered && !movesTasks(operation))
    shown = applyOperation(shown, operation)
  }
  return isOrdered ? shown : inOrder(shown)
}

/** Once for all that was moved, since it takes every task. */
const inOrder = (plan: Plan): Plan => ({ ...plan, tasks: inOutlineOrder(plan.tasks) })

const movesTasks = (operation: ChangeOperation): boolean =>
  operation.entity === 'task' && (operation.op === 'create' || (operation.op === 'update' && movesRow(operation.patch)))

function applyOperation(plan: Plan, operation: ChangeOperation): Plan {
  switch (operation.entity) {
    case 'task':
      return onTask(plan, operation)
    case 'link':
      return { ...plan, links: onRow(plan.links, operation, (id) => newLink(plan, id, operation)) }
    case 'assignment':
      return { ...plan, assignments: onRow(plan.assignments, operation, (id) => newAssignment(plan, id, operation)) }
    case 'resource':
      return { ...plan, resources: onRow(plan.resources, operation, (id) => newResource(plan, id, operation)) }
    case 'calendar':
      return { ...plan, calendars: onRow(plan.calendars, operation, (id) => newCalendar(plan, id, operation)) }
    case 'baseline':
      return { ...plan, baselines: onRow(plan.baselines, operation, () => null) }
    case 'comment':
      // Who wrote it, and when, the service says.
      return { ...plan, comments: onRow(plan.comments, operation, () => null) }
    case 'checklistItem':
      return { ...plan, checklistItems: onRow(plan.checklistItems, operation, (id) => newItem(plan, id, operation)) }
    case 'project':
      return { ...plan, project: { ...plan.project, ...defined(operation.patch) } }
  }
}

function onTask(plan: Plan, operation: On<'task'>): Plan {
  if (operation.op === 'delete') return withoutTask(plan, operation.id)
  return { ...plan, tasks: onRow(plan.tasks, operation, (id) => newTask(plan, id, operation)) }
}

const movesRow = (patch: object): boolean => 'parentId' in patch || 'position' in patch

type RowOperation = Exclude<ChangeOperation, { entity: 'project' }>

function onRow<Row extends { id: string }>(
  rows: Row[],
  operation: RowOperation,
  create: (id: string) => Row | null,
): Row[] {
  if (operation.op === 'restore') return rows
  if (operation.op === 'delete') return rows.filter((row) => row.id !== operation.id)
  if (operation.op === 'update') {
    return rows.map((row) => (row.id === operation.id ? { ...row, ...defined(operation.patch) } : row))
  }
  const row = operation.id && !rows.some(({ id }) => id === operation.id) ? create(operation.id) : null
  return row ? [...rows, row] : rows
}

function withoutTask(plan: Plan, id: string): Plan {
  const gone = new Set([id])
  for (const task of plan.tasks) if (task.parentId !== null && gone.has(task.parentId)) gone.add(task.id)
  return {
    ...plan,
    tasks: plan.tasks.filter((task) => !gone.has(task.id)),
    links: plan.links.filter((link) => !gone.has(link.predecessorId) && !gone.has(link.successorId)),
    assignments: plan.assignments.filter((assignment) => !gone.has(assignment.taskId)),
    comments: plan.comments.filter((comment) => !gone.has(comment.taskId)),
    checklistItems: plan.checklistItems.filter((item) => !gone.has(item.taskId)),
  }
}

/** Without keys whose value is undefined, so that spreading takes nothing away. */
const defined = <Values extends object>(values: Values) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Values]: Exclude<Values[Key], undefined>
  }

const never = '1970-01-01T00:00:00.000Z'

function newTask(plan: Plan, id: string, operation: On<'task'>): Task | null {
  if (operation.op !== 'create') return null
  const parentId = operation.values.parentId ?? null
  const siblings = plan.tasks.filter((task) => task.parentId === parentId)
  return {
    ...newTaskFields(operation.values),
    position: operation.values.position ?? Math.max(0, ...siblings.map((task) => task.position)) + 1,
    isSummary: false,
    earlyStart: null,
    earlyFinish: null,
    lateStart: null,
    lateFinish: null,
    totalFloatMinutes: null,
    freeFloatMinutes: null,
    isCritical: false,
    id,
    parentId,
    projectId: plan.project.id,
    revision: plan.project.revision,
    createdAt: never,
    updatedAt: never,
  }
}

function newItem({ project, checklistItems }: Plan, id: string, operation: On<'checklistItem'>): ChecklistItem | null {
  if (operation.op !== 'create') return null
  const { taskId, text, isDone = false } = operation.values
  const places = checklistItems.filter((item) => item.taskId === taskId).map(({ position }) => position)
  const position = operation.values.position ?? Math.max(0, ...places) + 1
  return { id, projectId: project.id, taskId, text, isDone, position, revision: project.revision }
}

function newLink({ project }: Plan, id: string, operation: On<'link'>): Link | null {
  if (operation.op !== 'create') return null
  return { ...newLinkFields(operation.values), id, projectId: project.id, revision: project.revision }
}

function newCalendar({ project }: Plan, id: string, operation: On<'calendar'>): Calendar | null {
  if (operation.op !== 'create') return null
  return { ...newCalendarFields(operation.values), id, projectId: project.id, revision: project.revision }
}

function newAssignment({ project }: Plan, id: string, operation: On<'assignment'>): Assignment | null {
  if (operation.op !== 'create') return null
  return { ...newAssignmentFields(operation.values), id, projectId: project.id, revision: project.revision }
}

function newResource({ project }: Plan, id: string, operation: On<'resource'>): Resource | null {
  if (operation.op !== 'create') return null
  return { ...newResourceFields(operation.values), id, projectId: project.id, revision: project.revision }
}
