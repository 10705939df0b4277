import { proxyActivities } from '@temporalio/workflow'
import type { ImportActivities } from '@throughline/activities'
import type { ImportInput } from '@throughline/contract/temporal'

const { importFile, finishImport } = proxyActivities<ImportActivities>({ startToCloseTimeout: '1 minute' })

/** A change that would break running imports: what came last comes first. */
export async function importPlan(input: ImportInput) {
  await finishImport({ ...input, state: 'failed' })
  return importFile(input)
}
