import {
  mayInOrganisation,
  NotFoundError,
  type OrganisationAct,
  type OrganisationRole,
  type Person,
  type PersonPatch,
  type PersonValues,
  ProblemError,
} from '@throughline/contract'
import {
  changeMembership,
  findPersonOf,
  getPersonOf,
  insertPerson,
  isWithoutOwner,
  listPeopleOf,
  type PersonRow,
  type Transaction,
} from '@throughline/database'
import { v7 as uuid } from 'uuid'
import type { Actor } from '../actor.ts'
import { tellRoleChanged } from '../notifications/tell-roles.ts'
import { hashNewPassword } from './new-password.ts'

/** Throws `forbidden` when the organisation's permissions do not allow the act. */
export function requireOrganisationAct(actor: Actor, act: OrganisationAct): void {
  if (!mayInOrganisation(actor.organisationRole, act)) throw new ProblemError('forbidden')
}

const present = ({ kind: _, ...row }: PersonRow): Person => ({ ...row, role: row.role as OrganisationRole })

export async function listPeople(transaction: Transaction, actor: Actor): Promise<Person[]> {
  requireOrganisationAct(actor, 'person.read')
  return (await listPeopleOf(transaction, actor.organisationId, 'person')).map(present)
}

/** Adds a person. One who is known elsewhere joins with the name and the password that they have. */
export async function createPerson(transaction: Transaction, actor: Actor, values: PersonValues): Promise<Person> {
  requireOrganisationAct(actor, 'person.change')
  if (values.role === 'owner') requireOrganisationAct(actor, 'owner.change')
  const { organisationId } = actor
  const people = await listPeopleOf(transaction, organisationId, 'person')
  if (people.some((person) => person.email.toLowerCase() === values.email))
    throw new ProblemError('conflict', { detail: 'A person with this address is in the organisation already.' })
  const { name, email } = values
  const role = values.role === 'owner' ? 'admin' : values.role
  const passwordHash = await hashNewPassword(values.password, values)
  const id = await insertPerson(transaction, { id: uuid(), email, name, passwordHash, organisationId, role })
  if (values.role === 'owner') await changeMembership(transaction, id, { role: 'owner', isDisabled: false })
  return present(await getPersonOf(transaction, organisationId, id))
}

/**
 * Another role in the organisation, or to be put off: sessions and tokens of somebody who is put off no longer hold.
 * A service account is changed as a person is. Throws NotFoundError, ProblemError `forbidden` where an owner is made or
 * unmade by somebody who is none, and `conflict` where no owner would remain.
 */
export async function changePerson(
  transaction: Transaction,
  actor: Actor,
  personId: string,
  patch: PersonPatch,
): Promise<Person> {
  requireOrganisationAct(actor, 'person.change')
  const { organisationId } = actor
  const known = await findPersonOf(transaction, organisationId, personId)
  if (!known) throw new NotFoundError('person')
  const role = patch.role ?? (known.role as OrganisationRole)
  if (role === 'owner' && known.kind === 'service')
    throw new ProblemError('conflict', { detail: 'A service account cannot own the organisation.' })
  if (role === 'owner' || known.role === 'owner') requireOrganisationAct(actor, 'owner.change')
  const isDisabled = patch.isDisabled ?? known.isDisabled
  await changeMembership(transaction, personId, { role, isDisabled }).catch(refuseWithoutOwner)
  if (role !== known.role) await tellRoleChanged(transaction, actor, { personId })
  return present(await getPersonOf(transaction, organisationId, personId))
}

function refuseWithoutOwner(error: unknown): never {
  if (!isWithoutOwner(error)) throw error
  throw new ProblemError('conflict', {
    detail: 'This is the last owner of the organisation; make someone else owner first.',
  })
}
