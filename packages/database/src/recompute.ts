import type { ScheduleError } from '@throughline/contract'
import { sql } from 'kysely'
import { arrayText } from './array-text.ts'
import { json, type Transaction } from './database.ts'

const wallTime = (name: string) => sql`timestamp '1970-01-01' + ${sql.ref(name)} * interval '1 minute'`
/** Computed values of the tasks that a run changes, one array a field. */
export interface ComputedColumns {
  id: string[]
  isSummary: boolean[]
  earlyStart: number[]
  earlyFinish: number[]
  lateStart: number[]
  lateFinish: number[]
  totalFloat: number[]
  freeFloat: number[]
  isCritical: boolean[]
}

/**
 * Writes computed values and answers the ids written: those of tasks that still exist. No index holds a column that it
 * sets, so that a row with room on its page stays where it is and no index learns of it.
 */
export async function updateComputedTasks(
  transaction: Transaction,
  projectId: string,
  revision: number,
  values: ComputedColumns,
): Promise<readonly string[]> {
  if (values.id.length === 0) return []
  const ids = arrayText(values.id)
  const written = await sql<{ count: number }>`
    select write_computed_values(${projectId}, ${revision}, ${ids}, ${arrayText(values.isSummary)},
      ${arrayText(values.earlyStart)}, ${arrayText(values.earlyFinish)}, ${arrayText(values.lateStart)},
      ${arrayText(values.lateFinish)}, ${arrayText(values.totalFloat)}, ${arrayText(values.freeFloat)},
      ${arrayText(values.isCritical)}) as count`.execute(transaction)
  if (written.rows[0]?.count === values.id.length) return values.id
  const { rows } = await sql<{ id: string }>`
    select id from task
    where id = any(${ids}::uuid[]) and project_id = ${projectId} and revision = ${revision}`.execute(transaction)
  return rows.map((row) => row.id)
}

/** Tasks whose early dates a run moved, one array a field; drivers as JSON texts. */
export interface MoveColumns {
  taskId: string[]
  startBefore: (number | null)[]
  finishBefore: (number | null)[]
  startAfter: number[]
  finishAfter: number[]
  startDriver: string[]
  finishDriver: string[]
}

export interface RunResult {
  organisationId: string
  projectId: string
  runId: string
  revision: number
}

export async function insertDateMoves(transaction: Transaction, result: RunResult, moves: MoveColumns) {
  if (moves.taskId.length === 0) return
  await sql`
    insert into date_move (organisation_id, project_id, run_id, revision, task_id, early_start_before,
      early_finish_before, early_start_after, early_finish_after, driver, finish_driver)
    select ${result.organisationId}, ${result.projectId}, ${result.runId}, ${result.revision}, u.task_id,
      ${wallTime('u.start_before')}, ${wallTime('u.finish_before')}, ${wallTime('u.start_after')},
      ${wallTime('u.finish_after')}, u.start_driver, u.finish_driver
    from rows from (
      unnest(${arrayText(moves.taskId)}::uuid[], ${arrayText(moves.startBefore)}::int[],
        ${arrayText(moves.finishBefore)}::int[], ${arrayText(moves.startAfter)}::int[],
        ${arrayText(moves.finishAfter)}::int[]),
      jsonb_array_elements(${`[${moves.startDriver.join(',')}]`}::jsonb),
      jsonb_array_elements(${`[${moves.finishDriver.join(',')}]`}::jsonb))
      as u (task_id, start_before, finish_before, start_after, finish_after, start_driver, finish_driver)`.execute(
    transaction,
  )
}

export interface EndedRun {
  id: string
  loadMilliseconds: number
  engineMilliseconds: number | null
  writeMilliseconds: number | null
  state: 'completed' | 'failed'
  inputRevision: number
  resultRevision: number | null
  taskCount: number | null
  movedCount: number | null
  changeSetCount: number | null
  error: ScheduleError | null
}

export async function endRun(transaction: Transaction, run: EndedRun) {
  await transaction
    .updateTable('recompute_run')
    .set({
      state: run.state,
      input_revision: run.inputRevision,
      result_revision: run.resultRevision,
      task_count: run.taskCount,
      moved_count: run.movedCount,
      change_set_count: run.changeSetCount,
      load_milliseconds: run.loadMilliseconds,
      engine_milliseconds: run.engineMilliseconds,
      write_milliseconds: run.writeMilliseconds,
      error: run.error && json(run.error),
      ended_at: sql`now()`,
    })
    .where('id', '=', run.id)
    .where('state', '=', 'running')
    .execute()
}

export interface CoveredChangeSet {
  changeSetId: string
  /** Null: the service. */
  actorId: string | null
  revision: number
  afterMilliseconds: number
}

/**
 * Records on change sets up to `inputRevision` which run had them: covered by a result, or failed with it. Answers them,
 * newest first.
 */
export async function updateReceipts(
  transaction: Transaction,
  projectId: string,
  values: { runId: string; inputRevision: number; covered: boolean },
): Promise<CoveredChangeSet[]> {
  const rows = await transaction
    .updateTable('change_set')
    .set({ run_id: values.runId, ...(values.covered ? { covered_at: sql<string>`clock_timestamp()` } : {}) })
    .where('project_id', '=', projectId)
    .where('asks_recompute', '=', true)
    .where('covered_at', 'is', null)
    .where('revision', '<=', values.inputRevision)
    .returning(['id', 'actor_id', 'revision', 'created_at', sql<string>`clock_timestamp()`.as('now')])
    .execute()
  return rows
    .map((row) => ({
      changeSetId: row.id,
      actorId: row.actor_id,
      revision: row.revision,
      afterMilliseconds: Math.max(0, Date.parse(row.now) - Date.parse(row.created_at)),
    }))
    .sort((one, other) => other.revision - one.revision)
}

/** The state of a project that a result is checked against; null when it is gone. */
export async function findScheduleState(transaction: Transaction, projectId: string) {
  const row = await transaction
    .selectFrom('project')
    .select('computed_revision')
    .where('id', '=', projectId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return row ? { computedRevision: row.computed_revision } : null
}

/** What a result is compared with, to see whether it is news. */
export interface ScheduleBefore {
  finishesAt: string | null
  /** Managers are told when the finish moves by more than so many days; 0: they are not. */
  finishNoticeDays: number
}

/** Answers how it was before: nobody else writes it, since the stream is locked. */
export async function updateProjectSchedule(
  transaction: Transaction,
  projectId: string,
  values: { revision: number; inputRevision: number; finish: number | null; resultId: string },
): Promise<ScheduleBefore | null> {
  const { revision, inputRevision, finish, resultId } = values
  const { rows } = await sql<ScheduleBefore>`
    update project p set revision = ${revision}, computed_revision = ${inputRevision}, result_id = ${resultId},
      finishes_at = timestamp '1970-01-01' + ${finish}::int * interval '1 minute', schedule_error = null
    from project b where p.id = ${projectId} and b.id = p.id
    returning b.finishes_at as "finishesAt", p.finish_notice_days as "finishNoticeDays"`.execute(transaction)
  return rows[0] ?? null
}

/** Answers the error that stood there before, likewise. */
export async function updateScheduleError(
  transaction: Transaction,
  projectId: string,
  { revision, error }: { revision: number; error: ScheduleError },
): Promise<ScheduleError | null> {
  const { rows } = await sql<{ before: ScheduleError | null }>`
    update project p set revision = ${revision}, schedule_error = ${json(error)}::jsonb
    from project b where p.id = ${projectId} and b.id = p.id
    returning b.schedule_error as before`.execute(transaction)
  return rows[0]?.before ?? null
}
