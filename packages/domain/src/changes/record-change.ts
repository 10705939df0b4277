import type { PlanDelta } from '@throughline/contract'
import { insertChangeSet, insertEvent, type NewChangeSet, type Transaction } from '@throughline/database'
import { faultPoint } from '@throughline/platform'

/** Keeps a change set that has been written as its revision, and announces it with the same id, actor and words. */
export async function recordChange(
  transaction: Transaction,
  change: NewChangeSet,
  delta: PlanDelta | null,
): Promise<void> {
  await insertChangeSet(transaction, change)
  const { id, organisationId, projectId, revision, kind, actorId, summary } = change
  await faultPoint('edit:before-event')
  await insertEvent(transaction, {
    organisationId,
    kind: 'project',
    streamId: projectId,
    revision,
    type: 'plan.changed',
    payload: { changeSetId: id, kind, actorId, summary, delta },
  })
}
