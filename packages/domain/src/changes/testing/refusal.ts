import { type ChangeOperation, InvalidChangeError } from '@throughline/contract'
import type { WorkingSet } from '../working-set.ts'
import { applied } from './plan.ts'

/** Path and message of a refusal. */
export function refusal(
  set: WorkingSet,
  ...operations: ChangeOperation[]
): [path: string | undefined, message: string] {
  try {
    applied(set, ...operations)
  } catch (error) {
    if (!(error instanceof InvalidChangeError)) throw error
    return [error.details.issues?.[0]?.path, error.message]
  }
  throw new Error('was not refused')
}
