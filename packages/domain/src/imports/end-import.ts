import { endedImportStates, type FilePlace } from '@throughline/contract'
import { deleteImportChunks, lockImportRow, type Transaction } from '@throughline/database'
import { notifyImportEnded } from '../notifications/notify.ts'
import { changeImport } from './change-import.ts'
import type { WorkflowUrl } from './present-import.ts'

export interface ImportEnd {
  state: (typeof endedImportStates)[number]
  error?: FilePlace
}

/** Ends an import once: later ends change nothing. The content of the file is deleted. */
export async function endImport(
  transaction: Transaction,
  importId: string,
  end: ImportEnd,
  workflowUrl: WorkflowUrl,
): Promise<void> {
  const row = await lockImportRow(transaction, importId)
  if (!row || endedImportStates.some((state) => state === row.state)) return
  const { state, error } = end
  await deleteImportChunks(transaction, importId)
  await changeImport(transaction, importId, { state, ended: true, ...(error ? { error } : {}) }, workflowUrl)
  await notifyImportEnded(transaction, {
    organisationId: row.organisationId,
    importId,
    personId: row.personId,
    projectId: state === 'completed' ? row.projectId : null,
  })
}
