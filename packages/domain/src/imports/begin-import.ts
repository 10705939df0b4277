import { endedImportStates, type FilePlace } from '@throughline/contract'
import { type ImportJobRow, lockImportJob, type Transaction } from '@throughline/database'
import { changeImport } from './change-import.ts'
import type { WorkflowUrl } from './present-import.ts'

export const isEnded = (row: Pick<ImportJobRow, 'state'>) => endedImportStates.some((state) => state === row.state)

/** Begins to read the file, or begins anew; answers the import as it is then, null when there is none. */
export async function beginImport(
  transaction: Transaction,
  importId: string,
  workflowUrl: WorkflowUrl,
): Promise<ImportJobRow | null> {
  const row = await lockImportJob(transaction, importId)
  if (row?.state !== 'uploaded' || row.cancelRequestedAt) return row
  await changeImport(transaction, importId, { state: 'parsing', phaseBegins: true }, workflowUrl)
  return { ...row, state: 'parsing' }
}

/** Tells how many rows have been read while the file is parsed; answers whether reading is to go on. */
export async function reportParsing(
  transaction: Transaction,
  importId: string,
  rowsDone: number,
  workflowUrl: WorkflowUrl,
): Promise<boolean> {
  const row = await lockImportJob(transaction, importId)
  if (row?.state !== 'parsing' || row.cancelRequestedAt) return false
  await changeImport(transaction, importId, { rowsDone }, workflowUrl)
  return true
}

/** Keeps what is wrong with the file; `settleImport` then ends the import. */
export async function rejectImport(
  transaction: Transaction,
  importId: string,
  error: FilePlace,
  workflowUrl: WorkflowUrl,
): Promise<void> {
  const row = await lockImportJob(transaction, importId)
  if (row && !isEnded(row)) await changeImport(transaction, importId, { error }, workflowUrl)
}
