// What people ask of the recomputes of a project. All of it is done under the lock of the project's stream.
import { sql } from 'kysely'
import type { Transaction } from './database.ts'

/** False when they were paused before. */
export async function insertRecomputePause(
  transaction: Transaction,
  pause: { projectId: string; organisationId: string; personId: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into recompute_pause (project_id, organisation_id, person_id)
    values (${pause.projectId}, ${pause.organisationId}, ${pause.personId}) on conflict do nothing`.execute(transaction)
  return numAffectedRows === 1n
}

/** False when they were not paused. */
export async function deleteRecomputePause(transaction: Transaction, projectId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from recompute_pause where project_id = ${projectId}`.execute(
    transaction,
  )
  return numAffectedRows === 1n
}

export async function isRecomputePaused(transaction: Transaction, projectId: string): Promise<boolean> {
  const { rows } = await sql`select from recompute_pause where project_id = ${projectId}`.execute(transaction)
  return rows.length > 0
}

/** The run of a project that is there before it begins: `waiting`, or `paused`; the one that waits already, if any. */
export async function upsertWaitingRun(
  transaction: Transaction,
  run: {
    id: string
    organisationId: string
    projectId: string
    personId: string
    workflowId: string
    inputRevision: number
    state: 'waiting' | 'paused'
  },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into recompute_run as r (id, organisation_id, project_id, state, input_revision, workflow_id, asked_at, asked_by)
    values (${run.id}, ${run.organisationId}, ${run.projectId}, ${run.state}, ${run.inputRevision}, ${run.workflowId},
      clock_timestamp(), ${run.personId})
    on conflict (project_id) where state in ('waiting', 'paused')
    do update set state = excluded.state, input_revision = greatest(r.input_revision, excluded.input_revision)
    returning id`.execute(transaction)
  return rows[0]?.id ?? run.id
}

/** The run that was paused waits for its turn again, or has nothing to do. Null when there is none. */
export async function resumePausedRun(
  transaction: Transaction,
  projectId: string,
  next: { state: 'waiting' | 'completed'; inputRevision: number },
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    update recompute_run set state = ${next.state}, input_revision = ${next.inputRevision},
      ended_at = case when ${next.state} = 'completed' then clock_timestamp() end
    where project_id = ${projectId} and state = 'paused' returning id`.execute(transaction)
  return rows[0]?.id ?? null
}

/**
 * Ends a run that has not come to its end: what it was to cover is asked for no more, its slot is free, and whoever stays
 * for the project computes no more. False when it had ended.
 */
export async function cancelRecomputeRun(transaction: Transaction, runId: string): Promise<boolean> {
  const { rows } = await sql`
    with cancelled as (
      update recompute_run set state = 'cancelled', ended_at = clock_timestamp()
      where id = ${runId} and state in ('waiting', 'running') returning project_id, input_revision),
    unasked as (
      delete from work_request w using cancelled c
      where w.subject_id = c.project_id and w.kind = 'recompute' and w.revision <= c.input_revision),
    freed as (
      update recompute_slot s set expires_at = clock_timestamp(), session_id = null, session_until = null
      from cancelled c where s.project_id = c.project_id)
    select from cancelled`.execute(transaction)
  return rows.length > 0
}

export async function isCancelledRun(transaction: Transaction, runId: string): Promise<boolean> {
  const { rows } = await sql`select from recompute_run where id = ${runId} and state = 'cancelled'`.execute(transaction)
  return rows.length > 0
}

/** Takes the next revision of each project, for what changes nothing of its plan; in an order that all writers take. */
export async function takeProjectRevisions(transaction: Transaction, projectIds: readonly string[]): Promise<void> {
  await sql`
    with locked as (
      select id from stream where id = any(${projectIds}::uuid[]) order by id for update),
    taken as (
      update stream s set head = s.head + 1 from locked l where s.id = l.id returning s.id, s.head)
    update project p set revision = t.head, updated_at = now() from taken t where p.id = t.id`.execute(transaction)
}

/** The project at a revision of its stream that changes nothing of its plan; `asks`: its dates are to be computed anew. */
export async function setProjectRevision(
  transaction: Transaction,
  projectId: string,
  { revision, asks }: { revision: number; asks: boolean },
) {
  await sql`
    update project set revision = ${revision}, updated_at = now(),
      input_revision = case when ${asks} then ${revision}::bigint else input_revision end
    where id = ${projectId}`.execute(transaction)
}
