import { type InstanceAct, instancePermissions, ProblemError } from '@throughline/contract'
import { isOperator, type Transaction } from '@throughline/database'
import type { Actor } from '../actor.ts'

/** Throws `forbidden` for all but those who run the instance, as it is at this moment. */
export async function requireInstanceAct(transaction: Transaction, actor: Actor, act: InstanceAct): Promise<void> {
  if (await isOperator(transaction, actor.personId)) return
  const detail = `This is for the ${instancePermissions[act]} of the instance.`
  throw new ProblemError('forbidden', { detail })
}
