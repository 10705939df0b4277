import {
  findCalendarNames,
  listAssignmentPlaces,
  listCoveredChanges,
  listLinkPlaces,
  listResourcePlaces,
  listTaskPlaces,
  type Transaction,
} from '@throughline/database'
import { type RunChange, rowsTouching, runChangeOf } from './causes.ts'
import { createMovement, type Move, type Movement } from './movement.ts'

/** The moves with what lies around them: names, places in the tree, links into them, calendars, who is assigned. */
export async function loadMovement(
  transaction: Transaction,
  projectId: string,
  moves: readonly Move[],
): Promise<Movement> {
  const ids = moves.map(({ taskId }) => taskId)
  const tasks = await listTaskPlaces(transaction, projectId, ids)
  const successors = new Set([...ids, ...tasks.flatMap(({ ancestors }) => ancestors)])
  const links = await listLinkPlaces(transaction, projectId, [...successors])
  const [calendars, assignments, resources] = await Promise.all([
    findCalendarNames(transaction, projectId),
    listAssignmentPlaces(transaction, projectId, ids),
    listResourcePlaces(transaction, projectId),
  ])
  return createMovement({ projectId, moves, tasks, links, calendars, assignments, resources })
}

/** Of the change sets that a run covered what can have touched the movement. */
export async function loadRunChanges(
  transaction: Transaction,
  runId: string,
  movement: Movement,
): Promise<RunChange[]> {
  const ids = new Set([...movement.moves.keys()].flatMap((taskId) => rowsTouching(movement, taskId)))
  return (await listCoveredChanges(transaction, runId, [...ids])).map(runChangeOf)
}
