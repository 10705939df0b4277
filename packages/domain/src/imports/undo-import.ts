import { type ImportJob, type ImportKept, NotFoundError, ProblemError, type RevertAnswer } from '@throughline/contract'
import {
  hasActsBesides,
  type ImportChanges,
  type ImportJobRow,
  insertWorkRequest,
  lockImportJob,
  type Transaction,
} from '@throughline/database'
import { sql } from 'kysely'
import type { Actor } from '../actor.ts'
import { revert } from '../history/revert.ts'
import { deleteProject } from '../projects/delete-project.ts'
import { requireProjectRole } from '../projects/project-role.ts'
import { changeImport } from './change-import.ts'
import { importActor } from './import-actor.ts'
import { noWorkflowUrl, type WorkflowUrl } from './present-import.ts'
import { getOwnImport } from './read-imports.ts'

/**
 * Asks for an import to be taken back, at any later time; its workflow does it. What stands in the way of that is told now.
 * Throws NotFoundError, and ProblemErrors `conflict` (it has not ended, wrote nothing, or is undone already), `forbidden`.
 */
export async function undoImport(
  transaction: Transaction,
  actor: Actor,
  importId: string,
  workflowUrl: WorkflowUrl = noWorkflowUrl,
): Promise<ImportJob> {
  await getOwnImport(transaction, actor, importId)
  const row = await lockImportJob(transaction, importId)
  if (!row) throw new NotFoundError('import')
  const projectId = projectToRevert(row)
  const takesProject = await isAlone(transaction, row, projectId)
  await requireProjectRole(transaction, actor, projectId, takesProject ? 'project.delete' : 'plan.change')
  const { organisationId } = row
  await insertWorkRequest(transaction, { organisationId, kind: 'importWake', subjectId: importId })
  const changes = { state: 'undoing', undoAskedBy: actor.personId, error: null } as const
  return changeImport(transaction, importId, changes, workflowUrl)
}

function projectToRevert({ state, cancelWritten, projectId, nextBatch }: ImportJobRow): string {
  if (state === 'undoing') throw new ProblemError('conflict', { detail: 'The import is being taken back already.' })
  if (state === 'undone') throw new ProblemError('conflict', { detail: 'The import is undone already.' })
  const stands = state === 'completed' || (state === 'cancelled' && cancelWritten === 'keep')
  if (stands && projectId && nextBatch > 0) return projectId
  throw new ProblemError('conflict', {
    detail: 'Only an import that has ended and that wrote something can be undone.',
  })
}

/** Whether the project is all of what an import brought, and nothing else. */
const isAlone = async (transaction: Transaction, row: ImportJobRow, projectId: string): Promise<boolean> =>
  row.makesProject && !(await hasActsBesides(transaction, projectId, row.id))

/**
 * Takes an import back as any act is undone: what somebody changed since stays, and is kept to be read. A project that it
 * made and that nobody touched since goes as a whole. Where it cannot be, the import stays as it was, and says why.
 */
export async function takeImportBack(
  transaction: Transaction,
  importId: string,
  workflowUrl: WorkflowUrl,
): Promise<void> {
  const row = await lockImportJob(transaction, importId)
  if (row?.state !== 'undoing' || !row.projectId) return
  await sql`savepoint undo`.execute(transaction)
  try {
    const taken = await takeBack(transaction, row, row.projectId)
    await changeImport(transaction, importId, { state: 'undone', ...taken }, workflowUrl)
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    await sql`rollback to savepoint undo`.execute(transaction)
    await giveUpUndo(transaction, row, `It could not be taken back: ${error.message}`, workflowUrl)
  }
}

async function takeBack(
  transaction: Transaction,
  row: ImportJobRow,
  projectId: string,
): Promise<Pick<ImportChanges, 'kept' | 'projectId'>> {
  const actor = await importActor(transaction, row.organisationId, row.undoAskedBy ?? row.personId)
  if (!(await isAlone(transaction, row, projectId)))
    return { kept: keptOf(await revert(transaction, actor, projectId, 'undo', { scope: 'project', actId: row.id })) }
  await deleteProject(transaction, actor, projectId)
  return { kept: { summary: `Undid: Imported ${row.fileName}`, kept: [], keptCount: 0 }, projectId: null }
}

export const keptOf = ({ summary, kept, keptCount }: RevertAnswer): ImportKept => ({ summary, kept, keptCount })

/** The import stands as it did before; answers how it ended then. */
export async function giveUpUndo(
  transaction: Transaction,
  { id, cancelWritten }: ImportJobRow,
  message: string,
  workflowUrl: WorkflowUrl,
): Promise<'completed' | 'cancelled'> {
  const state = cancelWritten === 'keep' ? 'cancelled' : 'completed'
  await changeImport(transaction, id, { state, error: { message, line: null, column: null } }, workflowUrl)
  return state
}
