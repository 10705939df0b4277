import type { OrganisationRole, TokenScope } from '@throughline/contract'
import { type Kysely, sql } from 'kysely'
import type { Schema, Transaction } from './database.ts'

/** What stands before a tenant goes through the narrow functions of `throughline_gatekeeper`, in or outside a transaction. */
type Executor = Kysely<Schema>

export interface Credentials {
  personId: string
  passwordHash: string | null
  organisationId: string
}

export async function findCredentials(executor: Executor, email: string): Promise<Credentials | undefined> {
  const { rows } = await sql<Credentials>`
    select person_id as "personId", password_hash as "passwordHash", organisation_id as "organisationId"
    from find_credentials(${email})`.execute(executor)
  return rows[0]
}

/** In all organisations of the person. */
export async function setPersonName(executor: Executor, personId: string, name: string): Promise<void> {
  await sql`select set_person_name(${personId}, ${name})`.execute(executor)
}

export interface NewSession {
  id: string
  tokenHash: Buffer
  personId: string
  organisationId: string
  idleHours: number
  endsAt: Date
  agent: string | null
  address: string | null
}

/** Answers until when it lasts if it is not used. */
export async function insertSession(executor: Executor, session: NewSession): Promise<string> {
  const { id, tokenHash, personId, organisationId, idleHours, endsAt, agent, address } = session
  const { rows } = await sql<{ expires: string | null }>`
    select open_session(${id}, ${tokenHash}, ${personId}, ${organisationId}, ${idleHours}::int,
      ${endsAt}, ${agent}, ${address}) as expires`.execute(executor)
  const expires = rows[0]?.expires
  if (!expires) throw new Error('a session is for a member of its organisation')
  return expires
}

export interface SessionRow {
  id: string
  agent: string | null
  address: string | null
  createdAt: string
  lastSeenAt: string
  expiresAt: string
}

/** The living ones, the last used first. */
export async function listSessionsOf(executor: Executor, personId: string): Promise<SessionRow[]> {
  const { rows } = await sql<SessionRow>`
    select id, agent, address, created_at as "createdAt", last_seen_at as "lastSeenAt", expires_at as "expiresAt"
    from list_sessions(${personId})`.execute(executor)
  return rows
}

/** Ends one session of a person, or all, but for the kept one. Answers how many it ended. */
export async function revokeSessionsOf(
  executor: Executor,
  personId: string,
  which: { sessionId?: string; keptSession?: string },
): Promise<number> {
  const { sessionId = null, keptSession = null } = which
  const { rows } = await sql<{ ended: number }>`
    select revoke_sessions(${personId}, ${sessionId}::uuid, ${keptSession}::uuid)::int as ended`.execute(executor)
  return rows[0]?.ended ?? 0
}

export interface LivingSession {
  sessionId: string
  personId: string
  organisationId: string
  organisationRole: OrganisationRole
  isOperator: boolean
  expiresAt: string
}

export async function findSession(executor: Executor, tokenHash: Buffer): Promise<LivingSession | undefined> {
  const { rows } = await sql<LivingSession>`
    select session_id as "sessionId", person_id as "personId", organisation_id as "organisationId",
      standing as "organisationRole", is_operator as "isOperator", expires_at as "expiresAt"
    from find_session(${tokenHash})`.execute(executor)
  return rows[0]
}

export async function revokeSession(executor: Executor, sessionId: string): Promise<void> {
  await sql`select revoke_session(${sessionId})`.execute(executor)
}

/** False when the person is no member of that organisation. */
export async function switchSession(executor: Executor, sessionId: string, organisationId: string): Promise<boolean> {
  const { rows } = await sql<{ switched: boolean }>`
    select switch_session(${sessionId}, ${organisationId}) as switched`.execute(executor)
  return rows[0]?.switched ?? false
}

/** The hash that a member of the transaction's organisation signs in with. */
export async function getPasswordHash(transaction: Transaction, personId: string): Promise<string | null> {
  const row = await transaction
    .selectFrom('person')
    .select('password_hash')
    .where('id', '=', personId)
    .executeTakeFirst()
  return row?.password_hash ?? null
}

/** Ends all sessions of the person but one. */
export async function setPassword(
  executor: Executor,
  change: { personId: string; passwordHash: string; keptSession: string | null },
): Promise<void> {
  const { personId, passwordHash, keptSession } = change
  await sql`select set_password(${personId}, ${passwordHash}, ${keptSession}::uuid)`.execute(executor)
}

export interface LivingToken {
  personId: string
  organisationId: string
  organisationRole: OrganisationRole
  isOperator: boolean
  scope: TokenScope
  projectIds: string[] | null
  secretHash: Buffer
  expiresAt: string | null
}

export async function findApiToken(executor: Executor, tokenId: string): Promise<LivingToken | undefined> {
  const { rows } = await sql<LivingToken>`
    select person_id as "personId", organisation_id as "organisationId", standing as "organisationRole",
      is_operator as "isOperator", scope, project_ids as "projectIds", secret_hash as "secretHash", expires_at as "expiresAt"
    from find_api_token(${tokenId})`.execute(executor)
  return rows[0]
}

/** Those of the sessions and tokens that still live, with the organisation that each works in now. */
export async function listLivingCredentials(executor: Executor, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; organisation_id: string }>`
    select id, organisation_id from list_living_credentials(${ids}::uuid[])`.execute(executor)
  return new Map(rows.map((row) => [row.id, row.organisation_id]))
}

