import { type endedImportStates, type FilePlace, NotFoundError } from '@throughline/contract'
import { findProjectRow, type ImportJobRow, lockImportJob, type Transaction } from '@throughline/database'
import type { Actor } from '../actor.ts'
import { revert } from '../history/revert.ts'
import { deleteProject } from '../projects/delete-project.ts'
import { isEnded } from './begin-import.ts'
import { changeImport } from './change-import.ts'
import { endImport } from './end-import.ts'
import { askForDates, finishWriting } from './finish-writing.ts'
import type { WorkflowUrl } from './present-import.ts'

const unknownError: FilePlace = {
  message: 'The import failed for a reason that does not lie in the file. Try it again later.',
  line: null,
  column: null,
}

type EndState = (typeof endedImportStates)[number]

/**
 * Ends an import that was not written to its end. What it wrote is taken away, unless who cancelled it wants to keep it:
 * the project that it made goes, and what it changed in one that was there is undone as any act is. One whose rows are all
 * written, or that ended before, stays as it is. Answers the state that stands.
 */
export async function settleImport(
  transaction: Transaction,
  importId: string,
  state: 'failed' | 'cancelled' | 'expired',
  workflowUrl: WorkflowUrl,
): Promise<EndState> {
  const row = await lockImportJob(transaction, importId)
  if (!row) return state
  if (row.state === 'recomputing') return 'completed'
  if (isEnded(row)) return row.state as EndState
  const { projectId } = row
  if (projectId !== null && row.nextBatch > 0) {
    const isKept = state === 'cancelled' ? row.cancelWritten === 'keep' : state === 'expired'
    // All that could be written is: it ends as any other does, with the rows that were parked left out.
    if (isKept && row.state === 'parked') return finishWriting(transaction, row, {}, workflowUrl)
    if (isKept) await askForDates(transaction, row.organisationId, await findProjectRow(transaction, projectId))
    else await takeAway(transaction, row, projectId)
    if (!isKept) await changeImport(transaction, importId, { rowsDone: 0 }, workflowUrl)
  }
  const error = state === 'failed' && !row.error ? { error: unknownError } : {}
  await endImport(transaction, importId, { state, ...error }, workflowUrl)
  return state
}

async function takeAway(transaction: Transaction, row: ImportJobRow, projectId: string): Promise<void> {
  const { organisationId, personId } = row
  const actor: Actor = { organisationId, personId, organisationRole: 'admin' }
  if (row.makesProject) await deleteProject(transaction, actor, projectId).catch(ignoreMissing)
  else await revert(transaction, actor, projectId, 'undo', { scope: 'project', actId: row.id }).catch(ignoreMissing)
}

/** Somebody has deleted the project meanwhile. */
function ignoreMissing(error: unknown) {
  if (!(error instanceof NotFoundError)) throw error
}
