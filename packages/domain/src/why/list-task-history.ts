import {
  type ChangedRow,
  NotFoundError,
  type TaskChange,
  type TaskHistoryItem,
  type TaskMove,
} from '@throughline/contract'
import {
  findDatedTask,
  listMovesOfTask,
  listRowsOfTask,
  listWritingChanges,
  type RowOfTask,
  type TaskMoveRow,
  type Transaction,
  type WritingChange,
} from '@throughline/database'
import type { Actor } from '../actor.ts'
import type { TemporalAddress } from '../plans/read-runs.ts'
import { asUnseen, requireProjectRole } from '../projects/project-role.ts'
import { explainMove, presentCauses } from './get-why.ts'
import { type RowChange, rowChangesOf } from './row-changes.ts'

interface Asked {
  taskId: string
  limit: number
  after?: number | undefined
}

/** What became of a task: changes and moves in the order of their revisions, newest first. Throws NotFoundError. */
export async function listTaskHistory(
  transaction: Transaction,
  actor: Actor,
  { taskId, limit, after = undefined }: Asked,
  address: TemporalAddress,
): Promise<{ items: TaskHistoryItem[]; next: string | null }> {
  const task = await findDatedTask(transaction, taskId)
  if (!task) throw new NotFoundError('task')
  await asUnseen('task', requireProjectRole(transaction, actor, task.projectId, 'project.read'))
  const { projectId } = task
  const place = { projectId, before: after ?? null, limit: limit + 1 }
  const own: RowOfTask = { id: taskId, entity: 'task', name: '' }
  const rows = new Map([own, ...(await listRowsOfTask(transaction, projectId, taskId))].map((row) => [row.id, row]))
  const { changes, scannedTo } = await listWritingChanges(transaction, place, [...rows.keys()])
  const moves = await listMovesOfTask(transaction, taskId, place)
  const found = [...changes, ...moves]
    .filter(({ revision }) => revision >= (scannedTo ?? 0))
    .sort((one, other) => other.revision - one.revision)
  const shown = found.slice(0, limit)
  const items: TaskHistoryItem[] = []
  for (const each of shown)
    items.push('runId' in each ? await presentMove(transaction, task, each, address) : presentChange(each, rows))
  const last = found.length > limit ? (shown.at(-1)?.revision ?? null) : scannedTo
  return { items, next: last === null ? null : String(last) }
}

async function presentMove(
  transaction: Transaction,
  task: { id: string; projectId: string },
  move: TaskMoveRow,
  address: TemporalAddress,
): Promise<TaskMove> {
  const { revision, at, runId, runNumber, workflowId, workflowRunId } = move
  const field = move.finishBefore === move.finishAfter ? 'start' : 'finish'
  const moved = await explainMove(transaction, task, field, move)
  return {
    ...{ kind: 'move', revision, at, runId, runNumber, temporalUrl: address(workflowId, workflowRunId) },
    before: { start: move.startBefore, finish: move.finishBefore },
    after: { start: move.startAfter, finish: move.finishAfter },
    ...(moved ? presentCauses(moved, runNumber) : { sentence: null, changes: [] }),
  }
}

function presentChange(change: WritingChange, rows: ReadonlyMap<string, RowOfTask>): TaskChange {
  const { id, revision, at, kind, summary, actorId, actorName, operations, inverse } = change
  const written = [...rowChangesOf(operations, inverse).values()]
  return {
    ...{ kind: 'change', revision, at, changeSetId: id, changeKind: kind, summary },
    actor: actorId !== null && actorName !== null ? { id: actorId, name: actorName } : null,
    rows: written.flatMap((row) => presentRow(row, rows.get(row.id))),
  }
}

/** What rows other than the task are tied to does not change. */
const ties: ReadonlySet<string> = new Set(['taskId', 'predecessorId', 'successorId', 'resourceId'])

function presentRow({ entity, id, existence, before, after }: RowChange, row: RowOfTask | undefined): ChangedRow[] {
  if (!row) return []
  // What comments say, they say themselves.
  const names = entity === 'comment' || existence === 'deleted' ? [] : Object.keys(existence === null ? before : after)
  const fields = names
    .filter((field) => !ties.has(field))
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }))
  return [{ entity, id, name: row.name, existence, fields }]
}
