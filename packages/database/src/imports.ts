import type {
  FilePlace,
  ImportColumns,
  ImportCounts,
  ImportFormat,
  ImportJob,
  ImportKept,
  ImportMode,
  ImportState,
  TableMapping,
} from '@throughline/contract'
import { sql } from 'kysely'
import { json, type Transaction } from './database.ts'

/** How far the fetching of a file is; each attempt stores pieces of its own. */
export interface ImportFetch {
  origin: string
  /** What somebody said that the file is. */
  said: ImportFormat | null
  attempt: number
  failures: number
  bytesDone: number
  bytesTotal: number | null
  problem: string | null
  triesAgainAt: string | null
}

/** An import as it is read. `nextBatch` is where writing resumes; `revision` the head of its stream. */
export interface ImportJobRow {
  id: string
  organisationId: string
  personId: string
  fileName: string
  projectName: string | null
  /** Null until the file is there. */
  format: ImportFormat | null
  /** 0 until the file is there. */
  byteCount: number
  /** Null where the file was uploaded. */
  fetch: ImportFetch | null
  /** The import under whose id the file is stored; null: its own. */
  fileId: string | null
  /** Address of the bucket that has the file; null: the database has it. */
  fileStore: string | null
  mode: ImportMode
  state: ImportState
  rowsTotal: number | null
  rowsDone: number
  batchSize: number | null
  nextBatch: number
  /** Rows up to this number that were planned are written. */
  writtenTo: number
  counts: ImportCounts | null
  projectId: string | null
  makesProject: boolean
  writtenRevision: number | null
  pauseRequested: boolean
  cancelRequestedAt: string | null
  cancelWritten: ImportJob['cancelRequested']
  expiresAt: string | null
  remindedAt: string | null
  phaseStartedAt: string | null
  progressedAt: string | null
  mapping: TableMapping | null
  columns: ImportColumns | null
  report: ImportJob['report']
  /** Who wants it taken back. */
  undoAskedBy: string | null
  /** Rows that an undo or a roll-back left as they were; null where there was none. */
  keptCount: number | null
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
  'fetching as fetch',
  'file_id as fileId',
  'file_store as fileStore',
  'mode',
  'state',
  'rows_total as rowsTotal',
  'rows_done as rowsDone',
  'batch_size as batchSize',
  'next_batch as nextBatch',
  'written_to as writtenTo',
  'counts',
  'project_id as projectId',
  'makes_project as makesProject',
  'written_revision as writtenRevision',
  'pause_requested as pauseRequested',
  'cancel_requested_at as cancelRequestedAt',
  'cancel_written as cancelWritten',
  'expires_at as expiresAt',
  'reminded_at as remindedAt',
  'phase_started_at as phaseStartedAt',
  'progressed_at as progressedAt',
  'mapping',
  'columns',
  'report',
  'undo_asked_by as undoAskedBy',
  sql<number | null>`(kept->>'keptCount')::integer`.as('keptCount'),
  'error',
  'warnings',
  'revision',
  'created_at as createdAt',
  'ended_at as endedAt',
] as const

export async function findImportJob(transaction: Transaction, importId: string): Promise<ImportJobRow | null> {
  const row = await transaction.selectFrom('import_job').select(columns).where('id', '=', importId).executeTakeFirst()
  return (row as ImportJobRow | undefined) ?? null
}

/** Locks the import until the end of the transaction: one attempt at a time writes a batch or an end. */
export async function lockImportJob(transaction: Transaction, importId: string): Promise<ImportJobRow | null> {
  const query = transaction.selectFrom('import_job').select(columns).where('id', '=', importId).forUpdate()
  return ((await query.executeTakeFirst()) as ImportJobRow | undefined) ?? null
}

/** Null where nothing of the import was taken back. */
export async function findImportKept(transaction: Transaction, importId: string): Promise<ImportKept | null> {
  const { rows } = await sql<{ kept: ImportKept | null }>`
    select kept from import_job where id = ${importId}`.execute(transaction)
  return rows[0]?.kept ?? null
}

/** Of one person, newest first. */
export async function listImportJobs(
  transaction: Transaction,
  personId: string,
  limit: number,
): Promise<ImportJobRow[]> {
  const rows = await transaction
    .selectFrom('import_job')
    .select(columns)
    .where('person_id', '=', personId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows as ImportJobRow[]
}

export interface NewImport {
  id: string
  organisationId: string
  personId: string
  fileName: string
  projectName: string | null
  format: ImportFormat | null
  mode: ImportMode
  /** Where the file is fetched from; null: it is uploaded. */
  fetch: ImportFetch | null
  /** The project to bring up to date; null: one is made. */
  projectId: string | null
  fileStore: string | null
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
      fetching: job.fetch && json(job.fetch),
      ...(job.fetch ? { state: 'fetching' } : {}),
      mode: job.mode,
      project_id: job.projectId,
      makes_project: job.projectId === null,
      file_store: job.fileStore,
      byte_count: 0,
      sha256: Buffer.alloc(0),
    })
    .execute()
}

