import { mayInOrganisation, NotFoundError, type OrganisationAct, ProblemError } from '@throughline/contract'
import { inOrganisation, isOperator, isOrganisation, type Transaction } from '@throughline/database'
import type { Actor } from '../../actor.ts'

/**
 * Does something with an organisation as a whole: with one's own, where one's role allows the act, and with any, for who runs
 * the instance. Others are not there.
 */
export async function withOrganisation<Result>(
  transaction: Transaction,
  actor: Actor,
  organisationId: string,
  act: OrganisationAct,
  does: () => Promise<Result>,
): Promise<Result> {
  const isOwn = organisationId === actor.organisationId
  if (isOwn && mayInOrganisation(actor.organisationRole, act)) return does()
  if (!(await isOperator(transaction, actor.personId))) {
    if (isOwn) throw new ProblemError('forbidden')
    throw new NotFoundError('organisation')
  }
  return inAnyOrganisation(transaction, actor, organisationId, does)
}

/** The same, of whoever was found to run the instance. */
export async function inAnyOrganisation<Result>(
  transaction: Transaction,
  { organisationId: from }: Actor,
  to: string,
  does: () => Promise<Result>,
): Promise<Result> {
  if (!(await isOrganisation(transaction, to))) throw new NotFoundError('organisation')
  return inOrganisation(transaction, { from, to }, does)
}
