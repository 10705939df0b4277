import type { ChangeKind, ChangeOperation } from '@throughline/contract'
import { sql } from 'kysely'
import type { Transaction } from './database.ts'
import type { PlanEntity } from './plan-columns.ts'
import type { MovingRun } from './why.ts'

/** A row that belongs to a task, deleted ones too, and what it is called by. */
export interface RowOfTask {
  id: string
  entity: PlanEntity
  name: string
}

const mostRows = 500

/** Links of a task with the names of their other ends, its assignments with those of resources, and the rest without. */
export async function listRowsOfTask(
  transaction: Transaction,
  projectId: string,
  taskId: string,
): Promise<RowOfTask[]> {
  const { rows } = await sql<RowOfTask>`
    select * from (
      select l.id, 'link' as entity, o.name, l.revision from link l
        join task o on o.id = case when l.predecessor_id = ${taskId}::uuid then l.successor_id else l.predecessor_id end
        where l.project_id = ${projectId} and ${taskId}::uuid in (l.predecessor_id, l.successor_id)
      union all
      select a.id, 'assignment', r.name, a.revision from assignment a join resource r on r.id = a.resource_id
        where a.project_id = ${projectId} and a.task_id = ${taskId}
      union all
      select c.id, 'comment', '', c.revision from comment c where c.project_id = ${projectId} and c.task_id = ${taskId}
      union all
      select i.id, 'checklistItem', i.text, i.revision from checklist_item i
        where i.project_id = ${projectId} and i.task_id = ${taskId}) r
    order by revision desc limit ${mostRows}`.execute(transaction)
  return rows
}

/** A change set that wrote some of the rows asked for. */
export interface WritingChange {
  id: string
  revision: number
  kind: ChangeKind
  summary: string
  actorId: string | null
  actorName: string | null
  at: string
  operations: ChangeOperation[]
  inverse: ChangeOperation[]
}

export interface HistoryPlace {
  projectId: string
  /** Older ones than this revision; null: from the newest on. */
  before: number | null
  limit: number
}

const mostScanned = 2_000

/**
 * Change sets that wrote any of some rows, newest first. No index knows what they wrote, so that a call looks through a
 * bounded number of them; `scannedTo`: the last of those, null when all were looked through.
 */
export async function listWritingChanges(
  transaction: Transaction,
  { projectId, before, limit }: HistoryPlace,
  rowIds: readonly string[],
): Promise<{ changes: WritingChange[]; scannedTo: number | null }> {
  const sought = rowIds.map((id) => JSON.stringify([{ id }]))
  const scanned = sql`
    select c.* from change_set c where c.project_id = ${projectId}
      and (${before}::bigint is null or c.revision < ${before}::bigint)
    order by c.revision desc limit ${mostScanned}`
  const { rows: changes } = await sql<WritingChange>`
    select c.id, c.revision, c.kind, c.summary, c.actor_id as "actorId", p.name as "actorName", c.created_at as at,
      c.operations, c.inverse
    from (${scanned}) c left join person p on p.id = c.actor_id
    where c.operations @> any(${sought}::jsonb[]) or c.inverse @> any(${sought}::jsonb[])
    order by c.revision desc limit ${limit}`.execute(transaction)
  const { rows } = await sql<{ count: number; to: number | null }>`
    select count(*)::int as count, min(revision) as to from (${scanned}) c`.execute(transaction)
  const [{ count, to } = { count: 0, to: null }] = rows
  return { changes, scannedTo: count === mostScanned ? to : null }
}

/** A move of one task. */
export interface TaskMoveRow extends MovingRun {
  startBefore: string | null
  finishBefore: string | null
  startAfter: string
  finishAfter: string
}

/** Moves of a task, newest first; its first dates are none. */
export async function listMovesOfTask(
  transaction: Transaction,
  taskId: string,
  { before, limit }: Pick<HistoryPlace, 'before' | 'limit'>,
): Promise<TaskMoveRow[]> {
  const { rows } = await sql<TaskMoveRow>`
    select m.run_id as "runId", m.revision, r.number as "runNumber", r.workflow_id as "workflowId",
      r.workflow_run_id as "workflowRunId", coalesce(r.ended_at, r.started_at) as at,
      m.early_start_before as "startBefore", m.early_finish_before as "finishBefore",
      m.early_start_after as "startAfter", m.early_finish_after as "finishAfter"
    from date_move m join recompute_run r on r.id = m.run_id
    where m.task_id = ${taskId} and (${before}::bigint is null or m.revision < ${before}::bigint)
      and (m.early_start_before is distinct from m.early_start_after
        or m.early_finish_before is distinct from m.early_finish_after)
    order by m.revision desc limit ${limit}`.execute(transaction)
  return rows
}