export async function listOrganisationsOf(executor: Executor, personId: string) {
  const { rows } = await sql<{ id: string; name: string; role: OrganisationRole }>`
    select id, name, standing as role from list_organisations(${personId})`.execute(executor)
  return rows
}

export interface NewPerson {
  id: string
  email: string
  name: string
  /** Null where the address is known. */
  passwordHash: string | null
  organisationId: string
  role: OrganisationRole
}

/** Adds a person to the organisation and answers the id: that of the known person when the address is known. */
export async function insertPerson(executor: Executor, person: NewPerson): Promise<string> {
  const { id, email, name, passwordHash, organisationId, role } = person
  const { rows } = await sql<{ id: string }>`
    select create_person(${id}, ${email}, ${name}, ${passwordHash}, ${organisationId}, ${role}) as id`.execute(executor)
  return rows[0]?.id ?? id
}

export interface FirstOrganisation {
  organisationId: string
  organisationName: string
  personId: string
  personName: string
  email: string
  passwordHash: string
}

/** Makes the first organisation and its admin; false when any person exists already. */
export async function insertFirstOrganisation(executor: Executor, first: FirstOrganisation): Promise<boolean> {
  const { rows } = await sql<{ id: string | null }>`
    select bootstrap_organisation(${first.organisationId}, ${first.organisationName}, ${first.personId}, ${first.email},
      ${first.personName}, ${first.passwordHash}) as id`.execute(executor)
  return rows[0]?.id != null
}

const peopleOf = (transaction: Transaction, organisationId: string) =>
  transaction
    .selectFrom('person')
    .innerJoin('membership', 'membership.person_id', 'person.id')
    .select([
      'person.id',
      'person.name',
      'person.email',
      'person.kind',
      'membership.standing as role',
      sql<boolean>`membership.disabled_at is not null`.as('isDisabled'),
    ])
    .where('membership.organisation_id', '=', organisationId)
    .where('person.disabled_at', 'is', null)

export type PersonRow = Awaited<ReturnType<typeof getPersonOf>>

/** People, or the accounts that programs act as; those who are put off as well. */
export async function listPeopleOf(transaction: Transaction, organisationId: string, kind: 'person' | 'service') {
  return peopleOf(transaction, organisationId)
    .where('person.kind', '=', kind)
    .orderBy('person.name')
    .orderBy('person.id')
    .execute()
}

export async function findPersonOf(transaction: Transaction, organisationId: string, personId: string) {
  return (await peopleOf(transaction, organisationId).where('person.id', '=', personId).executeTakeFirst()) ?? null
}

export async function getPersonOf(transaction: Transaction, organisationId: string, personId: string) {
  return peopleOf(transaction, organisationId).where('person.id', '=', personId).executeTakeFirstOrThrow()
}

/** Whether somebody of the organisation runs the instance. */
export async function isOperator(transaction: Transaction, personId: string): Promise<boolean> {
  const row = await transaction.selectFrom('person').select('is_operator').where('id', '=', personId).executeTakeFirst()
  return row?.is_operator ?? false
}

export interface NewApiToken {
  id: string
  organisationId: string
  personId: string
  name: string
  scope: TokenScope
  projectIds: readonly string[] | null
  secretHash: Buffer
  expiresAt: Date | null
}

const tokenColumns = ['id', 'name', 'scope', 'project_ids', 'created_at', 'expires_at', 'last_used_at'] as const

export async function insertApiToken(transaction: Transaction, token: NewApiToken) {
  return transaction
    .insertInto('api_token')
    .values({
      id: token.id,
      organisation_id: token.organisationId,
      person_id: token.personId,
      name: token.name,
      scope: token.scope,
      project_ids: token.projectIds ? [...token.projectIds] : null,
      secret_hash: token.secretHash,
      expires_at: token.expiresAt?.toISOString() ?? null,
    })
    .returning(tokenColumns)
    .executeTakeFirstOrThrow()
}

export async function listApiTokens(transaction: Transaction, personId: string) {
  return transaction
    .selectFrom('api_token')
    .select(tokenColumns)
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .orderBy('id', 'desc')
    .execute()
}

/** False when the person has no such living token. */
export async function revokeApiToken(transaction: Transaction, personId: string, tokenId: string): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('api_token')
    .set({ revoked_at: sql`now()` })
    .where('id', '=', tokenId)
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** False when the organisation has no such person. Throws as `isWithoutOwner` says. */
export async function changeMembership(
  transaction: Transaction,
  personId: string,
  { role, isDisabled }: { role: OrganisationRole; isDisabled: boolean },
): Promise<boolean> {
  const { rows } = await sql<{ changed: boolean }>`
    select change_membership(${personId}, ${role}, ${isDisabled}) as changed`.execute(transaction)
  return rows[0]?.changed ?? false
}

/** The change would have left an organisation without an owner who can sign in. */
export const isWithoutOwner = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === 'TL409'

export async function insertServiceAccount(
  transaction: Transaction,
  { id, name, role }: { id: string; name: string; role: OrganisationRole },
): Promise<void> {
  await sql`select create_service_account(${id}, ${name}, ${role})`.execute(transaction)
}

/** Whether demo projects are there or asked for already. */
export async function isSeeded(transaction: Transaction): Promise<boolean> {
  const { rows } = await sql<{ seeded: boolean }>`
    select exists (select from project where seed_key is not null)
      or exists (select from work_request where kind = 'seed') as seeded`.execute(transaction)
  return rows[0]?.seeded ?? false
}
