import {
  mayInOrganisation,
  type OrganisationAct,
  type OrganisationRole,
  type Person,
  type PersonValues,
  ProblemError,
} from '@throughline/contract'
import { getPersonOf, insertPerson, listPeopleOf, type Transaction } from '@throughline/database'
import { v7 as uuid } from 'uuid'
import type { Actor } from '../actor.ts'
import { hashPassword } from './password.ts'

/** Throws `forbidden` when the organisation's permissions do not allow the act. */
export function requireOrganisationAct(actor: Actor, act: OrganisationAct): void {
  if (!mayInOrganisation(actor.organisationRole, act)) throw new ProblemError('forbidden')
}

const present = (row: Omit<Person, 'role'> & { role: string }): Person => ({
  id: row.id,
  name: row.name,
  email: row.email,
  role: row.role as OrganisationRole,
})

export async function listPeople(transaction: Transaction, actor: Actor): Promise<Person[]> {
  requireOrganisationAct(actor, 'person.read')
  return (await listPeopleOf(transaction, actor.organisationId)).map(present)
}

/** Adds a person. One who is known elsewhere joins with the name and the password that they have. */
export async function createPerson(transaction: Transaction, actor: Actor, values: PersonValues): Promise<Person> {
  requireOrganisationAct(actor, 'person.change')
  const { organisationId } = actor
  const people = await listPeopleOf(transaction, organisationId)
  if (people.some((person) => person.email.toLowerCase() === values.email))
    throw new ProblemError('conflict', { detail: 'A person with this address is in the organisation already.' })
  const { name, email, role } = values
  const passwordHash = await hashPassword(values.password)
  const id = await insertPerson(transaction, { id: uuid(), email, name, passwordHash, organisationId, role })
  return present(await getPersonOf(transaction, organisationId, id))
}
