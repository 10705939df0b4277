import type { RunKind } from '@throughline/contract'
import type { Transaction } from '@throughline/database'
import { notifyAll } from './notify.ts'

export interface FailedRun {
  id: string
  kind: RunKind
  organisationId: string
  /** Who asked for it; null: the service did, which has nobody to tell. */
  personId: string | null
}

/** Tells who asked for work on a whole organisation, or a seed, that it failed for good. */
export async function tellRunFailed(transaction: Transaction, failed: FailedRun): Promise<void> {
  const { id, kind, organisationId, personId } = failed
  if (personId === null) return
  const run = { id, kind }
  await notifyAll(transaction, [{ organisationId, personId, kind: 'run-failed', run, effectKey: `run-failed/${id}` }])
}
