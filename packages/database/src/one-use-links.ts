import type { OrganisationRole } from '@throughline/contract'
import { type Kysely, sql } from 'kysely'
import type { Schema, Transaction } from './database.ts'

/** Links come before a tenant: those who follow one are not signed in. */
type Executor = Kysely<Schema>

export type LinkPurpose = 'invitation' | 'reset' | 'email'

export interface NewLink {
  id: string
  purpose: LinkPurpose
  secretHash: Buffer
  organisationId: string
  personId: string | null
  email: string
  formerEmail: string | null
  role: OrganisationRole | null
  createdBy: string
  expiresAt: Date
}

export async function insertLink(transaction: Transaction, link: NewLink): Promise<void> {
  await transaction
    .insertInto('one_use_link')
    .values({
      id: link.id,
      purpose: link.purpose,
      secret_hash: link.secretHash,
      organisation_id: link.organisationId,
      person_id: link.personId,
      email: link.email,
      former_email: link.formerEmail,
      role: link.role,
      created_by: link.createdBy,
      expires_at: link.expiresAt.toISOString(),
    })
    .execute()
}

/** How many links of a kind the organisation has made in a day, in all and to one address. */
export async function countLinksOfToday(
  transaction: Transaction,
  purpose: LinkPurpose,
  email: string,
): Promise<{ all: number; toAddress: number }> {
  return transaction
    .selectFrom('one_use_link')
    .select([
      sql<number>`count(*)::int`.as('all'),
      sql<number>`(count(*) filter (where email = ${email}::citext))::int`.as('toAddress'),
    ])
    .where('purpose', '=', purpose)
    .where('created_at', '>', sql<string>`now() - interval '1 day'`)
    .executeTakeFirstOrThrow()
}

const living = (transaction: Transaction) =>
  transaction
    .selectFrom('one_use_link as l')
    .leftJoin('person as p', 'p.id', 'l.created_by')
    .select([
      'l.id',
      sql<string>`l.email::text`.as('email'),
      'l.role',
      'l.created_at as createdAt',
      'l.expires_at as expiresAt',
      'p.name as invitedBy',
    ])
    .where('l.purpose', '=', 'invitation')
    .where('l.used_at', 'is', null)
    .where('l.revoked_at', 'is', null)

/** Those that wait, also those that have expired: they can be sent again. */
export const listInvitationsOf = (transaction: Transaction) =>
  living(transaction).orderBy('l.created_at', 'desc').orderBy('l.id').limit(1_000).execute()

export const findInvitation = (transaction: Transaction, id: string) =>
  living(transaction).where('l.id', '=', id).executeTakeFirst()

/** False when there is no such invitation that waits. */
export async function revokeInvitationOf(transaction: Transaction, id: string): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('one_use_link')
    .set({ revoked_at: sql`now()` })
    .where('id', '=', id)
    .where('purpose', '=', 'invitation')
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** An address that is invited again has one invitation: the last. */
export async function revokeInvitationsTo(transaction: Transaction, email: string): Promise<void> {
  await transaction
    .updateTable('one_use_link')
    .set({ revoked_at: sql`now()` })
    .where('purpose', '=', 'invitation')
    .where('email', '=', email)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute()
}

export interface NewReset {
  id: string
  secretHash: Buffer
  email: string
  expiresAt: Date
  mostADay: number
}

/** Does the same, as far as anybody can see, whether or not there is a person with the address. */
export async function requestReset(executor: Executor, reset: NewReset): Promise<void> {
  const { id, secretHash, email, expiresAt, mostADay } = reset
  await sql`select request_reset(${id}, ${secretHash}, ${email}, ${expiresAt}, ${mostADay}::int)`.execute(executor)
}

export interface FoundLink {
  id: string
  organisationId: string
  organisationName: string
  /** Null for an invitation. */
  personId: string | null
  personName: string | null
  email: string
  role: OrganisationRole | null
  /** Whether somebody has the address. */
  isKnown: boolean
}

/** A link that can still be used. */
export async function findLink(
  executor: Executor,
  purpose: LinkPurpose,
  secretHash: Buffer,
): Promise<FoundLink | undefined> {
  const { rows } = await sql<FoundLink>`
    select id, organisation_id as "organisationId", organisation_name as "organisationName", person_id as "personId",
      person_name as "personName", email, role, is_known as "isKnown"
    from find_link(${secretHash}, ${purpose})`.execute(executor)
  return rows[0]
}

/** Uses it up; false when somebody else was first. */
export async function useLink(executor: Executor, id: string): Promise<boolean> {
  const { rows } = await sql<{ used: boolean }>`select use_link(${id}) as used`.execute(executor)
  return rows[0]?.used ?? false
}

/** False when somebody else has the address. */
export async function setEmail(executor: Executor, personId: string, email: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select set_email(${personId}, ${email}) as done`.execute(executor)
  return rows[0]?.done ?? false
}
