import type { endedImportStates, FilePlace } from '@throughline/contract'
import { databaseFiles, lockImportJob, type Transaction } from '@throughline/database'
import { notifyImportEnded } from '../notifications/notify.ts'
import { isEnded } from './begin-import.ts'
import { changeImport } from './change-import.ts'
import type { WorkflowUrl } from './present-import.ts'

export interface ImportEnd {
  state: (typeof endedImportStates)[number]
  error?: FilePlace
}

/**
 * Ends an import once: later ends change nothing. The content of the file is deleted; what is in a bucket after the commit,
 * by who has taken the last step of the import.
 */
export async function endImport(
  transaction: Transaction,
  importId: string,
  end: ImportEnd,
  workflowUrl: WorkflowUrl,
): Promise<void> {
  const row = await lockImportJob(transaction, importId)
  if (!row || isEnded(row)) return
  const { state, error } = end
  await databaseFiles((act) => act(transaction)).remove({ organisationId: row.organisationId, importId })
  await changeImport(transaction, importId, { state, ended: true, ...(error ? { error } : {}) }, workflowUrl)
  await notifyImportEnded(transaction, {
    organisationId: row.organisationId,
    importId,
    personId: row.personId,
    projectId: state === 'completed' ? row.projectId : null,
  })
}
