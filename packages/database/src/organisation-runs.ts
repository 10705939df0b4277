import { sql } from 'kysely'
import { json, type Transaction } from './database.ts'

/** Runs on whole organisations: what was asked for, and how far it is. */
export interface OrganisationRunRow {
  id: string
  organisationId: string
  subjectId: string
  kind: string
  state: string
  personId: string
  given: unknown
  rowsDone: number
  rowsTotal: number | null
  position: unknown
  result: unknown
  error: string | null
  fileStore: string | null
  byteCount: number | null
  sha256: Buffer | null
  fileExpiresAt: string | null
  pauseRequested: boolean
  cancelRequestedAt: string | null
  createdAt: string
  startedAt: string | null
  endedAt: string | null
}

const columns = [
  'id',
  'organisation_id as organisationId',
  'subject_id as subjectId',
  'kind',
  'state',
  'person_id as personId',
  'given',
  'rows_done as rowsDone',
  'rows_total as rowsTotal',
  'position',
  'result',
  'error',
  'file_store as fileStore',
  'byte_count as byteCount',
  'sha256',
  'file_expires_at as fileExpiresAt',
  'pause_requested as pauseRequested',
  'cancel_requested_at as cancelRequestedAt',
  'created_at as createdAt',
  'started_at as startedAt',
  'ended_at as endedAt',
] as const

export interface NewOrganisationRun {
  id: string
  organisationId: string
  subjectId: string
  kind: 'create' | 'suspend' | 'resume' | 'export' | 'import' | 'delete'
  personId: string
  given?: unknown
  fileStore?: string | null
  /** Of one that is done as it is asked for. */
  isDone?: boolean
}

export async function insertOrganisationRun(transaction: Transaction, run: NewOrganisationRun): Promise<void> {
  const { isDone = false } = run
  await transaction
    .insertInto('organisation_run')
    .values({
      id: run.id,
      organisation_id: run.organisationId,
      subject_id: run.subjectId,
      kind: run.kind,
      person_id: run.personId,
      given: run.given === undefined ? null : json(run.given),
      file_store: run.fileStore ?? null,
      ...(isDone ? { state: 'completed', started_at: sql`now()`, ended_at: sql`now()` } : {}),
    })
    .execute()
}

export async function findOrganisationRun(
  transaction: Transaction,
  id: string,
): Promise<OrganisationRunRow | undefined> {
  return transaction.selectFrom('organisation_run').select(columns).where('id', '=', id).executeTakeFirst()
}

/** The same; whoever changes it takes turns. */
export async function lockOrganisationRun(
  transaction: Transaction,
  id: string,
): Promise<OrganisationRunRow | undefined> {
  return transaction.selectFrom('organisation_run').select(columns).where('id', '=', id).forUpdate().executeTakeFirst()
}

/** Those that are about an organisation and were asked for in it, newest first. */
export async function listOrganisationRuns(transaction: Transaction): Promise<OrganisationRunRow[]> {
  return transaction
    .selectFrom('organisation_run')
    .select(columns)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(20)
    .execute()
}

export async function findOpenRun(transaction: Transaction, kind: string): Promise<OrganisationRunRow | undefined> {
  return transaction
    .selectFrom('organisation_run')
    .select(columns)
    .where('kind', '=', kind)
    .where('ended_at', 'is', null)
    .orderBy('created_at', 'desc')
    .executeTakeFirst()
}

export interface OrganisationRunChange {
  rowsDone?: number
  rowsTotal?: number
  position?: unknown
  byteCount?: number
  sha256?: Buffer
  fileStore?: string | null
  fileExpiresInDays?: number
}

/** Says how far one is that goes on; false when it has ended, or is to be paused or cancelled. */
export async function reportOrganisationRun(
  transaction: Transaction,
  id: string,
  change: OrganisationRunChange,
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('organisation_run')
    .set({
      state: 'running',
      started_at: sql`coalesce(started_at, now())`,
      ...valuesOf(change),
    })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .where('cancel_requested_at', 'is', null)
    .where('pause_requested', '=', false)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Whoever does its work pauses at its next step, or goes on. False when it has ended, or was asked for that before. */
export async function requestRunPause(transaction: Transaction, id: string, pauses: boolean): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('organisation_run')
    .set({
      pause_requested: pauses,
      ...(pauses ? {} : { state: sql<string>`case state when 'paused' then 'waiting' else state end` }),
    })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .where('cancel_requested_at', 'is', null)
    .where('pause_requested', '=', !pauses)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Its work rests; false where that is not asked for any more. `done`: how much of it stays. */
export async function pauseOrganisationRun(transaction: Transaction, id: string, done?: 0): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('organisation_run')
    .set({ state: 'paused', ...(done === undefined ? {} : { rows_done: done }) })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .where('cancel_requested_at', 'is', null)
    .where('pause_requested', '=', true)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Whoever does its work stops at its next step, and ends it. False when it has ended, or was asked for before. */
export async function requestRunCancel(transaction: Transaction, id: string): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('organisation_run')
    .set({ cancel_requested_at: sql<string>`now()` })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .where('cancel_requested_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

function valuesOf(change: OrganisationRunChange) {
  const days = change.fileExpiresInDays
  return {
    ...(change.rowsDone === undefined ? {} : { rows_done: change.rowsDone }),
    ...(change.rowsTotal === undefined ? {} : { rows_total: change.rowsTotal }),
    ...(change.position === undefined ? {} : { position: json(change.position) }),
    ...(change.byteCount === undefined ? {} : { byte_count: change.byteCount }),
    ...(change.sha256 === undefined ? {} : { sha256: change.sha256 }),
    ...(change.fileStore === undefined ? {} : { file_store: change.fileStore }),
    ...(days === undefined ? {} : { file_expires_at: sql<string>`now() + make_interval(days => ${days})` }),
  }
}

/** What an upload, or an unfinished export, has of its file; the run waits as before. */
export async function setRunFile(transaction: Transaction, id: string, change: OrganisationRunChange): Promise<void> {
  await transaction.updateTable('organisation_run').set(valuesOf(change)).where('id', '=', id).execute()
}

/**
 * Ends one that has not ended; one that is to be cancelled is not completed any more. What was given for it is needed no
 * more, and may name people.
 */
export async function endOrganisationRun(
  transaction: Transaction,
  id: string,
  end: { state: 'completed' | 'failed' | 'cancelled'; error?: string; result?: Readonly<Record<string, number>> },
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('organisation_run')
    .set({
      state: end.state,
      error: end.error ?? null,
      given: null,
      position: null,
      pause_requested: false,
      ...(end.result ? { result: json(end.result) } : {}),
      started_at: sql`coalesce(started_at, now())`,
      ended_at: sql`now()`,
    })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .$if(end.state === 'completed', (query) => query.where('cancel_requested_at', 'is', null))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** An import may find that the organisation can keep the id that it had. */
export async function setRunSubject(transaction: Transaction, id: string, subjectId: string): Promise<void> {
  await transaction.updateTable('organisation_run').set({ subject_id: subjectId }).where('id', '=', id).execute()
}
