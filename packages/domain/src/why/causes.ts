// Which of the changes that a run covered moved a date that no other date moved: those that touched what the date is
// made of. Ranks put first what the date's driver names.

import { drivingFields } from '@throughline/contract'
import type { CoveredChange } from '@throughline/database'
import type { Place, Step } from './follow-movement.ts'
import type { Movement } from './movement.ts'
import { changes, type RowChange, rowChangesOf } from './row-changes.ts'
import { wordsOfChange } from './words-of-change.ts'

/** A change with its rows sorted out, once for all the dates that it is asked about. */
export interface RunChange extends CoveredChange {
  readonly rows: ReadonlyMap<string, RowChange>
  /** Tasks that went to another place in the tree. */
  readonly moved: readonly RowChange[]
}

export function runChangeOf(change: CoveredChange): RunChange {
  const rows = rowChangesOf(change.operations, change.inverse)
  return { ...change, rows, moved: [...rows.values()].filter((row) => changes(row, 'parentId')) }
}

/** A change that touched a date: the row of it that says most, in words. */
export interface Cause {
  readonly change: RunChange
  readonly row: RowChange
  readonly words: string
  readonly rank: number
}

/** Ranks from here on are of what touches many tasks: a calendar, the project. */
export const broad = 20
const never = Number.POSITIVE_INFINITY

/** Changes that touched what the date is made of, newest first. */
export function causesOf(movement: Movement, runChanges: readonly RunChange[], step: Place): Cause[] {
  const ids = rowsTouching(movement, step.move.taskId)
  return runChanges.flatMap((change) => {
    const rows = [...rowsOf(change, ids), ...change.moved]
    return causeIn(movement, change, rows, (row) => rankOf(movement, row, step)) ?? []
  })
}

/** Changes of what lies between a date and the one that moved it: the task's length, the link between them. */
export function contributionsOf(movement: Movement, runChanges: readonly RunChange[], step: Step): Cause[] {
  const { move, driver } = step
  const rank = (row: RowChange): number => {
    if (driver?.kind === 'duration' || driver?.kind === 'assignment')
      return isOwnLength(row, move.taskId) || assignedTaskOf(movement, row) === move.taskId ? 1 : never
    return driver?.linkId === row.id && (row.existence !== 'deleted' || step.by === 'former') ? 1 : never
  }
  const assigned = (movement.assigned.get(move.taskId) ?? []).map(({ id }) => id)
  const ids = [move.taskId, ...assigned, ...(driver?.linkId ? [driver.linkId] : [])]
  return runChanges.flatMap((change) => causeIn(movement, change, rowsOf(change, ids), rank) ?? [])
}

const rowsOf = ({ rows }: RunChange, ids: readonly string[]): RowChange[] => ids.flatMap((id) => rows.get(id) ?? [])

function causeIn(
  movement: Movement,
  change: RunChange,
  rows: readonly RowChange[],
  rank: (row: RowChange) => number,
): Cause | null {
  let best: { row: RowChange; rank: number } | null = null
  for (const row of rows) {
    const at = rank(row)
    if (at < (best?.rank ?? never)) best = { row, rank: at }
  }
  if (!best) return null
  const row = insteadOf(movement, change, best.row)
  return { change, row, words: wordsOfChange(movement, row), rank: best.rank }
}

/** A link that came or went with its predecessor is told by that. */
function insteadOf({ links }: Movement, { rows }: RunChange, row: RowChange): RowChange {
  if (row.entity !== 'link' || row.existence === null) return row
  const predecessor = rows.get(links.get(row.id)?.predecessorId ?? '')
  return predecessor?.existence === row.existence && row.existence !== 'added' ? predecessor : row
}

function rankOf(movement: Movement, row: RowChange, { move, field }: Place): number {
  const driver = move.driver[field]
  if (row.entity === 'task') return rankOfTask(movement, row, move.taskId, driver?.kind, driver?.onTaskId)
  if (row.entity === 'link') return rankOfLink(movement, row, move.taskId, driver?.linkId)
  if (row.entity === 'assignment') {
    if (assignedTaskOf(movement, row) !== move.taskId) return never
    return driver?.kind === 'duration' || driver?.kind === 'assignment' ? 1 : 4
  }
  if (row.entity === 'resource') return changes(row, 'kind', 'calendarId') ? broad + 1 : never
  if (row.entity === 'calendar') {
    const isOn = calendarsOf(movement, move.taskId).has(row.id)
    return isOn && (row.existence !== null || changes(row, ...drivingFields.calendar)) ? broad + 1 : never
  }
  return row.entity === 'project' ? rankOfProject(row, driver?.kind) : never
}

const projectDrivers: Readonly<Record<string, readonly string[]>> = {
  'project-start': ['startsAt'],
  'project-finish': ['finishBy', 'scheduleFrom'],
  'status-date': ['statusDate'],
}

