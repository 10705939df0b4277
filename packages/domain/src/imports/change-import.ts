import type { ImportJob } from '@throughline/contract'
import { NotFoundError } from '@throughline/contract'
import { type ImportChanges, insertEvent, type Transaction, takeRevision, updateImport } from '@throughline/database'
import { presentImport, type WorkflowUrl } from './present-import.ts'

/** Changes an import and tells those who watch it, as the next revision of its stream. */
export async function changeImport(
  transaction: Transaction,
  importId: string,
  changes: Omit<ImportChanges, 'revision'>,
  workflowUrl: WorkflowUrl,
): Promise<ImportJob> {
  const revision = await takeRevision(transaction, importId)
  const row = await updateImport(transaction, importId, { ...changes, revision })
  if (!row) throw new NotFoundError('import')
  const job = presentImport(row, workflowUrl)
  await insertEvent(transaction, {
    organisationId: row.organisationId,
    kind: 'import',
    streamId: importId,
    revision,
    type: 'import.progressed',
    payload: { import: job },
  })
  return job
}
