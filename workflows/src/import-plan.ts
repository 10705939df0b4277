import { CancellationScope, isCancellation, log, proxyActivities } from '@temporalio/workflow'
import type { ImportActivities } from '@throughline/activities'
import type { ImportInput, ImportResult } from '@throughline/contract/temporal'
import { importOptions, shortImportOptions } from './activity-options.ts'

const { importFile } = proxyActivities<ImportActivities>(importOptions)
const { finishImport } = proxyActivities<ImportActivities>(shortImportOptions)

/**
 * Imports that were begun by the version before `runImport`; the next one does without.
 *
 * Reads a file and writes its plan. When it was written the project waits for its dates, and the run that writes those
 * ends the import. Anything else takes away what was written; that happens however this workflow is being ended.
 */
export async function importPlan(input: ImportInput): Promise<ImportResult> {
  try {
    const file = await importFile(input)
    if (file.outcome === 'written') return { state: 'completed', rows: file.rows }
    return await end(input, file.outcome === 'rejected' ? 'failed' : 'cancelled')
  } catch (error) {
    if (isCancellation(error)) return end(input, 'cancelled')
    log.error('the import failed', { importId: input.importId })
    return end(input, 'failed')
  }
}

async function end(input: ImportInput, state: 'failed' | 'cancelled'): Promise<ImportResult> {
  const ended = await CancellationScope.nonCancellable(() => finishImport({ ...input, state }))
  return { state: ended.state, rows: 0 }
}
