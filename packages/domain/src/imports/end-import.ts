import type { endedImportStates, FilePlace } from '@throughline/contract'
import {
  databaseFiles,
  deleteImportLink,
  type ImportJobRow,
  lockImportJob,
  type Transaction,
} from '@throughline/database'
import { notifyImportEnded } from '../notifications/notify.ts'
import { isEnded } from './begin-import.ts'
import { changeImport } from './change-import.ts'
import type { WorkflowUrl } from './present-import.ts'

export interface ImportEnd {
  state: (typeof endedImportStates)[number]
  error?: FilePlace
  /** Of a file that can be read again, or fetched: how long it is kept. */
  keepSeconds?: number
}

/** Under whose id the file is: that of an import before, where this one tries that one again. */
export const storedFileOf = ({
  id,
  organisationId,
  fileId,
}: Pick<ImportJobRow, 'id' | 'organisationId' | 'fileId'>) => ({
  organisationId,
  importId: fileId ?? id,
})

/**
 * Ends an import once: later ends change nothing. The content of the file is deleted, unless it is kept so that the import
 * can be tried again; what is in a bucket after the commit, by who has taken the last step of the import.
 */
export async function endImport(
  transaction: Transaction,
  importId: string,
  end: ImportEnd,
  workflowUrl: WorkflowUrl,
): Promise<void> {
  const row = await lockImportJob(transaction, importId)
  if (!row || isEnded(row)) return
  const { state, error, keepSeconds } = end
  const isKept = keepSeconds !== undefined
  if (!isKept || row.byteCount === 0) await databaseFiles((act) => act(transaction)).remove(storedFileOf(row))
  if (!isKept) await deleteImportLink(transaction, importId)
  const expires = isKept ? { expiresInSeconds: keepSeconds } : {}
  await changeImport(
    transaction,
    importId,
    { state, ended: true, ...(error ? { error } : {}), ...expires },
    workflowUrl,
  )
  await notifyImportEnded(transaction, {
    organisationId: row.organisationId,
    importId,
    personId: row.personId,
    projectId: state === 'completed' ? row.projectId : null,
  })
}
