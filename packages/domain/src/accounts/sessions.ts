import { NotFoundError, ProblemError, type Session } from '@throughline/contract'
import {
  auditRefusedSignIn,
  type Caller,
  type Database,
  findCredentials,
  getPersonOf,
  insertSession,
  listOrganisationsOf,
  switchSession,
  type Transaction,
  withoutTenant,
  withTransaction,
} from '@throughline/database'
import { v7 as uuid } from 'uuid'
import { verifyPassword } from './password.ts'
import type { Principal } from './principal.ts'
import { createSecret, hashSecret } from './secrets.ts'

const sessionDays = 14

export interface SignedIn {
  /** For the cookie; only its hash is stored. */
  secret: string
  expiresAt: Date
  session: Session
}

/** Throws `unauthenticated`, the same for an unknown address as for a wrong password. */
export async function signIn(
  database: Database,
  given: { email: string; password: string },
  caller: Caller,
): Promise<SignedIn> {
  const found = await findCredentials(database.kysely, given.email)
  const matches = await verifyPassword(found?.passwordHash, given.password)
  if (!found || !matches) {
    await withoutTenant(database, (transaction) => auditRefusedSignIn(transaction, given.email), caller)
    throw new ProblemError('unauthenticated', { detail: 'The address or the password is not right.' })
  }
  const { personId, organisationId } = found
  const secret = createSecret()
  const expiresAt = new Date(Date.now() + sessionDays * 86_400_000)
  const session = { id: uuid(), tokenHash: hashSecret(secret), personId, organisationId, expiresAt }
  const by = { ...caller, personId, kind: 'session', id: session.id } as const
  await withoutTenant(database, (transaction) => insertSession(transaction, session), by)
  const described = await withTransaction(database, { organisationId }, (transaction) =>
    describeSession(transaction, { personId, organisationId, expiresAt: expiresAt.toISOString() }),
  )
  return { secret, expiresAt, session: described }
}

type Signed = Pick<Principal, 'personId' | 'organisationId' | 'expiresAt'>

/** Who is signed in, where, and where else they may work. */
export async function describeSession(transaction: Transaction, signed: Signed): Promise<Session> {
  const { id, name, email } = await getPersonOf(transaction, signed.organisationId, signed.personId)
  const organisations = await listOrganisationsOf(transaction, signed.personId)
  const organisation = organisations.find((candidate) => candidate.id === signed.organisationId)
  if (!organisation) throw new NotFoundError('organisation')
  return { person: { id, name, email }, organisation, organisations, expiresAt: signed.expiresAt }
}

/** Moves the session to another organisation of the person. Tokens stay in theirs. */
export async function switchOrganisation(
  transaction: Transaction,
  principal: Principal,
  organisationId: string,
): Promise<Session> {
  if (principal.kind === 'token')
    throw new ProblemError('forbidden', { detail: 'A token works in the organisation that it was made in.' })
  const session = await describeSession(transaction, principal)
  const organisation = session.organisations.find((candidate) => candidate.id === organisationId)
  if (!organisation || !(await switchSession(transaction, principal.id, organisationId)))
    throw new NotFoundError('organisation')
  return { ...session, organisation }
}
