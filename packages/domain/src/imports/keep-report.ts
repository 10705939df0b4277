import type { ImportDateDifference } from '@throughline/contract'
import { insertImportDates, lockImportJob, type Transaction } from '@throughline/database'
import { changeImport } from './change-import.ts'
import type { WorkflowUrl } from './present-import.ts'

export interface DateReport {
  /** Tasks whose dates the file had stored. */
  compared: number
  /** Tasks that differ in nothing. */
  same: number
  differences: readonly ImportDateDifference[]
}

/** Keeps what the file's dates were against ours, once: a second attempt changes nothing. */
export async function keepDateReport(
  transaction: Transaction,
  importId: string,
  { compared, same, differences }: DateReport,
  workflowUrl: WorkflowUrl,
): Promise<void> {
  const row = await lockImportJob(transaction, importId)
  if (!row || row.report) return
  await insertImportDates(transaction, { organisationId: row.organisationId, importId }, differences)
  await changeImport(transaction, importId, { report: { compared, same, different: compared - same } }, workflowUrl)
}
