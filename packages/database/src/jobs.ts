// Runs without a table of their own: seeds of an organisation, and what the instance does. `revision` counts their changes.
import type { RunState } from '@throughline/contract'
import { sql } from 'kysely'
import type { Transaction } from './database.ts'

export type JobKind = 'seed' | 'purge'

export interface JobRow {
  id: string
  organisationId: string | null
  personId: string | null
  kind: JobKind
  state: RunState
  step: number
  done: number
  pauseRequested: boolean
  cancelRequested: boolean
}

const columns = sql`id, organisation_id as "organisationId", person_id as "personId", kind, state, step, done,
  pause_requested as "pauseRequested", cancel_requested_at is not null as "cancelRequested"`

/** Locks the job until the end of the transaction. */
export async function lockJob(transaction: Transaction, id: string): Promise<JobRow | null> {
  const { rows } = await sql<JobRow>`select ${columns} from job where id = ${id} for update`.execute(transaction)
  return rows[0] ?? null
}

/** The one of a kind that has not ended, locked: of the organisation of the transaction, or of the instance. */
export async function lockOpenJob(transaction: Transaction, kind: JobKind): Promise<JobRow | null> {
  const { rows } = await sql<JobRow>`
    select ${columns} from job where kind = ${kind} and ended_at is null order by created_at limit 1 for update`.execute(
    transaction,
  )
  return rows[0] ?? null
}

export interface NewJob {
  id: string
  /** Null: of the instance. */
  organisationId: string | null
  kind: JobKind
  /** Null: the service itself. */
  personId: string | null
}

/** False when an organisation has a seed that has not ended. */
export async function insertJob(transaction: Transaction, { id, organisationId, kind, personId }: NewJob) {
  const { numAffectedRows } = await sql`insert into job (id, organisation_id, kind, person_id)
    values (${id}, ${organisationId}, ${kind}, ${personId}) on conflict do nothing`.execute(transaction)
  return numAffectedRows === 1n
}

export interface JobChanges {
  state?: RunState
  step?: number
  done?: number
  total?: number | null
  pauseRequested?: boolean
  cancelRequested?: true
  error?: string
}

export async function updateJob(transaction: Transaction, id: string, changes: JobChanges): Promise<void> {
  const { state } = changes
  const isEnd = state === 'completed' || state === 'failed' || state === 'cancelled'
  await transaction
    .updateTable('job')
    .set({
      ...(state === undefined ? {} : { state }),
      ...(state === 'running' ? { started_at: sql<string>`coalesce(started_at, clock_timestamp())` } : {}),
      ...(isEnd ? { ended_at: sql<string>`coalesce(ended_at, clock_timestamp())` } : {}),
      ...(changes.step === undefined ? {} : { step: changes.step }),
      ...(changes.done === undefined ? {} : { done: changes.done }),
      ...(changes.total === undefined ? {} : { total: changes.total }),
      ...(changes.pauseRequested === undefined ? {} : { pause_requested: changes.pauseRequested }),
      ...(changes.cancelRequested ? { cancel_requested_at: sql<string>`coalesce(cancel_requested_at, now())` } : {}),
      ...(changes.error === undefined ? {} : { error: changes.error }),
    })
    .where('id', '=', id)
    .execute()
}
