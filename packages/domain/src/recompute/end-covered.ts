import { type Cover, coverRecompute, type Transaction } from '@throughline/database'
import { faultPoint } from '@throughline/platform'
import { endImport } from '../imports/end-import.ts'
import type { WorkflowUrl } from '../imports/present-import.ts'

/** Ends what waited for a result: requests, the slot, and imports whose rows the dates of the project now cover. */
export async function endCovered(transaction: Transaction, cover: Cover, workflowUrl: WorkflowUrl): Promise<void> {
  for (const importId of await coverRecompute(transaction, cover)) {
    await faultPoint('import:finalise')
    await endImport(transaction, importId, { state: 'completed' }, workflowUrl)
  }
}
