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

async function selectChangeSets(transaction: Transaction, ids: RawBuilder<unknown>) {
  const { rows } = await sql<ChangeSetRow>`select * from read_change_sets(${ids})`.execute(transaction)
  return rows
}

/** Newest first, those before revision `before` when given. */
export const listChangeSetRows = (transaction: Transaction, projectId: string, limit: number, before: number | null) =>
  selectChangeSets(
    transaction,
    sql`array(
      select c.id from change_set c
      where c.project_id = ${projectId}${before === null ? sql`` : sql` and c.revision < ${before}`}
      order by c.revision desc limit ${limit})`,
  )

export async function findChangeSetRow(transaction: Transaction, id: string) {
  const [row] = await selectChangeSets(transaction, sql`array[${id}::uuid]`)
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

/** Whether anybody changed the project besides making it and this act. */
export async function hasActsBesides(transaction: Transaction, projectId: string, actId: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from change_set where project_id = ${projectId} and act_id <> ${actId} and revision > 1) as found`.execute(
    transaction,
  )
  return rows[0]?.found ?? false
}
