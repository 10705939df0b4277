import type { ChangeKind, ChangeOperation } from '@throughline/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from './database.ts'

export interface NewChangeSet {
  id: string
  organisationId: string
  projectId: string
  revision: number
  kind: ChangeKind
  actorId: string
  summary: string
  operations: readonly ChangeOperation[]
  inverse: readonly ChangeOperation[]
  asksRecompute: boolean
  /** What a person did, in one change set or several; left out: this one alone. */
  actId?: string | undefined
  /** The act that an undo or a redo takes back. */
  revertsActId?: string | undefined
}

/** A change set with what its receipt is made of; the failed run is the last one that should have covered it. */
export interface ChangeSetRow {
  id: string
  projectId: string
  revision: number
  kind: ChangeKind
  summary: string
  actorId: string | null
  actorName: string | null
  operationCount: number
  createdAt: string
  asksRecompute: boolean
  runId: string | null
  coveredAt: string | null
  /** The number and the result of the run that covered it, or failed with it. */
  runNumber: number | null
  resultRevision: number | null
  failedRunId: string | null
  runningRunId: string | null
  runningNumber: number | null
  /** Projects of the organisation whose recomputes were asked for earlier and wait too. */
  waitingAhead: number
  actId: string
  revertsActId: string | null
  revertedById: string | null
}

async function selectChangeSets(transaction: Transaction, where: RawBuilder<unknown>, limit: number) {
  const { rows } = await sql<ChangeSetRow>`
    select c.id, c.project_id as "projectId", c.revision, c.kind, c.summary, c.actor_id as "actorId",
      a.name as "actorName", jsonb_array_length(c.operations) as "operationCount", c.created_at as "createdAt",
      c.asks_recompute as "asksRecompute", c.run_id as "runId", c.covered_at as "coveredAt",
      coalesce(f.number, done.number) as "runNumber", done.result_revision as "resultRevision", f.id as "failedRunId",
      busy.id as "runningRunId", busy.number as "runningNumber", waiting.ahead as "waitingAhead",
      c.act_id as "actId", c.reverts_act_id as "revertsActId", (
        select u.act_id from change_set u
        where u.reverts_act_id = c.act_id
          and not exists (select from change_set again where again.reverts_act_id = u.act_id)
        order by u.revision desc limit 1) as "revertedById"
    from change_set c
    left join person a on a.id = c.actor_id
    left join recompute_run done on done.id = c.run_id and c.covered_at is not null
    left join lateral (
      select r.id, r.number from recompute_run r
      where c.asks_recompute and c.covered_at is null and r.project_id = c.project_id and r.state = 'failed'
        and r.input_revision >= c.revision
      order by r.started_at desc limit 1) f on true
    left join lateral (
      select r.id, r.number from recompute_run r
      where c.asks_recompute and c.covered_at is null and r.project_id = c.project_id and r.state = 'running'
        and r.input_revision >= c.revision
      order by r.started_at desc limit 1) busy on true
    left join lateral (
      select count(distinct w.subject_id) as ahead from work_request w
      where c.asks_recompute and c.covered_at is null and w.kind = 'recompute' and w.subject_id <> c.project_id
        and not exists (select from recompute_slot s where s.project_id = w.subject_id and s.expires_at > now())
        and w.created_at < c.created_at) waiting on true
    where ${where}
    order by c.revision desc limit ${limit}`.execute(transaction)
  return rows
}

/** Newest first, those before revision `before` when given. */
export const listChangeSetRows = (transaction: Transaction, projectId: string, limit: number, before: number | null) =>
  selectChangeSets(
    transaction,
    sql`c.project_id = ${projectId}${before === null ? sql`` : sql` and c.revision < ${before}`}`,
    limit,
  )

export async function findChangeSetRow(transaction: Transaction, id: string) {
  const [row] = await selectChangeSets(transaction, sql`c.id = ${id}`, 1)
  return row ?? null
}

/** The operations as applied, ids filled in, and those that take them back. */
export async function getChangeSetOperations(transaction: Transaction, id: string) {
  const row = await transaction
    .selectFrom('change_set')
    .select(['operations', 'inverse'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return row as { operations: ChangeOperation[]; inverse: ChangeOperation[] }
}

/** Change sets that a run covered. */
export async function listChangeSetIdsOfRun(transaction: Transaction, runId: string): Promise<string[]> {
  const rows = await transaction
    .selectFrom('change_set')
    .select('id')
    .where('run_id', '=', runId)
    .orderBy('revision')
    .execute()
  return rows.map((row) => row.id)
}
