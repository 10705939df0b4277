import type { DateField } from '@throughline/contract'
import { findRunPlace, listMoveRows, type Transaction } from '@throughline/database'
import { Explainer } from './explain.ts'
import { loadMovement, loadRunChanges } from './load-movement.ts'
import { directionOf, type Move, moveOf } from './movement.ts'
import { sentenceOf } from './sentence.ts'

/** The date of a moved task that is worth a sentence: its finish, unless only its start moved. */
export const fieldThatMoved = (move: Move): DateField => (directionOf(move, 'finish') === 0 ? 'start' : 'finish')

/**
 * Why a run moved the tasks, one sentence each; tasks that it did not move are left out. Reads the run's moves once,
 * however many tasks are asked about.
 */
export async function explainMoves(
  transaction: Transaction,
  projectId: string,
  runId: string,
  taskIds: readonly string[],
): Promise<Map<string, string>> {
  const sentences = new Map<string, string>()
  const place = taskIds.length ? await findRunPlace(transaction, projectId, runId) : null
  if (!place) return sentences
  const moves = (await listMoveRows(transaction, place)).map(moveOf)
  const movement = await loadMovement(transaction, projectId, moves)
  const explainer = new Explainer(movement, await loadRunChanges(transaction, runId, movement))
  for (const taskId of taskIds) {
    const move = movement.moves.get(taskId)
    const explanation = move && explainer.explain(taskId, fieldThatMoved(move))
    if (explanation) sentences.set(taskId, sentenceOf(movement, explanation, { kind: 'run', number: place.runNumber }))
  }
  return sentences
}
