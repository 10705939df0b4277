import { type ChangeAnswer, filled, ProblemError, planDelta } from '@throughline/contract'
import {
  findChangeSetRow,
  findEvent,
  findRecomputeHold,
  getChangeSetOperations,
  type Transaction,
} from '@throughline/database'
import { presentChangeSet } from './present-change-set.ts'

/** What a change set of this id answered when it was applied; null when none was. The delta is there while its event is kept. */
export async function findStoredAnswer(
  transaction: Transaction,
  projectId: string,
  id: string,
): Promise<ChangeAnswer | null> {
  const row = await findChangeSetRow(transaction, id)
  if (!row) return null
  if (row.projectId !== projectId) throw new ProblemError('conflict', { detail: `The change set id ${id} is taken.` })
  const { operations } = await getChangeSetOperations(transaction, id)
  const created = operations.flatMap((operation) => (operation.op === 'create' && operation.id ? operation.id : []))
  const event = await findEvent(transaction, projectId, row.revision)
  const sent = event?.type === 'plan.changed' ? event.payload.delta : null
  const delta = sent && filled(planDelta, sent)
  const hold = await findRecomputeHold(transaction, projectId)
  return { changeSet: presentChangeSet(row, hold), revision: row.revision, created, delta }
}
