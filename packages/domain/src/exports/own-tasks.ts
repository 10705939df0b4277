import { hasAllProjects } from '@throughline/contract'
import { listOwnTaskRows, type OwnTaskRow, type Transaction } from '@throughline/database'
import type { Actor } from '../actor.ts'

/** The tasks that the actor is assigned to, in projects that they may see, in order of time. */
export const listOwnTasks = (transaction: Transaction, actor: Actor): Promise<OwnTaskRow[]> =>
  listOwnTaskRows(transaction, actor.personId, hasAllProjects(actor.organisationRole))
