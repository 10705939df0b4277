import { type Kysely, sql } from 'kysely'
import type { Schema } from './database.ts'

/** Who somebody is elsewhere stands before a tenant, as the sign-in does. */
type Executor = Kysely<Schema>

/** Whom a provider means, in its own words. */
export interface OutsideSubject {
  provider: string
  subject: string
}

/** Somebody who may sign in, and where they come to. */
export interface PersonToSignIn {
  personId: string
  email: string
  organisationId: string
}

/** Undefined also for somebody who may not sign in. */
export async function findPersonByIdentity(
  executor: Executor,
  { provider, subject }: OutsideSubject,
): Promise<PersonToSignIn | undefined> {
  const { rows } = await sql<PersonToSignIn>`
    select person_id as "personId", email, organisation_id as "organisationId"
    from find_identity(${provider}, ${subject})`.execute(executor)
  return rows[0]
}

export async function findPersonToSignIn(executor: Executor, personId: string): Promise<PersonToSignIn | undefined> {
  const { rows } = await sql<PersonToSignIn>`
    select person_id as "personId", email, organisation_id as "organisationId"
    from find_person_to_sign_in(${personId})`.execute(executor)
  return rows[0]
}

export interface NewIdentity extends OutsideSubject {
  id: string
  personId: string
  label: string
}

/** False when it is somebody else's. */
export async function linkIdentity(executor: Executor, identity: NewIdentity): Promise<boolean> {
  const { id, personId, provider, subject, label } = identity
  const { rows } = await sql<{ done: boolean }>`
    select link_identity(${id}, ${personId}, ${provider}, ${subject}, ${label}) as done`.execute(executor)
  return rows[0]?.done ?? false
}

export interface IdentityRow {
  id: string
  provider: string
  label: string
  createdAt: string
  lastUsedAt: string | null
}

export async function listIdentitiesOf(executor: Executor, personId: string): Promise<IdentityRow[]> {
  const { rows } = await sql<IdentityRow>`
    select id, provider, label, created_at as "createdAt", last_used_at as "lastUsedAt"
    from list_identities(${personId})`.execute(executor)
  return rows
}

export async function unlinkIdentity(
  executor: Executor,
  personId: string,
  id: string,
): Promise<'done' | 'absent' | 'last'> {
  const { rows } = await sql<{ how: 'done' | 'absent' | 'last' }>`
    select unlink_identity(${personId}, ${id}) as how`.execute(executor)
  return rows[0]?.how ?? 'absent'
}

/** Takes from an account whatever way into it there was. */
export async function handOverPerson(executor: Executor, personId: string): Promise<void> {
  await sql`select hand_over_person(${personId})`.execute(executor)
}

/** True once for each id. */
export async function takeSignInAttempt(executor: Executor, id: string, expiresAt: Date): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`select take_sign_in_attempt(${id}, ${expiresAt}) as taken`.execute(
    executor,
  )
  return rows[0]?.taken ?? false
}

/** Tells of a sign-in that was refused, where the identity is somebody's. */
export async function auditRefusedIdentity(executor: Executor, { provider, subject }: OutsideSubject): Promise<void> {
  await sql`select audit_refused_identity(${provider}, ${subject})`.execute(executor)
}
