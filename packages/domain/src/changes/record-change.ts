import type { PlanDelta } from '@throughline/contract'
import { insertChange, type NewChangeSet, type Transaction } from '@throughline/database'
import { faultPoint } from '@throughline/platform'

export interface Recording {
  delta: PlanDelta | null
  /** Whether a recompute is asked for now. */
  requestsWork: boolean
}

/** Keeps a change set as the next revision, under the stream's lock, and announces it with the same id, actor and words. */
export async function recordChange(
  transaction: Transaction,
  change: NewChangeSet,
  { delta, requestsWork }: Recording,
): Promise<void> {
  const { id, kind, actorId, summary } = change
  await faultPoint('edit:before-event')
  await insertChange(transaction, change, { payload: { changeSetId: id, kind, actorId, summary, delta }, requestsWork })
}
