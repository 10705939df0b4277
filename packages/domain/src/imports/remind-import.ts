import { lockImportJob, type Transaction } from '@throughline/database'
import { notifyImportExpiring } from '../notifications/notify.ts'
import { changeImport } from './change-import.ts'
import type { WorkflowUrl } from './present-import.ts'

/** Tells who asked for an import that it still waits for them, and until when; once. */
export async function remindOfImport(
  transaction: Transaction,
  importId: string,
  workflowUrl: WorkflowUrl,
): Promise<void> {
  const row = await lockImportJob(transaction, importId)
  if (row?.state !== 'waiting' || row.remindedAt) return
  const { organisationId, personId } = row
  await notifyImportExpiring(transaction, { organisationId, importId, personId, projectId: null })
  await changeImport(transaction, importId, { reminded: true }, workflowUrl)
}
