import type { BaselineTask } from '@throughline/contract'
import { sql } from 'kysely'
import type { Transaction } from './database.ts'
import { selectPlanStates } from './plan-rows.ts'

/** Captures the dates of all tasks that have some, as they are in this transaction. */
export async function captureBaselineTasks(
  transaction: Transaction,
  projectId: string,
  baselineIds: readonly string[],
) {
  if (baselineIds.length === 0) return
  await sql`
    insert into baseline_task (organisation_id, baseline_id, task_id, early_start, early_finish, duration_minutes)
    select t.organisation_id, b.id, t.id, t.early_start, t.early_finish, t.duration_minutes
    from task t cross join unnest(${baselineIds}::uuid[]) as b (id)
    where t.project_id = ${projectId} and t.deleted_at is null and t.early_start is not null`.execute(transaction)
}

export async function listBaselineTaskRows(transaction: Transaction, baselineId: string): Promise<BaselineTask[]> {
  const rows = await transaction
    .selectFrom('baseline_task')
    .select(['task_id as taskId', 'early_start as earlyStart', 'early_finish as earlyFinish'])
    .select('duration_minutes as durationMinutes')
    .where('baseline_id', '=', baselineId)
    .orderBy('early_start')
    .orderBy('task_id')
    .execute()
  return rows
}

export const listBaselineStates = (transaction: Transaction, projectId: string, ids: readonly string[]) =>
  selectPlanStates(transaction, 'baseline', sql`t.project_id = ${projectId} and t.id = any(${ids}::uuid[])`)
