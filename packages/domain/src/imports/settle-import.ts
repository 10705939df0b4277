import { type endedImportStates, type FilePlace, type ImportKept, NotFoundError } from '@throughline/contract'
import { findProjectRow, type ImportJobRow, lockImportJob, type Transaction } from '@throughline/database'
import type { Actor } from '../actor.ts'
import { revert } from '../history/revert.ts'
import { deleteProject } from '../projects/delete-project.ts'
import { isEnded } from './begin-import.ts'
import { changeImport } from './change-import.ts'
import { endImport } from './end-import.ts'
import { askForDates, finishWriting } from './finish-writing.ts'
import type { WorkflowUrl } from './present-import.ts'
import type { Waits } from './stage-import.ts'
import { giveUpUndo, keptOf } from './undo-import.ts'

const unknownError: FilePlace = {
  message: 'The import failed for a reason that does not lie in the file. Try it again later.',
  line: null,
  column: null,
}

const undoStopped = 'Taking it back was stopped. Nothing was taken back; ask again.'

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
  waits: Waits,
  workflowUrl: WorkflowUrl,
): Promise<EndState> {
  const row = await lockImportJob(transaction, importId)
  if (!row) return state
  if (row.state === 'recomputing') return 'completed'
  if (row.state === 'undoing') return giveUpUndo(transaction, row, undoStopped, workflowUrl)
  if (isEnded(row)) return row.state as EndState
  const { projectId } = row
  if (projectId !== null && row.nextBatch > 0) {
    const isKept = state === 'cancelled' ? row.cancelWritten === 'keep' : state === 'expired'
    // All that could be written is: it ends as any other does, with the rows that were parked left out.
    if (isKept && row.state === 'parked') return finishWriting(transaction, row, {}, workflowUrl)
    if (isKept) await askForDates(transaction, row.organisationId, await findProjectRow(transaction, projectId))
    else
      await changeImport(
        transaction,
        importId,
        { rowsDone: 0, ...(await takeAway(transaction, row, projectId)) },
        workflowUrl,
      )
  }
  const error = state === 'failed' && !row.error ? { error: unknownError } : {}
  const kept = state === 'failed' ? { keepSeconds: waits.expireSeconds } : {}
  await endImport(transaction, importId, { state, ...error, ...kept }, workflowUrl)
  return state
}

/** Answers what was left as it was. A project that somebody has deleted meanwhile is gone already. */
async function takeAway(
  transaction: Transaction,
  row: ImportJobRow,
  projectId: string,
): Promise<{ kept?: ImportKept }> {
  const { organisationId, personId } = row
  const actor: Actor = { organisationId, personId, organisationRole: 'admin' }
  try {
    if (!row.makesProject)
      return { kept: keptOf(await revert(transaction, actor, projectId, 'undo', { scope: 'project', actId: row.id })) }
    await deleteProject(transaction, actor, projectId)
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error
  }
  return {}
}
