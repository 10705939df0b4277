import { type ChangeOperation, ProblemError } from '@throughline/contract'
import type { WorkingSet } from './working-set.ts'

type CommentOperation = Extract<ChangeOperation, { entity: 'comment' }>

/**
 * Whether an operation on a comment is up to whoever acts: its author; for whether it is there also those who may remove the
 * comments of others, and whoever takes away or brings back its task. `isWithTask`: the same act does that.
 */
export function isOthersComment(
  set: WorkingSet,
  operation: CommentOperation,
  { mayRemove, isWithTask }: { mayRemove: boolean; isWithTask: boolean },
): boolean {
  const row = operation.id && set.rows.comment.get(operation.id)
  if (!row || operation.op === 'create' || row.authorId === set.actorId) return false
  return operation.op === 'update' || !(mayRemove || isWithTask)
}

/** Of a change set that has been applied to its set. Throws ProblemError `forbidden`. */
export function refuseOthersComments(set: WorkingSet, operations: readonly ChangeOperation[], mayRemove: boolean) {
  for (const operation of operations) {
    if (operation.entity !== 'comment') continue
    if (!isOthersComment(set, operation, { mayRemove, isWithTask: false })) continue
    const detail =
      operation.op === 'update'
        ? 'Only its author changes a comment.'
        : 'Only its author and those who manage the project delete a comment, or bring it back.'
    throw new ProblemError('forbidden', { detail })
  }
}
