import { type ChangeOperation, NotFoundError, type ProjectValues } from '@throughline/contract'
import {
  findOrganisationRole,
  findProjectRow,
  type ImportRow,
  insertWorkRequest,
  lockImportRow,
  type Transaction,
} from '@throughline/database'
import { v5 as uuidOf } from 'uuid'
import type { Actor } from '../actor.ts'
import { applyChangeSet } from '../changes/apply-change-set.ts'
import { partSummary } from '../changes/part-summary.ts'
import { createProject } from '../projects/create-project.ts'
import { changeImport } from './change-import.ts'
import { endImport } from './end-import.ts'
import type { WorkflowUrl } from './present-import.ts'

/** Ids of what an import makes: the same however often it is tried. */
export const importedId = (importId: string, key: string): string => uuidOf(key, importId)

export interface ImportBatch {
  importId: string
  index: number
  count: number
  operations: readonly ChangeOperation[]
  /** What the first batch makes the project with. */
  project: ProjectValues & { id: string }
}

/** `stale`: another attempt has written the batch, or the import has ended. `cancelled`: nothing more is to be written. */
export type BatchOutcome = 'written' | 'stale' | 'cancelled'

/** Writes one batch as a change set, and in the same transaction where the next attempt would go on. */
export async function writeImportBatch(
  transaction: Transaction,
  batch: ImportBatch,
  workflowUrl: WorkflowUrl,
): Promise<BatchOutcome> {
  const row = await lockImportRow(transaction, batch.importId)
  if (row?.state !== 'writing' || row.nextBatch !== batch.index) return 'stale'
  if (row.cancelRequestedAt) return 'cancelled'
  const actor = await importActor(transaction, row)
  const projectId = batch.project.id
  if (batch.index === 0) await createProject(transaction, actor, batch.project, { kind: 'import' })
  await applyChangeSet(transaction, actor, {
    id: importedId(batch.importId, `change-set/${batch.index}`),
    projectId,
    operations: batch.operations,
    kind: 'import',
    summary: partSummary(`Imported ${row.fileName}`, batch.index, batch.count),
    actId: row.id,
  })
  const rowsDone = row.rowsDone + batch.operations.length
  const progress = { projectId, rowsDone, nextBatch: batch.index + 1 }
  if (batch.index + 1 < batch.count) await changeImport(transaction, row.id, progress, workflowUrl)
  else await endWriting(transaction, row, progress, workflowUrl)
  return 'written'
}

/** All is written: one recompute is asked for, and the run that covers it ends the import. */
async function endWriting(
  transaction: Transaction,
  row: ImportRow,
  progress: { projectId: string; rowsDone: number; nextBatch: number },
  workflowUrl: WorkflowUrl,
): Promise<void> {
  const { organisationId } = row
  const { projectId } = progress
  const project = await findProjectRow(transaction, projectId)
  const revision = project?.inputRevision ?? 0
  const changes = { ...progress, writtenRevision: revision, state: 'recomputing' } as const
  await changeImport(transaction, row.id, changes, workflowUrl)
  if (project && project.computedRevision < revision) {
    await insertWorkRequest(transaction, { organisationId, kind: 'recompute', subjectId: projectId, revision })
  } else {
    await endImport(transaction, row.id, { state: 'completed' }, workflowUrl)
  }
}

async function importActor(transaction: Transaction, row: ImportRow): Promise<Actor> {
  const { organisationId, personId } = row
  const organisationRole = await findOrganisationRole(transaction, organisationId, personId)
  if (!organisationRole) throw new NotFoundError('person')
  return { organisationId, personId, organisationRole }
}
