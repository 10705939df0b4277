import type { FilePlace, ImportFormat, ImportState } from '@throughline/contract'
import { sql } from 'kysely'
import { json, type Transaction } from './database.ts'

/** An import as it is read. `nextBatch` is where writing resumes; `revision` the head of its stream. */
export interface ImportRow {
  id: string
  organisationId: string
  personId: string
  fileName: string
  projectName: string | null
  format: ImportFormat
  byteCount: number
  state: ImportState
  rowsTotal: number | null
  rowsDone: number
  nextBatch: number
  projectId: string | null
  writtenRevision: number | null
  cancelRequestedAt: string | null
  error: FilePlace | null
  warnings: FilePlace[]
  revision: number
  createdAt: string
  endedAt: string | null
}

const columns = [
  'id',
  'organisation_id as organisationId',
  'person_id as personId',
  'file_name as fileName',
  'project_name as projectName',
  'format',
  'byte_count as byteCount',
  'state',
  'rows_total as rowsTotal',
  'rows_done as rowsDone',
  'next_batch as nextBatch',
  'project_id as projectId',
  'written_revision as writtenRevision',
  'cancel_requested_at as cancelRequestedAt',
  'error',
  'warnings',
  'revision',
  'created_at as createdAt',
  'ended_at as endedAt',
] as const

export async function findImportRow(transaction: Transaction, importId: string): Promise<ImportRow | null> {
  const row = await transaction.selectFrom('import_job').select(columns).where('id', '=', importId).executeTakeFirst()
  return (row as ImportRow | undefined) ?? null
}

/** Locks the import until the end of the transaction: one attempt at a time writes a batch or an end. */
export async function lockImportRow(transaction: Transaction, importId: string): Promise<ImportRow | null> {
  const query = transaction.selectFrom('import_job').select(columns).where('id', '=', importId).forUpdate()
  return ((await query.executeTakeFirst()) as ImportRow | undefined) ?? null
}

/** Of one person, newest first. */
export async function listImportRows(transaction: Transaction, personId: string, limit: number): Promise<ImportRow[]> {
  const rows = await transaction
    .selectFrom('import_job')
    .select(columns)
    .where('person_id', '=', personId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows as ImportRow[]
}

export interface NewImport {
  id: string
  organisationId: string
  personId: string
  fileName: string
  projectName: string | null
  format: ImportFormat
}

export async function insertImport(transaction: Transaction, job: NewImport) {
  await transaction
    .insertInto('import_job')
    .values({
      id: job.id,
      organisation_id: job.organisationId,
      person_id: job.personId,
      file_name: job.fileName,
      project_name: job.projectName,
      format: job.format,
      byte_count: 0,
      sha256: Buffer.alloc(0),
    })
    .execute()
}

export interface ImportChanges {
  revision?: number
  state?: ImportState
  rowsTotal?: number | null
  rowsDone?: number
  nextBatch?: number
  projectId?: string
  writtenRevision?: number
  error?: FilePlace
  warnings?: readonly FilePlace[]
  byteCount?: number
  sha256?: Buffer
  ended?: boolean
  cancelRequested?: boolean
}

export async function updateImport(transaction: Transaction, importId: string, changes: ImportChanges) {
  const { error, warnings, ended, cancelRequested } = changes
  await transaction
    .updateTable('import_job')
    .set({
      ...given('revision', changes.revision),
      ...given('state', changes.state),
      ...given('rows_total', changes.rowsTotal),
      ...given('rows_done', changes.rowsDone),
      ...given('next_batch', changes.nextBatch),
      ...given('project_id', changes.projectId),
      ...given('written_revision', changes.writtenRevision),
      ...given('byte_count', changes.byteCount),
      ...given('sha256', changes.sha256),
      ...(error ? { error: json(error) } : {}),
      ...(warnings ? { warnings: json(warnings) } : {}),
      ...(ended ? { ended_at: sql<string>`now()` } : {}),
      ...(cancelRequested ? { cancel_requested_at: sql<string>`coalesce(cancel_requested_at, now())` } : {}),
    })
    .where('id', '=', importId)
    .execute()
}

function given<Name extends string, Value>(name: Name, value: Value | undefined): Partial<Record<Name, Value>> {
  return value === undefined ? {} : ({ [name]: value } as Record<Name, Value>)
}

export async function insertImportChunk(
  transaction: Transaction,
  chunk: { importId: string; organisationId: string; sequence: number; bytes: Uint8Array },
) {
  await transaction
    .insertInto('import_chunk')
    .values({
      import_id: chunk.importId,
      organisation_id: chunk.organisationId,
      sequence: chunk.sequence,
      bytes: Buffer.from(chunk.bytes.buffer, chunk.bytes.byteOffset, chunk.bytes.byteLength),
    })
    .execute()
}

/** The bytes of chunks from `sequence` on, in order, at most `limit`. */
export async function listImportChunks(transaction: Transaction, importId: string, sequence: number, limit: number) {
  const rows = await transaction
    .selectFrom('import_chunk')
    .select(['sequence', 'bytes'])
    .where('import_id', '=', importId)
    .where('sequence', '>=', sequence)
    .orderBy('sequence')
    .limit(limit)
    .execute()
  return rows
}

export async function deleteImportChunks(transaction: Transaction, importId: string) {
  await transaction.deleteFrom('import_chunk').where('import_id', '=', importId).execute()
}
