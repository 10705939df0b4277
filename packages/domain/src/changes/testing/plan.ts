import {
  type ChangeOperation,
  newAssignmentFields,
  newCalendarFields,
  newLinkFields,
  newProjectFields,
  newResourceFields,
  newTaskFields,
} from '@throughline/contract'
import type { PlanState } from '@throughline/database'
import { applyOperations } from '../apply-operations.ts'
import { createWorkingSet, liveRows, type WorkingSet, type WorkingSetInput } from '../working-set.ts'

/** Ids that can be read: `idOf(7)` ends in 7. */
export const idOf = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`
export const projectId = idOf(9_000)
export const calendarId = idOf(9_001)
export const person = idOf(9_002)

const fresh = { fieldRevisions: {}, isDeleted: false }

export const projectState: WorkingSet['project'] = {
  id: projectId,
  ...newProjectFields({ name: 'Plan' }),
  startsAt: '2026-03-02T08:00',
  calendarId,
  baselineId: null,
  finishesAt: null,
  fieldRevisions: {},
}

export const calendarState: PlanState<'calendar'> = {
  id: calendarId,
  ...newCalendarFields({ name: 'Standard' }),
  ...fresh,
}

export const taskState = (number: number, fields: Partial<PlanState<'task'>> = {}): PlanState<'task'> => ({
  id: idOf(number),
  parentId: null,
  path: labelOf(idOf(number)),
  position: number * 1_024,
  ...newTaskFields({ name: `Task ${number}` }),
  ...fresh,
  ...fields,
})

/** A task below another. */
export const childState = (number: number, parent: PlanState<'task'>): PlanState<'task'> =>
  taskState(number, { parentId: parent.id, path: `${parent.path}.${labelOf(idOf(number))}` })

export const linkState = (number: number, predecessor: number, successor: number): PlanState<'link'> => ({
  id: idOf(number),
  ...newLinkFields({ predecessorId: idOf(predecessor), successorId: idOf(successor) }),
  ...fresh,
})

export const resourceState = (number: number): PlanState<'resource'> => ({
  id: idOf(number),
  ...newResourceFields({ name: `Resource ${number}` }),
  ...fresh,
})

export const assignmentState = (number: number, task: number, resource: number): PlanState<'assignment'> => ({
  id: idOf(number),
  ...newAssignmentFields({ taskId: idOf(task), resourceId: idOf(resource) }),
  ...fresh,
})

export const commentState = (
  number: number,
  task: number,
  fields: Partial<PlanState<'comment'>> = {},
): PlanState<'comment'> => ({
  ...{ id: idOf(number), taskId: idOf(task), body: `Comment ${number}`, authorId: person },
  ...{ mentions: [], editedAt: null, ...fresh, ...fields },
})

export const checklistItemState = (
  number: number,
  task: number,
  fields: Partial<PlanState<'checklistItem'>> = {},
): PlanState<'checklistItem'> => ({
  ...{ id: idOf(number), taskId: idOf(task), text: `Item ${number}`, isDone: false, position: number },
  ...{ ...fresh, ...fields },
})

export type PlanRows = Partial<WorkingSetInput['rows']>

/** A set that holds a whole small plan. */
export function makeSet(rows: PlanRows = {}, ifMatch?: number, project = projectState): WorkingSet {
  const task = rows.task ?? []
  const lastPositions = new Map<string | null, number>()
  for (const { parentId, position, isDeleted } of task)
    if (!isDeleted) lastPositions.set(parentId, Math.max(position, lastPositions.get(parentId) ?? position))
  return createWorkingSet({
    projectId,
    ifMatch,
    project,
    head: 0,
    rows: {
      link: [],
      resource: [],
      assignment: [],
      baseline: [],
      comment: [],
      checklistItem: [],
      calendar: [calendarState],
      ...rows,
      task,
    },
    lastPositions,
    people: new Set([person]),
    mentionable: new Set([person]),
    actorId: person,
  })
}

export function applied(set: WorkingSet, ...operations: ChangeOperation[]): WorkingSet {
  applyOperations(set, operations)
  return set
}

/** All rows of a set, as input for a following one. */
export const rowsIn = ({ rows }: WorkingSet): WorkingSetInput['rows'] => ({
  task: [...rows.task.values()],
  link: [...rows.link.values()],
  calendar: [...rows.calendar.values()],
  resource: [...rows.resource.values()],
  assignment: [...rows.assignment.values()],
  baseline: [...rows.baseline.values()],
  comment: [...rows.comment.values()],
  checklistItem: [...rows.checklistItem.values()],
})

/** What is visible of a plan, for comparing. */
export const livePlan = (set: WorkingSet) => ({
  project: set.project,
  task: byId(liveRows(set, 'task')),
  link: byId(liveRows(set, 'link')),
  calendar: byId(liveRows(set, 'calendar')),
  resource: byId(liveRows(set, 'resource')),
  assignment: byId(liveRows(set, 'assignment')),
  baseline: byId(liveRows(set, 'baseline')),
  comment: byId(liveRows(set, 'comment')),
  checklistItem: byId(liveRows(set, 'checklistItem')),
})

const byId = <Row extends { id: string }>(rows: Row[]): Row[] => rows.toSorted((a, b) => a.id.localeCompare(b.id))

function labelOf(id: string): string {
  return id.replaceAll('-', '')
}
