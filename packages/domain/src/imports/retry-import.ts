import { type ImportJob, ProblemError } from '@throughline/contract'
import {
  type ImportJobRow,
  insertImportAgain,
  insertStream,
  insertWorkRequest,
  moveImportLink,
  type Transaction,
} from '@throughline/database'
import { v7 as uuid } from 'uuid'
import { requireOrganisationAct } from '../accounts/people.ts'
import type { Actor } from '../actor.ts'
import { lockOwn } from './ask-import.ts'
import { changeImport } from './change-import.ts'
import { unfetched } from './link-import.ts'
import { noWorkflowUrl, type WorkflowUrl } from './present-import.ts'

/** Whether the file of an import is kept after its failure, or where it is to be fetched from. */
export const keepsFile = ({ state, expiresAt }: ImportJobRow, now: number): boolean =>
  state === 'failed' && expiresAt !== null && Date.parse(expiresAt) > now

/**
 * Does an import that failed again, as one of its own: with the file where that is there, else from its link. What failed
 * stays in the list, and cannot be tried again any more. Throws NotFoundError, ProblemErrors `forbidden` and `conflict`.
 */
export async function retryImport(
  transaction: Transaction,
  actor: Actor,
  importId: string,
  workflowUrl: WorkflowUrl = noWorkflowUrl,
): Promise<ImportJob> {
  requireOrganisationAct(actor, 'import.create')
  const refusal = 'Only an import that failed can be tried again.'
  const failed = await lockOwn(transaction, actor, { importId, states: ['failed'], refusal })
  if (!keepsFile(failed, Date.now()))
    throw new ProblemError('conflict', { detail: 'Its file is not kept any more. Upload it again.' })
  const { organisationId, personId } = actor
  const id = uuid()
  const isThere = failed.byteCount > 0
  const fetch = failed.fetch && !isThere ? unfetched(failed.fetch.origin, failed.fetch.said) : null
  await insertStream(transaction, organisationId, 'import', id)
  await insertImportAgain(transaction, { id, of: importId, personId, fetch })
  await moveImportLink(transaction, importId, id)
  await changeImport(transaction, importId, { expiresInSeconds: null }, workflowUrl)
  await insertWorkRequest(transaction, { organisationId, kind: 'import', subjectId: id })
  return changeImport(transaction, id, {}, workflowUrl)
}
