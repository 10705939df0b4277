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

/** How many recomputes run at once. */
export interface Lanes {
  perOrganisation: number
  inAll: number
}

export interface ClaimedWork {
  /** Projects whose recompute waits for a slot. */
  waiting: number
  requests: WorkRequest[]
}

/**
 * Gives slots to recomputes that are due, and claims the due requests of those who hold one and all others, at most
 * `limit`; each comes due again in `seconds` unless it is finished. Any number of dispatchers may claim side by side.
 */
export async function claimWork(
  executor: Executor,
  lanes: Lanes,
  { limit, seconds }: { limit: number; seconds: number },
): Promise<ClaimedWork> {
  const { rows } = await sql<ClaimedWork>`
    select waiting, requests from claim_work(${lanes.perOrganisation}, ${lanes.inAll}, ${limit}, ${seconds})`.execute(
    executor,
  )
  return rows[0] ?? { waiting: 0, requests: [] }
}

/** Temporal has taken what they asked for. */
export async function finishWork(executor: Executor, ids: readonly string[]): Promise<void> {
  await sql`select finish_work(${ids}::uuid[])`.execute(executor)
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
