import type { WorkKind } from '@throughline/contract/temporal'
import { type Kysely, sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import type { Schema, Transaction } from './database.ts'
import { channels } from './streams.ts'

/** Claiming goes by functions of `throughline_dispatcher`, in or outside a transaction. */
type Executor = Kysely<Schema>

/** A request for work, written in the transaction that makes the work needed. */
export interface WorkRequest {
  id: string
  organisationId: string
  kind: WorkKind
  subjectId: string
  /** Of a recompute: what its dates are to cover. Of a mail: 1 where a run of it may wait, and is to look again; else 0. */
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

/** One for each of several things. */
export async function insertWorkRequests(
  transaction: Transaction,
  {
    organisationId,
    kind,
    subjectIds,
    revision = 0,
  }: Pick<WorkRequest, 'organisationId' | 'kind'> & { subjectIds: readonly string[]; revision?: number },
) {
  if (subjectIds.length === 0) return
  const ids = subjectIds.map(() => uuid())
  await sql`
    insert into work_request (id, organisation_id, kind, subject_id, revision)
    select w.id, ${organisationId}, ${kind}, w.subject_id, ${revision}
    from unnest(${ids}::uuid[], ${subjectIds}::uuid[]) as w (id, subject_id)`.execute(transaction)
  await sql`select pg_notify(${channels.work}, '')`.execute(transaction)
}

/** How many recomputes run at once. */
export interface Lanes {
  perOrganisation: number
  inAll: number
}

export interface Claim {
  limit: number
  /** Until what is claimed comes due again; longer each time. */
  seconds: number
  /** Milliseconds from the grant for a run to the next of the same project. */
  spacing: number
}

export interface ClaimedWork {
  /** Projects whose recompute waits for a slot. */
  waiting: number
  /** In how many milliseconds the first of them has its turn who wait for nothing but the spacing; null when none does. */
  nextMilliseconds: number | null
  requests: WorkRequest[]
}

/**
 * Gives slots to recomputes that are due, wakes the sessions among them, and claims the due requests of the others and
 * of all other work. Any number of dispatchers may claim side by side.
 */
export async function claimWork(
  executor: Executor,
  { perOrganisation, inAll }: Lanes,
  { limit, seconds, spacing }: Claim,
): Promise<ClaimedWork> {
  const { rows } = await sql<ClaimedWork>`
    select waiting, next_milliseconds as "nextMilliseconds", requests
    from claim_work(${perOrganisation}, ${inAll}, ${spacing}, ${limit}, ${seconds})`.execute(executor)
  return rows[0] ?? { waiting: 0, nextMilliseconds: null, requests: [] }
}

/** Temporal has taken what they asked for. */
export async function finishWork(executor: Executor, ids: readonly string[]): Promise<void> {
  await sql`select finish_work(${ids}::uuid[])`.execute(executor)
}

/** What was asked of the mail of a notification is done, as far as it can be now. What is asked later stays. */
export async function finishMailWork(transaction: Transaction, notificationId: string): Promise<void> {
  await sql`
    select finish_work(array_agg(id)) from work_request
    where kind = 'notify' and subject_id = ${notificationId} and attempts > 0
    having count(*) > 0`.execute(transaction)
}

/** Temporal has taken what they asked for; they stay, and come due again only where nobody finishes them in a minute. */
export async function holdWork(executor: Executor, ids: readonly string[]): Promise<void> {
  await sql`select postpone_work(${ids}::uuid[], 60, null)`.execute(executor)
}

/** Gives claimed requests back, due again in `seconds`, with what went wrong. */
export async function postponeWork(executor: Executor, ids: readonly string[], seconds: number, error: string) {
  await sql`select postpone_work(${ids}::uuid[], ${seconds}, ${error.slice(0, 500)})`.execute(executor)
}

export interface WaitingWork {
  /** Requests that nobody works at. */
  waiting: number
  oldestAt: string | null
  /** Whether dates have been asked for so long ago that somebody should have computed them, at work or not. */
  isLate: boolean
}

/** Longer than a worker takes to notice a request, and than most plans take to be computed. */
const secondsUntilLate = 15

/** What waits, for a banner: of one organisation in its own transaction, without what somebody has paused. */
export async function findWaitingWork(transaction: Transaction): Promise<WaitingWork> {
  const isWorkedAt = sql`((w.kind = 'notify' and w.attempts > 0 and w.not_before > now()) or
    exists (select from recompute_slot s where s.project_id = w.subject_id and s.expires_at > now()))`
  const { rows } = await sql<WaitingWork>`
    select count(*) filter (where not ${isWorkedAt}) as waiting,
      min(w.created_at) filter (where not ${isWorkedAt}) as "oldestAt",
      coalesce(bool_or(w.kind = 'recompute'
        and w.created_at < now() - make_interval(secs => ${secondsUntilLate})), false) as "isLate"
    from work_request w
    where not exists (select from recompute_pause h where h.project_id = w.subject_id)`.execute(transaction)
  return rows[0] as WaitingWork
}
