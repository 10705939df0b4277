import { endedImportStates, type ImportJob, NotFoundError, ProblemError } from '@throughline/contract'
import {
  findImportRow,
  type ImportRow,
  insertWorkRequest,
  listImportRows,
  lockImportRow,
  type Transaction,
} from '@throughline/database'
import type { Actor } from '../actor.ts'
import { changeImport } from './change-import.ts'
import { noWorkflowUrl, presentImport, type WorkflowUrl } from './present-import.ts'

const mostListed = 50

/** An import is seen by who asked for it, and by admins. */
export async function getOwnImport(transaction: Transaction, actor: Actor, importId: string): Promise<ImportRow> {
  const row = await findImportRow(transaction, importId)
  const isAllowed = row && (row.personId === actor.personId || actor.organisationRole === 'admin')
  if (!isAllowed) throw new NotFoundError('import')
  return row
}

export async function getImport(
  transaction: Transaction,
  actor: Actor,
  importId: string,
  workflowUrl: WorkflowUrl = noWorkflowUrl,
): Promise<ImportJob> {
  return presentImport(await getOwnImport(transaction, actor, importId), workflowUrl)
}

export async function listImports(
  transaction: Transaction,
  actor: Actor,
  workflowUrl: WorkflowUrl = noWorkflowUrl,
): Promise<ImportJob[]> {
  const rows = await listImportRows(transaction, actor.personId, mostListed)
  return rows.map((row) => presentImport(row, workflowUrl))
}

/**
 * Asks for the end of an import. What it wrote is taken away; once all is written and only dates are awaited, or when it
 * ended already, it is too late: `conflict`.
 */
export async function requestImportCancel(
  transaction: Transaction,
  actor: Actor,
  importId: string,
  workflowUrl: WorkflowUrl = noWorkflowUrl,
): Promise<ImportJob> {
  await getOwnImport(transaction, actor, importId)
  const row = await lockImportRow(transaction, importId)
  if (!row) throw new NotFoundError('import')
  if (row.state === 'recomputing' || endedImportStates.some((state) => state === row.state))
    throw new ProblemError('conflict', { detail: 'The import has ended already.' })
  if (row.cancelRequestedAt) return presentImport(row, workflowUrl)
  const request = { organisationId: actor.organisationId, kind: 'importCancel', subjectId: importId } as const
  await insertWorkRequest(transaction, request)
  return changeImport(transaction, importId, { cancelRequested: true }, workflowUrl)
}
