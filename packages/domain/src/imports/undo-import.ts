import { type ImportKept, NotFoundError, ProblemError, type RevertAnswer } from '@throughline/contract'
import {
  findStreamHead,
  hasActsBesides,
  type ImportJobRow,
  lockImportJob,
  type Transaction,
} from '@throughline/database'
import { v7 as uuid } from 'uuid'
import type { Actor } from '../actor.ts'
import { revert } from '../history/revert.ts'
import { deleteProject } from '../projects/delete-project.ts'
import { changeImport } from './change-import.ts'
import { noWorkflowUrl, type WorkflowUrl } from './present-import.ts'
import { getOwnImport } from './read-imports.ts'

/**
 * Takes an import back at any later time, as any act is undone: what somebody changed since stays, and is named. A project
 * that it made and that nobody touched since goes as a whole.
 * Throws NotFoundError, and ProblemErrors `conflict` (it has not ended, wrote nothing, or is undone already), `forbidden`.
 */
export async function undoImport(
  transaction: Transaction,
  actor: Actor,
  importId: string,
  workflowUrl: WorkflowUrl = noWorkflowUrl,
): Promise<RevertAnswer> {
  await getOwnImport(transaction, actor, importId)
  const row = await lockImportJob(transaction, importId)
  if (!row) throw new NotFoundError('import')
  const projectId = projectToRevert(row)
  const answer =
    row.makesProject && !(await hasActsBesides(transaction, projectId, importId))
      ? await takeProjectAway(transaction, actor, row, projectId)
      : await revert(transaction, actor, projectId, 'undo', { scope: 'project', actId: importId })
  await changeImport(transaction, importId, { state: 'undone', kept: keptOf(answer) }, workflowUrl)
  return answer
}

export const keptOf = ({ summary, kept, keptCount }: RevertAnswer): ImportKept => ({ summary, kept, keptCount })

function projectToRevert({ state, cancelWritten, projectId, nextBatch }: ImportJobRow): string {
  if (state === 'undone') throw new ProblemError('conflict', { detail: 'The import is undone already.' })
  const stands = state === 'completed' || (state === 'cancelled' && cancelWritten === 'keep')
  if (stands && projectId && nextBatch > 0) return projectId
  throw new ProblemError('conflict', {
    detail: 'Only an import that has ended and that wrote something can be undone.',
  })
}

async function takeProjectAway(
  transaction: Transaction,
  actor: Actor,
  row: ImportJobRow,
  projectId: string,
): Promise<RevertAnswer> {
  await deleteProject(transaction, actor, projectId)
  const revision = (await findStreamHead(transaction, projectId)) ?? 0
  const summary = `Undid: Imported ${row.fileName}`
  return { actId: uuid(), revertsActId: row.id, summary, changeSets: [], revision, kept: [], keptCount: 0, delta: null }
}
