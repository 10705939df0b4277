import {
  findProjectRow,
  type ImportChanges,
  type ImportJobRow,
  insertWorkRequest,
  type Transaction,
} from '@throughline/database'
import { changeImport } from './change-import.ts'
import { endImport } from './end-import.ts'
import type { WorkflowUrl } from './present-import.ts'

/** All is written: one recompute is asked for, and the run that covers it ends the import. */
export async function finishWriting(
  transaction: Transaction,
  { id, organisationId, projectId }: ImportJobRow,
  progress: Omit<ImportChanges, 'revision'>,
  workflowUrl: WorkflowUrl,
): Promise<'completed'> {
  const target = progress.projectId ?? projectId
  const project = target ? await findProjectRow(transaction, target) : null
  const revision = project?.inputRevision ?? 0
  const changes = { ...progress, writtenRevision: revision, state: 'recomputing', expiresInSeconds: null } as const
  await changeImport(transaction, id, changes, workflowUrl)
  if (project && project.computedRevision < revision)
    await insertWorkRequest(transaction, { organisationId, kind: 'recompute', subjectId: project.id, revision })
  else await endImport(transaction, id, { state: 'completed' }, workflowUrl)
  return 'completed'
}

/** What could be written is; rows that cannot be wait for somebody, beside dates that are right for the others. */
export async function parkImport(
  transaction: Transaction,
  { id, organisationId, projectId }: ImportJobRow,
  progress: Omit<ImportChanges, 'revision'>,
  expireSeconds: number,
  workflowUrl: WorkflowUrl,
): Promise<void> {
  const target = progress.projectId ?? projectId
  const project = target ? await findProjectRow(transaction, target) : null
  await changeImport(transaction, id, { ...progress, state: 'parked', expiresInSeconds: expireSeconds }, workflowUrl)
  if (!project || project.computedRevision >= project.inputRevision) return
  const revision = project.inputRevision
  await insertWorkRequest(transaction, { organisationId, kind: 'recompute', subjectId: project.id, revision })
}
