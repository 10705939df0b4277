// Which of the changes that a run covered moved a date that no other date moved: those that touched what the date is
// made of. Ranks put first what the date's driver names.

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
    if (driver?.kind === 'duration') return row.id === move.taskId && changes(row, 'durationMinutes') ? 1 : never
    return driver?.linkId === row.id && (row.existence !== 'deleted' || step.by === 'former') ? 1 : never
  }
  const ids = driver?.linkId ? [move.taskId, driver.linkId] : [move.taskId]
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
  if (row.entity === 'calendar') {
    const own = movement.tasks.get(move.taskId)?.calendarId ?? movement.projectCalendarId
    return row.id === own && (row.existence !== null || changes(row, 'week', 'exceptions')) ? broad + 1 : never
  }
  if (row.entity === 'project') {
    if (changes(row, 'startsAt')) return driver?.kind === 'project-start' ? 3 : broad + 2
    return changes(row, 'calendarId') ? broad + 1 : never
  }
  return never
}

function rankOfTask(movement: Movement, row: RowChange, taskId: string, kind?: string, onTaskId?: string): number {
  if (row.id === taskId) return rankOfOwn(row, kind)
  const place = movement.tasks.get(row.id)
  const isChild = place?.parentId === taskId || row.before.parentId === taskId || row.after.parentId === taskId
  if (isChild && (row.existence !== null || changes(row, 'parentId'))) return kind === 'children' ? 2 : 5
  if (!movement.tasks.get(taskId)?.ancestors.includes(row.id)) return never
  if (changes(row, 'constraintType', 'constraintAt')) return row.id === onTaskId ? 1 : 7
  return changes(row, 'parentId') ? 8 : never
}

function rankOfOwn(row: RowChange, kind?: string): number {
  if (row.existence) return 0
  if (changes(row, 'durationMinutes')) return kind === 'duration' ? 1 : 4
  if (changes(row, 'constraintType', 'constraintAt')) return kind === 'constraint' ? 1 : 3
  return changes(row, 'kind', 'calendarId', 'parentId') ? 6 : never
}

function rankOfLink({ links, tasks }: Movement, row: RowChange, taskId: string, linkId?: string): number {
  const successorId = links.get(row.id)?.successorId ?? row.after.successorId
  const isOn = successorId === taskId || tasks.get(taskId)?.ancestors.includes(String(successorId))
  if (!isOn || (row.existence === null && !changes(row, 'type', 'lagMinutes'))) return never
  if (row.id === linkId) return 1
  return row.existence === 'deleted' ? 2 : 5
}

/** The ids of the rows that can have touched a date: what to look for in changes. */
export function rowsTouching(movement: Movement, taskId: string): string[] {
  const place = movement.tasks.get(taskId)
  const own = [taskId, ...(place?.ancestors ?? [])]
  const links = own.flatMap((id) => movement.incoming.get(id) ?? [])
  const children = (movement.children.get(taskId) ?? []).map(({ id }) => id)
  const calendar = place?.calendarId ?? movement.projectCalendarId
  return [
    ...own,
    ...children,
    ...links.flatMap(({ id, predecessorId }) => [id, predecessorId]),
    ...(calendar ? [calendar] : []),
    movement.projectId,
  ]
}
