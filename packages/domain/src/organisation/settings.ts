import type { OrganisationPatch, OrganisationSettings } from '@throughline/contract'
import { getOrganisationRow, type Transaction, updateOrganisation } from '@throughline/database'
import { requireOrganisationAct } from '../accounts/people.ts'
import type { Actor } from '../actor.ts'

/** What the actor's organisation sets for all of its projects. */
export function getOrganisationSettings(transaction: Transaction, actor: Actor): Promise<OrganisationSettings> {
  requireOrganisationAct(actor, 'organisation.read')
  return getOrganisationRow(transaction, actor.organisationId)
}

/** Throws ProblemError `forbidden` for others than admins. Sockets follow at once. */
export async function changeOrganisationSettings(
  transaction: Transaction,
  actor: Actor,
  patch: OrganisationPatch,
): Promise<OrganisationSettings> {
  requireOrganisationAct(actor, 'organisation.change')
  await updateOrganisation(transaction, actor.organisationId, patch)
  return getOrganisationRow(transaction, actor.organisationId)
}
