import { label, ProblemError } from '@throughline/contract'
import {
  auditRefusedIdentity,
  type Caller,
  type Database,
  findCredentials,
  findPersonByIdentity,
  insertPerson,
  linkIdentity,
  type PersonToSignIn,
  type Transaction,
  withoutTenant,
} from '@throughline/database'
import { v7 as uuid } from 'uuid'
import { getLinkToJoin } from '../links/invitations.ts'
import { takeLink } from '../links/one-use-links.ts'
import type { OutsideIdentity, SignInProvider } from './sign-in-provider.ts'
import { SignInRefused } from './sign-in-refused.ts'
import type { Purpose } from './under-way.ts'

export interface Recognised {
  person: PersonToSignIn
  /** By the address alone: whatever was there before gives way to this identity. */
  handOverTo: OutsideIdentity | null
}

/**
 * Which person of ours an identity is. Somebody who is linked with it; who joins by an invitation with it; or, where the
 * operator trusts the provider for that, who has the address that it has verified. Throws SignInRefused for all others, in
 * the same words whether or not an address is known here.
 */
export async function whoIsIt(
  database: Database,
  provider: SignInProvider,
  identity: OutsideIdentity,
  purpose: Purpose,
  caller: Caller,
): Promise<Recognised> {
  const person = await findPersonByIdentity(database.kysely, identity)
  if (purpose.kind === 'join') {
    if (person) throw new SignInRefused('taken')
    return { person: await join(database, purpose.invitation, identity, caller).catch(tellLost), handOverTo: null }
  }
  if (person) return { person, handOverTo: null }
  const { email, emailVerified } = identity
  const found =
    provider.trustsEmail && emailVerified && email !== null ? await findCredentials(database.kysely, email) : undefined
  if (found && email !== null) {
    const { personId, organisationId } = found
    return { person: { personId, email, organisationId }, handOverTo: identity }
  }
  await withoutTenant(database, (transaction) => auditRefusedIdentity(transaction, identity), caller)
  throw new SignInRefused('unknown')
}

/** Who comes by the link of an invitation reads the mail of its address; whatever address the provider knows is no matter. */
async function join(
  database: Database,
  secret: string,
  identity: OutsideIdentity,
  caller: Caller,
): Promise<PersonToSignIn> {
  const link = await getLinkToJoin(database, secret)
  const { organisationId, email, role } = link
  const newPerson = { id: uuid(), email, name: nameOf(identity, email), passwordHash: null, organisationId, role }
  const personId = await withoutTenant(
    database,
    async (transaction) => {
      await takeLink(transaction, link)
      const id = await insertPerson(transaction, newPerson)
      await linkTo(transaction, id, identity)
      return id
    },
    caller,
  )
  return { personId, email, organisationId }
}

/** The link was used, or taken back, since it was begun. */
function tellLost(error: unknown): never {
  if (error instanceof ProblemError) throw new SignInRefused('expired', 'the invitation')
  throw error
}

/** Throws SignInRefused where it is somebody else's. */
export async function linkTo(transaction: Transaction, personId: string, identity: OutsideIdentity): Promise<void> {
  const { provider, subject } = identity
  const known = identity.email ?? identity.name
  const shown = label(254).safeParse(known).data ?? subject
  if (!(await linkIdentity(transaction, { id: uuid(), personId, provider, subject, label: shown })))
    throw new SignInRefused('taken')
}

const nameOf = ({ name }: OutsideIdentity, email: string): string =>
  label(200).safeParse(name).data ?? email.slice(0, email.lastIndexOf('@'))