function rankOfProject(row: RowChange, kind = ''): number {
  if (changes(row, ...(projectDrivers[kind] ?? []))) return 3
  if (changes(row, 'startsAt', 'scheduleFrom', 'finishBy', 'statusDate', 'scheduleOptions')) return broad + 2
  return changes(row, 'calendarId') ? broad + 1 : never
}

const assignedTaskOf = ({ assignments }: Movement, row: RowChange): unknown =>
  row.entity === 'assignment' ? (assignments.get(row.id)?.taskId ?? row.after.taskId) : undefined

/** Calendars that a task works by: its own, those of who is assigned, and what these derive from. */
function calendarsOf(movement: Movement, taskId: string): Set<string> {
  const { tasks, projectCalendarId, assigned, resources, calendars } = movement
  const theirs = (assigned.get(taskId) ?? []).map(({ resourceId }) => resources.get(resourceId)?.calendarId)
  const found = new Set<string>()
  for (const first of [tasks.get(taskId)?.calendarId ?? projectCalendarId, ...theirs])
    for (let id = first ?? null; id !== null && !found.has(id); id = calendars.get(id)?.baseId ?? null) found.add(id)
  return found
}

function rankOfTask(movement: Movement, row: RowChange, taskId: string, kind?: string, onTaskId?: string): number {
  if (row.id === taskId) return rankOfOwn(row, kind)
  const place = movement.tasks.get(row.id)
  const isChild = place?.parentId === taskId || row.before.parentId === taskId || row.after.parentId === taskId
  if (isChild && (row.existence !== null || changes(row, 'parentId', 'isActive'))) return kind === 'children' ? 2 : 5
  // What is inactive lets its successors go.
  const isBefore = movement.incoming.get(taskId)?.some(({ predecessorId }) => predecessorId === row.id)
  if (isBefore && changes(row, 'isActive')) return 2
  if (!movement.tasks.get(taskId)?.ancestors.includes(row.id)) return never
  if (changes(row, 'constraintType', 'constraintAt', 'isManual', 'manualStart')) return row.id === onTaskId ? 1 : 7
  return changes(row, 'parentId') ? 8 : never
}

const lengths = ['durationMinutes', 'isElapsed', 'splits'] as const
const isOwnLength = (row: RowChange, taskId: string): boolean => row.id === taskId && changes(row, ...lengths)

/** Fields that a driver names; where something else drives the date, they may have let it go. */
const ownDrivers: readonly (readonly [kinds: readonly string[], fields: readonly string[], otherwise: number])[] = [
  [['duration', 'assignment'], lengths, 4],
  [['constraint', 'late-as-possible'], ['constraintType', 'constraintAt', 'isConstraintMandatory'], 3],
  [['manual'], ['isManual', 'manualStart', 'manualFinish'], 3],
  [['actual', 'resume', 'status-date'], ['actualStart', 'actualFinish', 'actualMinutes', 'resumeAt'], 3],
  [['leveling-delay'], ['levelingDelayMinutes'], 3],
]

function rankOfOwn(row: RowChange, kind = ''): number {
  if (row.existence) return 0
  const ranks = ownDrivers.flatMap(([kinds, fields, otherwise]) =>
    changes(row, ...fields) ? [kinds.includes(kind) ? 1 : otherwise] : [],
  )
  if (ranks.length > 0) return Math.min(...ranks)
  return changes(row, ...drivingFields.task) ? 6 : never
}

function rankOfLink({ links, tasks }: Movement, row: RowChange, taskId: string, linkId?: string): number {
  const successorId = links.get(row.id)?.successorId ?? row.after.successorId
  const isOn = successorId === taskId || tasks.get(taskId)?.ancestors.includes(String(successorId))
  if (!isOn || (row.existence === null && !changes(row, ...drivingFields.link))) return never
  if (row.id === linkId) return 1
  return row.existence === 'deleted' ? 2 : 5
}

/** The ids of the rows that can have touched a date: what to look for in changes. */
export function rowsTouching(movement: Movement, taskId: string): string[] {
  const place = movement.tasks.get(taskId)
  const own = [taskId, ...(place?.ancestors ?? [])]
  const links = own.flatMap((id) => movement.incoming.get(id) ?? [])
  const children = (movement.children.get(taskId) ?? []).map(({ id }) => id)
  const assigned = movement.assigned.get(taskId) ?? []
  return [
    ...own,
    ...children,
    ...links.flatMap(({ id, predecessorId }) => [id, predecessorId]),
    ...assigned.flatMap(({ id, resourceId }) => [id, resourceId]),
    ...calendarsOf(movement, taskId),
    movement.projectId,
  ]
}
