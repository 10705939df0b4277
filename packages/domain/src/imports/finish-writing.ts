import {
  findProjectRow,
  type ImportChanges,
  type ImportJobRow,
  insertWorkRequest,
  type ProjectRow,
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
  const project = projectId ? await findProjectRow(transaction, projectId) : null
  const writtenRevision = project?.inputRevision ?? 0
  const changes = { ...progress, writtenRevision, state: 'recomputing', expiresInSeconds: null } as const
  await changeImport(transaction, id, changes, workflowUrl)
  if (!(await askForDates(transaction, organisationId, project)))
    await endImport(transaction, id, { state: 'completed' }, workflowUrl)
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
  const project = projectId ? await findProjectRow(transaction, projectId) : null
  await changeImport(transaction, id, { ...progress, state: 'parked', expiresInSeconds: expireSeconds }, workflowUrl)
  await askForDates(transaction, organisationId, project)
}

/** Asks for the recompute of a project whose dates lag behind it; answers whether they do. */
export async function askForDates(
  transaction: Transaction,
  organisationId: string,
  project: ProjectRow | null,
): Promise<boolean> {
  if (!project || project.computedRevision >= project.inputRevision) return false
  const { id: subjectId, inputRevision: revision } = project
  await insertWorkRequest(transaction, { organisationId, kind: 'recompute', subjectId, revision })
  return true
}
