import { NotFoundError, type OpenSession, ProblemError, type Session } from '@throughline/contract'
import {
  auditRefusedSignIn,
  type Caller,
  type Database,
  findCredentials,
  getPersonOf,
  insertSession,
  isOperator,
  listOrganisationsOf,
  listSessionsOf,
  revokeSessionsOf,
  setPersonName,
  switchSession,
  type Transaction,
  withoutTenant,
  withTransaction,
} from '@throughline/database'
import { v7 as uuid } from 'uuid'
import { type Device, meetDevice } from './devices.ts'
import { verifyPassword } from './password.ts'
import type { Principal } from './principal.ts'
import { requireSecondStep } from './second-step.ts'
import { createSecret, hashSecret } from './secrets.ts'

/** How long a session lasts, and where it is opened. */
export interface SessionTerms {
  idleHours: number
  maxDays: number
  /** Shortened. */
  agent: string | null
  address: string | null
  /** By which the browser is known, if it is. */
  device: string | null
}

export interface SignedIn {
  /** For the cookie; only its hash is stored. */
  secret: string
  /** However much it is used: for the cookie. */
  endsAt: Date
  device: Device
  session: Session
}

/**
 * Throws `code-needed` to who has the password of a person with a second step; else `unauthenticated`, the same for an
 * unknown address as for a wrong password.
 */
export async function signIn(
  database: Database,
  given: { email: string; password: string; code?: string | undefined },
  terms: SessionTerms,
  second: { sessionSecret: string; beforeCode: () => Promise<void> },
  caller: Caller,
): Promise<SignedIn> {
  const found = await findCredentials(database.kysely, given.email)
  const matches = await verifyPassword(found?.passwordHash, given.password)
  if (!found || !matches) {
    await withoutTenant(database, (transaction) => auditRefusedSignIn(transaction, given.email), caller)
    throw new ProblemError('unauthenticated', { detail: 'The address or the password is not right.' })
  }
  await requireSecondStep(database.kysely, found.personId, { code: given.code, ...second })
  return openSession(database, found, terms, caller)
}

/** A new session with a secret of its own, whatever the browser had before. */
export async function openSession(
  database: Database,
  { personId, organisationId }: { personId: string; organisationId: string },
  { maxDays, device: known, ...terms }: SessionTerms,
  caller: Caller,
): Promise<SignedIn> {
  const secret = createSecret()
  const endsAt = new Date(Date.now() + maxDays * 86_400_000)
  const opened = { id: uuid(), tokenHash: hashSecret(secret), personId, organisationId, endsAt, ...terms }
  const by = { ...caller, personId, kind: 'session', id: opened.id } as const
  return withTransaction(database, { organisationId, caller: by }, async (transaction) => {
    const expiresAt = await insertSession(transaction, opened)
    const device = await meetDevice(transaction, { ...opened, sessionId: opened.id }, known)
    const session = await describeSession(transaction, { personId, organisationId, expiresAt })
    return { secret, endsAt, device, session }
  })
}

type Signed = Pick<Principal, 'personId' | 'organisationId' | 'expiresAt'>

/** Who is signed in, where, and where else they may work. */
export async function describeSession(transaction: Transaction, signed: Signed): Promise<Session> {
  const { id, name, email } = await getPersonOf(transaction, signed.organisationId, signed.personId)
  const organisations = await listOrganisationsOf(transaction, signed.personId)
  const organisation = organisations.find((candidate) => candidate.id === signed.organisationId)
  if (!organisation) throw new NotFoundError('organisation')
  const operates = await isOperator(transaction, signed.personId)
  const person = { id, name, email }
  return { person, organisation, organisations, expiresAt: signed.expiresAt, isOperator: operates }
}

/** As others see it, in all organisations of the person. */
export async function changeName(transaction: Transaction, principal: Principal, name: string): Promise<Session> {
  await setPersonName(transaction, principal.personId, name)
  return describeSession(transaction, principal)
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

/** Where a person is signed in. `by` may be a token, which is none of them. */
export async function listSessions(transaction: Transaction, by: Principal): Promise<OpenSession[]> {
  const rows = await listSessionsOf(transaction, by.personId)
  return rows.map((row) => ({ ...row, current: row.id === by.id }))
}

export async function endSession(transaction: Transaction, by: Principal, sessionId: string): Promise<void> {
  if ((await revokeSessionsOf(transaction, by.personId, { sessionId })) === 0) throw new NotFoundError('session')
}

export async function endOtherSessions(transaction: Transaction, by: Principal): Promise<void> {
  await revokeSessionsOf(transaction, by.personId, { keptSession: by.id })
}
