import { NotFoundError } from '@throughline/contract'
import { findOrganisationRole, type Transaction } from '@throughline/database'
import type { Actor } from '../actor.ts'

/** For whom an import acts, with the rights that they have now. Throws NotFoundError where they have left. */
export async function importActor(transaction: Transaction, organisationId: string, personId: string): Promise<Actor> {
  const organisationRole = await findOrganisationRole(transaction, organisationId, personId)
  if (!organisationRole) throw new NotFoundError('person')
  return { organisationId, personId, organisationRole }
}
