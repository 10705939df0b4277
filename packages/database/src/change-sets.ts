import type { ChangeKind, ChangeOperation } from '@throughline/contract'
import { type RawBuilder, sql } from 'kysely'
import { json, type Transaction } from './database.ts'

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
}

export async function insertChangeSet(transaction: Transaction, change: NewChangeSet) {
  await transaction
    .insertInto('change_set')
    .values({
      id: change.id,
      organisation_id: change.organisationId,
      project_id: change.projectId,
      revision: change.revision,
      kind: change.kind,
      actor_id: change.actorId,
      summary: change.summary,
      operations: json(change.operations),
      inverse: json(change.inverse),
      asks_recompute: change.asksRecompute,
    })
    .execute()
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
  failedRunId: string | null
}

async function selectChangeSets(transaction: Transaction, where: RawBuilder<unknown>, limit: number) {
  const { rows } = await sql<ChangeSetRow>`
    select c.id, c.project_id as "projectId", c.revision, c.kind, c.summary, c.actor_id as "actorId",
      a.name as "actorName", jsonb_array_length(c.operations) as "operationCount", c.created_at as "createdAt",
      c.asks_recompute as "asksRecompute", c.run_id as "runId", c.covered_at as "coveredAt", f.id as "failedRunId"
    from change_set c
    left join person a on a.id = c.actor_id
    left join lateral (
      select r.id from recompute_run r
      where c.asks_recompute and c.covered_at is null and r.project_id = c.project_id and r.state = 'failed'
        and r.input_revision >= c.revision
      order by r.started_at desc limit 1) f on true
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
