import { coverRecompute, findImportJob, insertWorkRequest, type Transaction } from '@throughline/database'
import { faultPoint } from '@throughline/platform'
import { endImport } from '../imports/end-import.ts'
import type { RunReference } from './begin-run.ts'

/** Ends what waited for a result: requests, the slot, and imports whose rows the dates of the project now cover. */
export async function endCovered(
  transaction: Transaction,
  { projectId, sessionId, workflowUrl }: RunReference,
  covered: { coveredRevision: number; runId: string | null },
): Promise<void> {
  for (const importId of await coverRecompute(transaction, { projectId, sessionId, ...covered })) {
    await faultPoint('import:finalise')
    await endImport(transaction, importId, { state: 'completed' }, workflowUrl)
    await askForReport(transaction, importId)
  }
}

/** The workflow of the import waits to compare the dates of the file with those that are there now. */
async function askForReport(transaction: Transaction, importId: string): Promise<void> {
  const { organisationId } = (await findImportJob(transaction, importId)) ?? {}
  if (organisationId) await insertWorkRequest(transaction, { organisationId, kind: 'importWake', subjectId: importId })
}
