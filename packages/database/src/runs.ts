import type { DateMove, Run } from '@throughline/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from './database.ts'

/** Runs that have begun. */
export type RunRow = Omit<Run, 'temporalUrl'>

async function selectRuns(transaction: Transaction, where: RawBuilder<unknown>, limit: number): Promise<RunRow[]> {
  const { rows } = await sql<RunRow>`
    select r.id, r.project_id as "projectId", r.number, r.state, r.input_revision as "inputRevision",
      r.result_revision as "resultRevision", r.task_count as "taskCount", r.moved_count as "movedCount",
      r.change_set_count as "changeSetCount", r.load_milliseconds as "loadMilliseconds",
      r.engine_milliseconds as "engineMilliseconds", r.write_milliseconds as "writeMilliseconds", r.error,
      r.workflow_id as "workflowId", r.workflow_run_id as "workflowRunId", r.started_at as "startedAt",
      r.ended_at as "endedAt"
    from recompute_run r where r.workflow_run_id is not null and ${where} order by r.started_at desc, r.id desc limit ${limit}`.execute(
    transaction,
  )
  return rows
}

/** Newest first, those that started before the run `beforeId` when given. */
export const listRunRows = (transaction: Transaction, projectId: string, limit: number, beforeId: string | null) =>
  selectRuns(
    transaction,
    sql`r.project_id = ${projectId}${
      beforeId === null
        ? sql``
        : sql` and (r.started_at, r.id) < (select b.started_at, b.id from recompute_run b where b.id = ${beforeId})`
    }`,
    limit,
  )

export async function findRunRow(transaction: Transaction, projectId: string, runId: string): Promise<RunRow | null> {
  const [row] = await selectRuns(transaction, sql`r.project_id = ${projectId} and r.id = ${runId}`, 1)
  return row ?? null
}

export type DateMoveRow = Omit<DateMove, 'changeSetIds'>

/** Dates that a run moved, earliest new start first; all of them have the revision of its result. */
export async function listDateMoves(
  transaction: Transaction,
  run: Pick<RunRow, 'id' | 'projectId' | 'resultRevision'>,
  limit: number,
): Promise<DateMoveRow[]> {
  if (run.resultRevision === null) return []
  const rows = await transaction
    .selectFrom('date_move')
    .selectAll()
    .where('project_id', '=', run.projectId)
    .where('revision', '=', run.resultRevision)
    .where('run_id', '=', run.id)
    .orderBy('early_start_after')
    .orderBy('task_id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    taskId: row.task_id,
    runId: row.run_id,
    revision: row.revision,
    before: { earlyStart: row.early_start_before, earlyFinish: row.early_finish_before },
    after: { earlyStart: row.early_start_after, earlyFinish: row.early_finish_after },
    startDriver: row.driver as DateMove['startDriver'],
    // Runs of the first releases kept the driver of the start only.
    finishDriver: (row.finish_driver ?? { kind: 'duration' }) as DateMove['finishDriver'],
  }))
}