/**
 * Another import like one that has failed, as if its file had just come; `fetch`: as if it was still to be fetched. The file
 * stays where it is.
 */
export async function insertImportAgain(
  transaction: Transaction,
  again: { id: string; of: string; personId: string; fetch: ImportFetch | null },
): Promise<void> {
  const { id, of, personId, fetch } = again
  await sql`
    insert into import_job (id, organisation_id, person_id, file_name, project_name, format, mode, project_id, makes_project,
      file_store, file_id, fetching, mapping, byte_count, sha256, state)
    select ${id}, organisation_id, ${personId}, file_name, project_name, format, mode,
      case when not makes_project then project_id end, makes_project, file_store,
      case when ${fetch === null} then coalesce(file_id, id) end, coalesce(${fetch && json(fetch)}::jsonb, fetching), mapping,
      byte_count, sha256, ${fetch ? 'fetching' : 'uploaded'}
    from import_job where id = ${of}`.execute(transaction)
}

export interface ImportChanges {
  revision?: number
  state?: ImportState
  rowsTotal?: number | null
  rowsDone?: number
  batchSize?: number
  nextBatch?: number
  writtenTo?: number
  counts?: ImportCounts | null
  projectId?: string | null
  writtenRevision?: number
  error?: FilePlace | null
  warnings?: readonly FilePlace[]
  byteCount?: number
  format?: ImportFormat
  fetch?: ImportFetch
  sha256?: Buffer
  ended?: boolean
  pauseRequested?: boolean
  cancelWritten?: NonNullable<ImportJob['cancelRequested']>
  /** When it is given up, in seconds from now; null: never. */
  expiresInSeconds?: number | null
  reminded?: boolean
  /** A new phase begins, by which the rate is told. */
  phaseBegins?: boolean
  mapping?: TableMapping
  columns?: ImportColumns
  report?: NonNullable<ImportJob['report']>
  undoAskedBy?: string
  kept?: ImportKept
}

const now = sql<string>`clock_timestamp()`

/** Answers the import as it is then; null when there is none. */
export async function updateImport(
  transaction: Transaction,
  importId: string,
  changes: ImportChanges,
): Promise<ImportJobRow | null> {
  const { cancelWritten, expiresInSeconds, phaseBegins } = changes
  const row = await transaction
    .updateTable('import_job')
    .set({
      progressed_at: now,
      ...given('revision', changes.revision),
      ...given('state', changes.state),
      ...given('rows_total', changes.rowsTotal),
      ...given('rows_done', changes.rowsDone),
      ...given('batch_size', changes.batchSize),
      ...given('next_batch', changes.nextBatch),
      ...given('written_to', changes.writtenTo),
      ...given('undo_asked_by', changes.undoAskedBy),
      ...given('project_id', changes.projectId),
      ...given('written_revision', changes.writtenRevision),
      ...given('byte_count', changes.byteCount),
      ...given('format', changes.format),
      ...givenJson('fetching', changes.fetch),
      ...given('sha256', changes.sha256),
      ...given('pause_requested', changes.pauseRequested),
      ...givenJson('counts', changes.counts),
      ...givenJson('error', changes.error),
      ...givenJson('warnings', changes.warnings),
      ...givenJson('mapping', changes.mapping),
      ...givenJson('columns', changes.columns),
      ...givenJson('report', changes.report),
      ...givenJson('kept', changes.kept),
      ...(changes.ended ? { ended_at: sql<string>`coalesce(ended_at, now())` } : {}),
      ...(changes.reminded ? { reminded_at: now } : {}),
      ...(phaseBegins ? { phase_started_at: now } : {}),
      ...(cancelWritten
        ? { cancel_written: cancelWritten, cancel_requested_at: sql<string>`coalesce(cancel_requested_at, now())` }
        : {}),
      ...(expiresInSeconds === undefined
        ? {}
        : {
            expires_at:
              expiresInSeconds === null ? null : sql<string>`now() + make_interval(secs => ${expiresInSeconds})`,
          }),
    })
    .where('id', '=', importId)
    .returning(columns)
    .executeTakeFirst()
  return (row as ImportJobRow | undefined) ?? null
}

function given<Name extends string, Value>(name: Name, value: Value | undefined): Partial<Record<Name, Value>> {
  return value === undefined ? {} : ({ [name]: value } as Record<Name, Value>)
}

function givenJson<Name extends string>(name: Name, value: unknown): Partial<Record<Name, string>> {
  return value === undefined ? {} : ({ [name]: value === null ? null : json(value) } as Record<Name, string>)
}
