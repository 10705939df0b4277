import type { ChangeOperation, ScheduleError } from '@throughline/contract'
import { sql } from 'kysely'
import type { Transaction } from './database.ts'
import { type PlanEntity, type PlanRowOf, planTable, readColumns } from './plan-columns.ts'

/** Whole rows, deleted ones too. */
export async function listAllPlanRows<Entity extends PlanEntity>(
  transaction: Transaction,
  entity: Entity,
  projectId: string,
): Promise<(PlanRowOf[Entity] & { isDeleted: boolean })[]> {
  const columns = readColumns(entity).map(([field, column]) => sql`t.${sql.ref(column)} as ${sql.ref(field)}`)
  const statement = sql<PlanRowOf[Entity] & { isDeleted: boolean }>`
    select ${sql.join(columns)}, t.deleted_at is not null as "isDeleted"
    from ${planTable(entity)} t where t.project_id = ${projectId}`
  return (await statement.execute(transaction)).rows
}

/** Rows of all kinds that a project has or had. */
export async function countAllPlanRows(transaction: Transaction, projectId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from task where project_id = ${projectId})
      + (select count(*) from link where project_id = ${projectId})
      + (select count(*) from assignment where project_id = ${projectId})
      + (select count(*) from resource where project_id = ${projectId})
      + (select count(*) from comment where project_id = ${projectId})
      + (select count(*) from checklist_item where project_id = ${projectId}) as count`.execute(transaction)
  return rows[0]?.count ?? 0
}

export interface PastChange {
  revision: number
  inverse: ChangeOperation[]
}

/** Change sets after revision `above` up to `upTo`, newest first, at most `limit`. */
export async function listPastChanges(
  transaction: Transaction,
  projectId: string,
  range: { above: number; upTo: number; limit: number },
): Promise<PastChange[]> {
  const { rows } = await sql<PastChange>`
    select revision, inverse from change_set
    where project_id = ${projectId} and revision > ${range.above} and revision <= ${range.upTo}
    order by revision desc limit ${range.limit}`.execute(transaction)
  return rows
}

export interface EarlyDates {
  taskId: string
  earlyStart: string | null
  earlyFinish: string | null
}

/** Early dates of the tasks that runs moved after revision `above`, as they were before. */
export async function listDatesBefore(transaction: Transaction, projectId: string, above: number, upTo: number) {
  const { rows } = await sql<EarlyDates>`
    select distinct on (task_id) task_id as "taskId", early_start_before as "earlyStart",
      early_finish_before as "earlyFinish"
    from date_move where project_id = ${projectId} and revision > ${above} and revision <= ${upTo}
    order by task_id, revision`.execute(transaction)
  return rows
}

export interface PastResult {
  inputRevision: number
  resultRevision: number
}

/** Results that were written up to a revision, newest first. */
export async function listPastResults(transaction: Transaction, projectId: string, upTo: number, limit: number) {
  const { rows } = await sql<PastResult>`
    select input_revision as "inputRevision", result_revision as "resultRevision" from recompute_run
    where project_id = ${projectId} and state = 'completed' and result_revision <= ${upTo}
    order by result_revision desc limit ${limit}`.execute(transaction)
  return rows
}

export interface PastMarks {
  /** The last change that asked for a recompute. */
  inputRevision: number
  /** When the last change was made. */
  changedAt: string | null
  /** Why the last run failed, if it did. */
  scheduleError: ScheduleError | null
}

/** What a project said of itself at a revision. */
export async function findPastMarks(transaction: Transaction, projectId: string, revision: number): Promise<PastMarks> {
  const { rows } = await sql<PastMarks>`
    select coalesce((select c.revision from change_set c where c.project_id = ${projectId} and c.revision <= ${revision}
        and c.asks_recompute order by c.revision desc limit 1), 0) as "inputRevision",
      (select c.created_at from change_set c where c.project_id = ${projectId} and c.revision <= ${revision}
        order by c.revision desc limit 1) as "changedAt",
      (select case when r.state = 'failed' then r.error end from recompute_run r where r.project_id = ${projectId}
        and r.result_revision <= ${revision} order by r.result_revision desc limit 1) as "scheduleError"`.execute(
    transaction,
  )
  return rows[0] as PastMarks
}

/** The newest revision that was there at a time; null when there was none. Times are told to the millisecond. */
export async function findRevisionAt(transaction: Transaction, projectId: string, time: string) {
  const end = sql`${time}::timestamptz + interval '1 millisecond'`
  const { rows } = await sql<{ revision: number | null }>`
    select greatest(
      (select max(revision) from change_set where project_id = ${projectId} and created_at < ${end}),
      (select max(result_revision) from recompute_run where project_id = ${projectId} and ended_at < ${end})
    ) as revision`.execute(transaction)
  return rows[0]?.revision ?? null
}

/** When a change or a result got its revision; null for a revision of another kind. */
export async function findTimeOf(transaction: Transaction, projectId: string, revision: number) {
  const { rows } = await sql<{ at: string | null }>`
    select coalesce(
      (select created_at from change_set where project_id = ${projectId} and revision = ${revision}),
      (select ended_at from recompute_run where project_id = ${projectId} and result_revision = ${revision} limit 1)
    ) as at`.execute(transaction)
  return rows[0]?.at ?? null
}

export async function countChangeSets(transaction: Transaction, projectId: string, above: number, upTo: number) {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from change_set
    where project_id = ${projectId} and revision > ${above} and revision <= ${upTo}`.execute(transaction)
  return rows[0]?.count ?? 0
}

export interface LastMove {
  taskId: string
  runId: string
}

/** The run that moved each task last after revision `above` up to `upTo`. */
export async function listLastMoves(transaction: Transaction, projectId: string, above: number, upTo: number) {
  const { rows } = await sql<LastMove>`
    select distinct on (task_id) task_id as "taskId", run_id as "runId" from date_move
    where project_id = ${projectId} and revision > ${above} and revision <= ${upTo}
    order by task_id, revision desc`.execute(transaction)
  return rows
}
