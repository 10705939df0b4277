import {
  findCalendarNames,
  listCoveredChanges,
  listLinkPlaces,
  listTaskPlaces,
  type Transaction,
} from '@throughline/database'
import { type RunChange, rowsTouching, runChangeOf } from './causes.ts'
import { createMovement, type Move, type Movement } from './movement.ts'

/** The moves with what lies around them: names, places in the tree, links into them, calendars. */
export async function loadMovement(
  transaction: Transaction,
  projectId: string,
  moves: readonly Move[],
): Promise<Movement> {
  const ids = moves.map(({ taskId }) => taskId)
  const tasks = await listTaskPlaces(transaction, projectId, ids)
  const successors = new Set([...ids, ...tasks.flatMap(({ ancestors }) => ancestors)])
  const links = await listLinkPlaces(transaction, projectId, [...successors])
  const calendars = await findCalendarNames(transaction, projectId)
  return createMovement({ projectId, moves, tasks, links, calendars })
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
