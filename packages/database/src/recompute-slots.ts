import type { ScheduleError } from '@throughline/contract'
import { type Kysely, sql } from 'kysely'
import { json, type Schema, type Transaction } from './database.ts'

/** Renewing goes by a function of `throughline_dispatcher`, in or outside a transaction. */
type Executor = Kysely<Schema>

/** Of a run: longer than an attempt to compute may take. */
const secondsToRun = 75

/** A session that its worker has not renewed for so long counts as dead. */
const secondsOfSession = 15

/** Payload of `channels.work` when a slot came free: of interest to who passed requests over. */
export const slotReleased = 'slot-released'

/** Channel of NOTIFY that workers hear; the payload is a project whose session has been granted a slot. */
export const sessionChannel = 'throughline_recompute'

export interface NewRun {
  /** Of the run, unless a former attempt has left one. */
  id: string
  organisationId: string
  projectId: string
  inputRevision: number
  workflowId: string
  workflowRunId: string
  activityId: string
  /** Who computes what is asked next; null when nobody stays for that. */
  sessionId: string | null
}

export interface NumberedRun {
  runId: string
  runNumber: number
}

/**
 * A run begins: it is numbered within its project, and the slot is its for as long as it may take. A retried attempt goes
 * on with the run of the one before, whose number and start stand; what it computes now is the newer input.
 */
export async function beginRecomputeRun(transaction: Transaction, run: NewRun): Promise<NumberedRun> {
  const { rows } = await sql<NumberedRun>`
    select run_id as "runId", number as "runNumber"
    from begin_recompute_run(${run.organisationId}, ${run.projectId}, ${run.id}, ${run.inputRevision},
      ${run.workflowId}, ${run.workflowRunId}, ${run.activityId}, ${run.sessionId}, ${secondsToRun},
      ${secondsOfSession})`.execute(transaction)
  if (!rows[0]) throw new Error(`no run of the project ${run.projectId} could begin`)
  return rows[0]
}

/**
 * Takes the next revision for a result, under the lock of the stream, if it covers a newer input than the one that is
 * stored; null if not, or when the project is deleted, or the run was cancelled.
 */
export async function takeResultRevision(
  transaction: Transaction,
  projectId: string,
  { inputRevision, runId }: { inputRevision: number; runId: string },
): Promise<number | null> {
  const { rows } = await sql<{ revision: number | null }>`
    select take_result_revision(${projectId}, ${inputRevision}, ${runId}) as revision`.execute(transaction)
  return rows[0]?.revision ?? null
}

interface Cover {
  projectId: string
  coveredRevision: number
  /** The run that covers it; null when there was nothing to compute. */
  runId: string | null
  /** Of who says so; where there was nothing to compute, that of another attempt is over. */
  sessionId: string | null
}

const abandoned: ScheduleError = { type: 'RunAbandonedError', message: 'The run did not come to an end.', taskIds: [] }

/**
 * Gives the slot back and deletes the requests that are answered, under the lock of the stream; runs of the project that
 * did not come to an end are over. Answers the ids of imports that waited for these dates.
 */
export async function coverRecompute(transaction: Transaction, cover: Cover): Promise<string[]> {
  const { projectId, coveredRevision, runId, sessionId } = cover
  const { rows } = await sql<{ imports: string[] }>`
    select cover_recompute(${projectId}, ${coveredRevision}, ${runId}, ${sessionId}, ${json(abandoned)}) as imports`.execute(
    transaction,
  )
  return rows[0]?.imports ?? []
}

/** Recomputes are paused: the slot is free, and runs that another attempt left are over. */
export async function leaveRecomputeSlot(transaction: Transaction, projectId: string): Promise<void> {
  await sql`
    with abandoned as (
      update recompute_run set state = 'failed', ended_at = clock_timestamp(), error = ${json(abandoned)}
      where project_id = ${projectId} and state = 'running')
    update recompute_slot set expires_at = clock_timestamp(), session_id = null, session_until = null
    where project_id = ${projectId}`.execute(transaction)
}

export interface SessionKey {
  sessionId: string
  projectId: string
}

/** Says that these sessions are alive. Answers those that still are their projects', and whether they were granted a slot. */
export async function renewRecomputeSessions(executor: Executor, sessions: readonly SessionKey[]) {
  const { rows } = await sql<{ session_id: string; is_granted: boolean }>`
    select session_id, is_granted from renew_recompute_sessions(${sessions.map(({ sessionId }) => sessionId)}::uuid[],
      ${sessions.map(({ projectId }) => projectId)}::uuid[], ${secondsOfSession})`.execute(executor)
  return new Map(rows.map((row) => [row.session_id, { isGranted: row.is_granted }]))
}

/** False when the session has been granted a slot meanwhile: it goes on. True when it is over, by this or by another's. */
export async function endRecomputeSession(transaction: Transaction, { sessionId, projectId }: SessionKey) {
  const { rows } = await sql<{ granted: boolean }>`
    with ended as (
      update recompute_slot set session_id = null, session_until = null
      where project_id = ${projectId} and session_id = ${sessionId} and expires_at <= clock_timestamp() returning 1)
    select s.session_id = ${sessionId} and not exists (select from ended) as granted
    from recompute_slot s where s.project_id = ${projectId}`.execute(transaction)
  return rows[0]?.granted !== true
}
