import { endedImportStates, type FilePlace, NotFoundError } from '@throughline/contract'
import { type ImportRow, lockImportRow, type Transaction } from '@throughline/database'
import type { Actor } from '../actor.ts'
import { deleteProject } from '../projects/delete-project.ts'
import { changeImport } from './change-import.ts'
import { endImport } from './end-import.ts'
import type { WorkflowUrl } from './present-import.ts'

const isEnded = (row: ImportRow) => endedImportStates.some((state) => state === row.state)

/** Begins an import, or goes on with it; answers it as it is then, null when there is none. */
export async function beginImport(
  transaction: Transaction,
  importId: string,
  workflowUrl: WorkflowUrl,
): Promise<ImportRow | null> {
  const row = await lockImportRow(transaction, importId)
  if (row?.state !== 'uploaded' || row.cancelRequestedAt) return row
  await changeImport(transaction, importId, { state: 'parsing' }, workflowUrl)
  return { ...row, state: 'parsing' }
}

/** Tells how many rows have been read while the file is parsed. */
export async function reportParsing(
  transaction: Transaction,
  importId: string,
  rowsDone: number,
  workflowUrl: WorkflowUrl,
): Promise<void> {
  const row = await lockImportRow(transaction, importId)
  if (row?.state === 'parsing') await changeImport(transaction, importId, { rowsDone }, workflowUrl)
}

/** The file is read and valid: writing begins, or goes on where an attempt before this one stopped. */
export async function beginWriting(
  transaction: Transaction,
  importId: string,
  file: { rowsTotal: number; warnings: readonly FilePlace[] },
  workflowUrl: WorkflowUrl,
): Promise<ImportRow | null> {
  const row = await lockImportRow(transaction, importId)
  if (row?.state !== 'parsing') return row
  await changeImport(transaction, importId, { state: 'writing', rowsDone: 0, ...file }, workflowUrl)
  return { ...row, state: 'writing', rowsDone: 0 }
}

/** Keeps what is wrong with the file; `finishImport` then ends the import. */
export async function rejectImport(
  transaction: Transaction,
  importId: string,
  error: FilePlace,
  workflowUrl: WorkflowUrl,
): Promise<void> {
  const row = await lockImportRow(transaction, importId)
  if (row && !isEnded(row)) await changeImport(transaction, importId, { error }, workflowUrl)
}

const unknownError: FilePlace = {
  message: 'The import failed for a reason that does not lie in the file. Try it again later.',
  line: null,
  column: null,
}

/**
 * Ends an import that was not written to its end, and takes away the project that it made. One that was, or that ended
 * before, stays as it is. Answers the state that stands.
 */
export async function finishImport(
  transaction: Transaction,
  importId: string,
  state: 'failed' | 'cancelled',
  workflowUrl: WorkflowUrl,
): Promise<'completed' | 'failed' | 'cancelled'> {
  const row = await lockImportRow(transaction, importId)
  if (!row) return state
  if (row.state === 'recomputing' || row.state === 'completed') return 'completed'
  if (row.state === 'failed' || row.state === 'cancelled') return row.state
  const { organisationId, personId, projectId } = row
  const actor: Actor = { organisationId, personId, organisationRole: 'admin' }
  if (projectId) await deleteProject(transaction, actor, projectId).catch(ignoreMissing)
  const error = state === 'failed' && !row.error ? { error: unknownError } : {}
  await endImport(transaction, importId, { state, ...error }, workflowUrl)
  return state
}

/** Somebody has deleted the project meanwhile. */
function ignoreMissing(error: unknown) {
  if (!(error instanceof NotFoundError)) throw error
}
