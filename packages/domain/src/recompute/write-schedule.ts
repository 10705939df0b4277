import {
  type ComputedColumns,
  endRun,
  insertDateMoves,
  insertEvent,
  type MoveColumns,
  type Transaction,
  updateComputedTasks,
  updateProjectSchedule,
  updateReceipts,
} from '@throughline/database'
import { textOf } from '@throughline/engine'
import { tellFinishMoved } from '../notifications/tell-schedule.ts'
import type { RunReference } from './begin-run.ts'
import { claimResult, type RunInput, type WrittenResult } from './claim-result.ts'
import { buildComputedDelta } from './computed-delta.ts'
import { endCovered } from './end-covered.ts'

/** What the engine's thread answers: only tasks whose computed values differ from the stored ones. */
export interface ComputedSchedule {
  /** Names this computation; no two have the same. */
  resultId: string
  finish: number | null
  taskCount: number
  changed: ComputedColumns
  moves: MoveColumns
  engineMilliseconds: number
}

/** Receipts that an event carries. */
const mostReceipts = 100

/**
 * Writes a result when it covers a newer revision than the last one did. Later edits do not stop it, rows deleted since
 * are skipped, and an attempt that comes late finds its revision covered.
 */
export async function writeSchedule(
  transaction: Transaction,
  reference: RunReference,
  input: RunInput,
  result: ComputedSchedule,
): Promise<WrittenResult> {
  const begin = performance.now()
  const { organisationId, projectId } = reference
  const { runId, runNumber, inputRevision, loadMilliseconds } = input
  const { resultId } = result
  const claim = await claimResult(transaction, reference, input)
  if (claim.outcome !== 'claimed') return claim
  const { revision } = claim
  // What does not need each other goes to the database together.
  const [ids, covered, before] = await Promise.all([
    updateComputedTasks(transaction, projectId, revision, result.changed),
    updateReceipts(transaction, projectId, { runId, inputRevision, covered: true }),
    updateProjectSchedule(transaction, projectId, { revision, inputRevision, finish: result.finish, resultId }),
  ])
  const written = new Set(ids)
  const moves = movesOf(result.moves, written)
  const movedCount = moves.taskId.length
  const [delta] = await Promise.all([
    buildComputedDelta(transaction, { projectId, revision }, result.changed, written),
    insertDateMoves(transaction, { organisationId, projectId, runId, revision }, moves),
  ])
  const finishesAt = result.finish === null ? null : textOf(result.finish)
  await Promise.all([
    insertEvent(transaction, {
      organisationId,
      kind: 'project',
      streamId: projectId,
      revision,
      type: 'plan.computed',
      payload: {
        ...{ runId, runNumber, inputRevision, movedCount, finishesAt, delta },
        covers: covered.slice(0, mostReceipts).map(({ actorId: _, ...receipt }) => receipt),
      },
    }),
    endRun(transaction, {
      id: runId,
      state: 'completed',
      inputRevision,
      resultRevision: revision,
      taskCount: result.taskCount,
      movedCount,
      changeSetCount: covered.length,
      loadMilliseconds,
      engineMilliseconds: result.engineMilliseconds,
      writeMilliseconds: performance.now() - begin,
      error: null,
    }),
    endCovered(transaction, reference, { coveredRevision: inputRevision, runId }),
  ])
  await tellFinishMoved(transaction, { organisationId, projectId, runId }, before, finishesAt, covered)
  return { outcome: 'written', coveredRevision: inputRevision, revision, movedCount }
}

/** Moves of tasks that were written; the others have been deleted since. */
function movesOf(moves: MoveColumns, written: ReadonlySet<string>): MoveColumns {
  if (moves.taskId.every((id) => written.has(id))) return moves
  const keep = <Value>(values: Value[]) => values.filter((_, index) => written.has(moves.taskId[index] ?? ''))
  return {
    taskId: keep(moves.taskId),
    startBefore: keep(moves.startBefore),
    finishBefore: keep(moves.finishBefore),
    startAfter: keep(moves.startAfter),
    finishAfter: keep(moves.finishAfter),
    startDriver: keep(moves.startDriver),
    finishDriver: keep(moves.finishDriver),
  }
}
