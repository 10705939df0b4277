import type { WorkKind } from '@throughline/contract/temporal'
import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import type { Transaction } from './database.ts'
import { channels } from './streams.ts'

/** A request for work, written in the transaction that makes the work needed. */
export interface WorkRequest {
  id: string
  organisationId: string
  kind: WorkKind
  subjectId: string
  revision: number
  attempts: number
}

export async function insertWorkRequest(
  transaction: Transaction,
  request: Pick<WorkRequest, 'organisationId' | 'kind' | 'subjectId'> & { revision?: number },
) {
  await transaction
    .insertInto('work_request')
    .values({
      id: uuid(),
      organisation_id: request.organisationId,
      kind: request.kind,
      subject_id: request.subjectId,
      revision: request.revision ?? 0,
    })
    .execute()
  await sql`select pg_notify(${channels.work}, '')`.execute(transaction)
}

/**
 * Claims due requests by pushing their `not_before` ahead, so that no lock is held while Temporal is asked; a dispatcher
 * that dies meanwhile lets them come due again. Any number of dispatchers may claim side by side. Requests for a recompute
 * are for those who hold a slot.
 */
export async function claimWorkRequests(
  transaction: Transaction,
  limit: number,
  seconds: number,
): Promise<WorkRequest[]> {
  const { rows } = await sql<WorkRequest>`
    with due as (
      select w.id from work_request w
      where w.not_before <= now() and (w.kind <> 'recompute' or exists (
        select from recompute_slot s where s.project_id = w.subject_id and s.expires_at > now()))
      order by w.not_before, w.id limit ${limit} for update of w skip locked)
    update work_request w
    set not_before = now() + make_interval(secs => ${seconds}), attempts = w.attempts + 1
    from due where w.id = due.id
    returning w.id, w.organisation_id as "organisationId", w.kind, w.subject_id as "subjectId", w.revision, w.attempts
  `.execute(transaction)
  return rows
}

export async function deleteWorkRequests(transaction: Transaction, ids: readonly string[]) {
  await sql`delete from work_request where id = any(${ids}::uuid[])`.execute(transaction)
}

/** Gives claimed requests back, due again in `seconds`, with what went wrong. */
export async function postponeWorkRequests(
  transaction: Transaction,
  ids: readonly string[],
  seconds: number,
  error: string,
) {
  await sql`
    update work_request set not_before = now() + make_interval(secs => ${seconds}), last_error = ${error.slice(0, 500)}
    where id = any(${ids}::uuid[])`.execute(transaction)
}

/** How much waits, for a banner: of one organisation in its own transaction, of all for the dispatcher. */
export async function countWaitingRequests(transaction: Transaction) {
  const row = await transaction
    .selectFrom('work_request')
    .select((build) => [build.fn.countAll<number>().as('waiting'), build.fn.min('created_at').as('oldestAt')])
    .executeTakeFirstOrThrow()
  return { waiting: row.waiting, oldestAt: row.oldestAt as string | null }
}
