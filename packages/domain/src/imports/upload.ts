import { type ImportFormat, type ImportJob, ProblemError } from '@throughline/contract'
import {
  insertImport,
  insertImportChunk,
  insertStream,
  insertWorkRequest,
  type Transaction,
} from '@throughline/database'
import { v7 as uuid } from 'uuid'
import { requireOrganisationAct } from '../accounts/people.ts'
import type { Actor } from '../actor.ts'
import { changeImport } from './change-import.ts'
import { noWorkflowUrl, type WorkflowUrl } from './present-import.ts'
import { getOwnImport } from './read-imports.ts'

export interface ImportUpload {
  fileName: string
  projectName?: string
  format: ImportFormat
}

/** The first step of an upload: answers the id that chunks are appended to. */
export async function createImport(transaction: Transaction, actor: Actor, upload: ImportUpload): Promise<string> {
  requireOrganisationAct(actor, 'import.create')
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
  })
  return id
}

/** Stores one piece of the file, at most about 1 MB; `sequence` counts from 0 without gaps. */
export async function appendImportChunk(
  transaction: Transaction,
  actor: Actor,
  importId: string,
  sequence: number,
  bytes: Uint8Array,
): Promise<void> {
  await insertImportChunk(transaction, { importId, organisationId: actor.organisationId, sequence, bytes })
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
