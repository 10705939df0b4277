import {
  type NewToken,
  NotFoundError,
  type OrganisationRole,
  type ServiceAccount,
  type Token,
  type TokenValues,
} from '@throughline/contract'
import {
  findPersonOf,
  getPersonOf,
  insertServiceAccount,
  listPeopleOf,
  type PersonRow,
  type Transaction,
} from '@throughline/database'
import { v7 as uuid } from 'uuid'
import type { Actor } from '../actor.ts'
import { requireOrganisationAct } from './people.ts'
import { createToken, listTokens, revokeToken } from './tokens.ts'

const present = ({ id, name, role, isDisabled }: PersonRow): ServiceAccount => ({
  id,
  name,
  role: role as OrganisationRole,
  isDisabled,
})

/** A service account is a person of the organisation as whom nobody can sign in: programs act by its tokens. */
export async function listServiceAccounts(transaction: Transaction, actor: Actor): Promise<ServiceAccount[]> {
  requireOrganisationAct(actor, 'service-account.read')
  return (await listPeopleOf(transaction, actor.organisationId, 'service')).map(present)
}

export async function createServiceAccount(
  transaction: Transaction,
  actor: Actor,
  values: Pick<ServiceAccount, 'name' | 'role'>,
): Promise<ServiceAccount> {
  requireOrganisationAct(actor, 'service-account.change')
  const id = uuid()
  await insertServiceAccount(transaction, { id, ...values })
  return present(await getPersonOf(transaction, actor.organisationId, id))
}

export async function listServiceAccountTokens(transaction: Transaction, actor: Actor, id: string): Promise<Token[]> {
  requireOrganisationAct(actor, 'service-account.read')
  return listTokens(transaction, await asAccount(transaction, actor, id))
}

export async function createServiceAccountToken(
  transaction: Transaction,
  actor: Actor,
  id: string,
  values: TokenValues,
): Promise<NewToken> {
  requireOrganisationAct(actor, 'service-account.change')
  return createToken(transaction, await asAccount(transaction, actor, id), values)
}

export async function revokeServiceAccountToken(
  transaction: Transaction,
  actor: Actor,
  id: string,
  tokenId: string,
): Promise<void> {
  requireOrganisationAct(actor, 'service-account.change')
  await revokeToken(transaction, await asAccount(transaction, actor, id), tokenId)
}

/** Throws NotFoundError for anybody but a service account of the organisation. */
async function asAccount(transaction: Transaction, { organisationId }: Actor, id: string): Promise<Actor> {
  const row = await findPersonOf(transaction, organisationId, id)
  if (row?.kind !== 'service') throw new NotFoundError('service account')
  return { organisationId, personId: id, organisationRole: row.role as OrganisationRole }
}
