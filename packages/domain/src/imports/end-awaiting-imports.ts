import { listImportsAwaitingDates, type Transaction } from '@throughline/database'
import { faultPoint } from '@throughline/platform'
import { endImport } from './end-import.ts'
import type { WorkflowUrl } from './present-import.ts'

/** Ends the imports whose rows the dates of the project now cover, or that await dates which will never come. */
export async function endAwaitingImports(
  transaction: Transaction,
  projectId: string,
  inputRevision: number,
  workflowUrl: WorkflowUrl,
): Promise<void> {
  for (const importId of await listImportsAwaitingDates(transaction, projectId, inputRevision)) {
    await faultPoint('import:finalise')
    await endImport(transaction, importId, { state: 'completed' }, workflowUrl)
  }
}
