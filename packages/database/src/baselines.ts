import type { BaselineTask } from '@throughline/contract'
import { sql } from 'kysely'
import { json, type Transaction } from './database.ts'
import { selectPlanStates } from './plan-rows.ts'

/** Captures the dates of all tasks that have some, and the work of people and machines, as they are in this transaction. */
export async function captureBaselineTasks(
  transaction: Transaction,
  projectId: string,
  baselineIds: readonly string[],
) {
  if (baselineIds.length === 0) return
  await sql`
    insert into baseline_task (organisation_id, baseline_id, task_id, early_start, early_finish, duration_minutes,
      work_minutes)
    select t.organisation_id, b.id, t.id, t.early_start, t.early_finish,
      case when not t.is_summary then t.duration_minutes end, case when not t.is_summary then w.minutes end
    from task t cross join unnest(${baselineIds}::uuid[]) as b (id)
    left join (
      select a.task_id, sum(coalesce(a.work_minutes, round(a.units * d.duration_minutes)))::integer as minutes
      from assignment a
      join resource r on r.id = a.resource_id and r.kind = 'work'
      join task d on d.id = a.task_id
      where a.project_id = ${projectId} and a.deleted_at is null
      group by a.task_id) w on w.task_id = t.id
    where t.project_id = ${projectId} and t.deleted_at is null and t.early_start is not null`.execute(transaction)
}

/** Writes what a baseline is said to hold; answers how many of the tasks the project has. */
export async function insertBaselineTasks(
  transaction: Transaction,
  projectId: string,
  baselineId: string,
  tasks: readonly BaselineTask[],
): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into baseline_task (organisation_id, baseline_id, task_id, early_start, early_finish, duration_minutes,
      work_minutes, cost_minor)
    select t.organisation_id, ${baselineId}::uuid, t.id, r."earlyStart", r."earlyFinish", r."durationMinutes",
      r."workMinutes", r."costMinor"
    from jsonb_to_recordset(${json(tasks)}::jsonb) as r ("taskId" uuid, "earlyStart" timestamp, "earlyFinish" timestamp,
      "durationMinutes" integer, "workMinutes" integer, "costMinor" bigint)
    join task t on t.id = r."taskId" and t.project_id = ${projectId}`.execute(transaction)
  return Number(numAffectedRows)
}

export async function listBaselineTaskRows(transaction: Transaction, baselineId: string): Promise<BaselineTask[]> {
  const rows = await transaction
    .selectFrom('baseline_task')
    .select(['task_id as taskId', 'early_start as earlyStart', 'early_finish as earlyFinish'])
    .select(['duration_minutes as durationMinutes', 'work_minutes as workMinutes', 'cost_minor as costMinor'])
    .where('baseline_id', '=', baselineId)
    .orderBy('early_start')
    .orderBy('task_id')
    .execute()
  return rows
}

/** What some baselines hold, each task with the baseline that holds it. */
export async function listTasksOfBaselines(transaction: Transaction, baselineIds: readonly string[]) {
  if (baselineIds.length === 0) return []
  const { rows } = await sql<BaselineTask & { baselineId: string }>`
    select baseline_id as "baselineId", task_id as "taskId", early_start as "earlyStart", early_finish as "earlyFinish",
      duration_minutes as "durationMinutes", work_minutes as "workMinutes", cost_minor as "costMinor"
    from baseline_task where baseline_id = any(${baselineIds}::uuid[])
    order by early_start, task_id`.execute(transaction)
  return rows
}

/** Baselines by id, and those with a number, which no other may have. */
export const listBaselineStates = (transaction: Transaction, projectId: string, ids: readonly string[]) =>
  selectPlanStates(
    transaction,
    'baseline',
    sql`t.project_id = ${projectId}
      and (t.id = any(${ids}::uuid[]) or (t.number is not null and t.deleted_at is null))`,
  )

/** A task in the plan, in the baseline, or in both. Dates are null on the side that does not have them. */
export interface VarianceRow {
  id: string
  name: string
  isLive: boolean
  isSummary: boolean
  parentId: string | null
  position: number
  calendarId: string | null
  earlyStart: string | null
  earlyFinish: string | null
  durationMinutes: number
  baselineStart: string | null
  baselineFinish: string | null
  baselineDuration: number | null
}

/** Deleted tasks come with what their rows still hold. */
export async function listVarianceRows(
  transaction: Transaction,
  projectId: string,
  baselineId: string,
): Promise<VarianceRow[]> {
  const { rows } = await sql<VarianceRow>`
    select t.id, t.name, t.deleted_at is null as "isLive", t.is_summary as "isSummary",
      t.parent_id as "parentId", t.position, t.calendar_id as "calendarId", t.early_start as "earlyStart",
      t.early_finish as "earlyFinish", t.duration_minutes as "durationMinutes", b.early_start as "baselineStart",
      b.early_finish as "baselineFinish", b.duration_minutes as "baselineDuration"
    from task t left join baseline_task b on b.task_id = t.id and b.baseline_id = ${baselineId}
    where t.project_id = ${projectId} and (t.deleted_at is null or b.task_id is not null)`.execute(transaction)
  return rows
}
