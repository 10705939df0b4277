import { type ImportFormat, type ImportJob, type ImportMode, ProblemError } from '@throughline/contract'
import {
  databaseFiles,
  type ImportFetch,
  insertImport,
  insertStream,
  insertWorkRequest,
  keepTransaction,
  type Transaction,
} from '@throughline/database'
import type { BucketStore } from '@throughline/platform'
import { v7 as uuid } from 'uuid'
import { requireOrganisationAct } from '../accounts/people.ts'
import type { Actor } from '../actor.ts'
import { requireProjectRole } from '../projects/project-role.ts'
import { changeImport } from './change-import.ts'
import { noWorkflowUrl, type WorkflowUrl } from './present-import.ts'
import { getOwnImport } from './read-imports.ts'

export interface ImportUpload {
  fileName: string
  mode: ImportMode
  /** The project to bring up to date; left out: a new one. */
  projectId?: string
  projectName?: string
  /** Null, with `fetch`: the file is still to come from a link. */
  format: ImportFormat | null
  fetch?: ImportFetch
  /** The bucket that the file goes to; null: into the database. */
  bucket: BucketStore | null
}

/** The first step of an import: answers the id that pieces are appended to. */
export async function createImport(transaction: Transaction, actor: Actor, upload: ImportUpload): Promise<string> {
  requireOrganisationAct(actor, 'import.create')
  const { projectId = null } = upload
  if (projectId !== null) await requireProjectRole(transaction, actor, projectId, 'plan.change')
  const { organisationId, personId } = actor
  const id = uuid()
  await insertStream(transaction, organisationId, 'import', id)
  await insertImport(transaction, {
    id,
    organisationId,
    personId,
    fileName: upload.fileName,
    projectName: upload.projectName ?? null,
    format: upload.format,
    fetch: upload.fetch ?? null,
    mode: upload.mode,
    projectId,
    fileStore: upload.bucket?.place ?? null,
  })
  return id
}

export interface UploadedPiece {
  importId: string
  bucket: BucketStore | null
  /** Counts from 0 without gaps. */
  sequence: number
  /** At most about 1 MB. */
  bytes: Uint8Array
}

/** Stores one piece of the file where the import says that it is. */
export async function appendImportPiece(
  transaction: Transaction,
  { organisationId }: Actor,
  { importId, bucket, sequence, bytes }: UploadedPiece,
): Promise<void> {
  const store = bucket ?? databaseFiles((act) => act(transaction))
  await store.put({ organisationId, importId }, sequence, bytes)
  if (bucket) await keepTransaction(transaction)
}

/** The file is complete: from here on the import happens. */
export async function completeUpload(
  transaction: Transaction,
  actor: Actor,
  importId: string,
  file: { byteCount: number; sha256: Buffer },
  workflowUrl: WorkflowUrl = noWorkflowUrl,
): Promise<ImportJob> {
  const row = await getOwnImport(transaction, actor, importId)
  if (row.state !== 'uploaded' || row.revision > 0) throw new ProblemError('conflict')
  await insertWorkRequest(transaction, {
    organisationId: actor.organisationId,
    kind: 'import',
    subjectId: importId,
  })
  return changeImport(transaction, importId, file, workflowUrl)
}
