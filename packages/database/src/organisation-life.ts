import { sql } from 'kysely'
import type { Transaction } from './database.ts'

/** Where an organisation is in its life, and what moves it on. */
export interface OrganisationLifeRow {
  id: string
  name: string
  createdAt: string
  suspendedAt: string | null
  deletionAt: string | null
  purgingAt: string | null
  isImporting: boolean
}

/** Of the organisation of the transaction; whoever changes it takes turns. */
export async function lockOrganisationLife(transaction: Transaction): Promise<OrganisationLifeRow | undefined> {
  return readLife(transaction).forNoKeyUpdate().executeTakeFirst()
}

export const findOrganisationLife = (transaction: Transaction): Promise<OrganisationLifeRow | undefined> =>
  readLife(transaction).executeTakeFirst()

const readLife = (transaction: Transaction) =>
  transaction
    .selectFrom('organisation')
    .select([
      'id',
      'name',
      'created_at as createdAt',
      'suspended_at as suspendedAt',
      'deletion_at as deletionAt',
      'purging_at as purgingAt',
      'is_importing as isImporting',
    ])

/** Across tenants, for the operator. */
export async function listAllOrganisations(
  transaction: Transaction,
): Promise<(OrganisationLifeRow & { people: number })[]> {
  const { rows } = await sql<OrganisationLifeRow & { people: number }>`
    select * from list_all_organisations()`.execute(transaction)
  return rows
}

export interface DeletedOrganisationRow {
  id: string
  beganAt: string
  endedAt: string | null
  counts: Record<string, number>
}

export async function listDeletedOrganisations(transaction: Transaction): Promise<DeletedOrganisationRow[]> {
  const { rows } = await sql<DeletedOrganisationRow>`select * from list_deleted_organisations()`.execute(transaction)
  return rows
}

/** Whether there is one with this id, whoever asks. */
export async function isOrganisation(transaction: Transaction, id: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select is_organisation(${id}) as found`.execute(transaction)
  return rows[0]?.found ?? false
}

/** False when there is one with this id. */
export async function insertOrganisation(
  transaction: Transaction,
  organisation: { id: string; name: string; createdAt?: string; isImporting?: boolean },
): Promise<boolean> {
  const { id, name, createdAt = null, isImporting = false } = organisation
  const { rows } = await sql<{ made: boolean }>`
    select create_organisation(${id}, ${name}, ${createdAt}::timestamptz, ${isImporting}) as made`.execute(transaction)
  return rows[0]?.made ?? false
}

export async function setSuspended(transaction: Transaction, id: string, isSuspended: boolean): Promise<void> {
  await transaction
    .updateTable('organisation')
    .set({ suspended_at: isSuspended ? sql<string>`now()` : null })
    .where('id', '=', id)
    .execute()
}

export async function scheduleDeletion(transaction: Transaction, id: string, graceDays: number): Promise<void> {
  await transaction
    .updateTable('organisation')
    .set({ deletion_at: sql<string>`now() + make_interval(secs => ${graceDays * 86_400})`, deletion_reminded_at: null })
    .where('id', '=', id)
    .execute()
}

export async function unscheduleDeletion(transaction: Transaction, id: string): Promise<void> {
  await transaction
    .updateTable('organisation')
    .set({ deletion_at: null, deletion_reminded_at: null })
    .where('id', '=', id)
    .execute()
}

export interface DeletionTimes {
  /** Milliseconds until the owners are reminded; null: they were, or it is too late. */
  untilReminder: number | null
  untilPurge: number
  isPurging: boolean
}

/** Null when it is not to be deleted. Owners are reminded when a tenth of the time is left, three days at most. */
export async function findDeletionTimes(
  transaction: Transaction,
  organisationId: string,
  askedAt: string,
): Promise<DeletionTimes | null> {
  const { rows } = await sql<DeletionTimes>`
    select greatest(0, extract(epoch from deletion_at - now()) * 1000)::float8 as "untilPurge",
      case when deletion_reminded_at is null and deletion_at > now() then
        greatest(0, extract(epoch from deletion_at - least(interval '3 days', (deletion_at - ${askedAt}::timestamptz) / 10)
          - now()) * 1000)::float8 end as "untilReminder",
      purging_at is not null as "isPurging"
    from organisation where id = ${organisationId} and deletion_at is not null`.execute(transaction)
  return rows[0] ?? null
}

export async function markReminded(transaction: Transaction, id: string): Promise<void> {
  await transaction
    .updateTable('organisation')
    .set({ deletion_reminded_at: sql`now()` })
    .where('id', '=', id)
    .where('deletion_reminded_at', 'is', null)
    .execute()
}

export async function listOwnerIds(transaction: Transaction): Promise<string[]> {
  const rows = await transaction
    .selectFrom('membership')
    .select('person_id as id')
    .where('is_owner', '=', true)
    .where('disabled_at', 'is', null)
    .execute()
  return rows.map(({ id }) => id)
}

/** From here on there is no way back; false when its time has not come. */
export async function beginPurge(transaction: Transaction, organisationId: string): Promise<boolean> {
  const { rows } = await sql<{ begun: boolean }>`select begin_purge(${organisationId}) as begun`.execute(transaction)
  return rows[0]?.begun ?? false
}

/** Deletes some rows; null when nothing is left. */
export async function purgeSome(
  transaction: Transaction,
  organisationId: string,
  limit: number,
): Promise<{ table: string; count: number } | null> {
  const { rows } = await sql<{ gone: { table: string; count: number } | null }>`
    select purge_organisation(${organisationId}, ${limit}) as gone`.execute(transaction)
  return rows[0]?.gone ?? null
}

/** Buckets that files of the organisation are, or were, in. */
export async function listFileStoresOf(transaction: Transaction): Promise<string[]> {
  const { rows } = await sql<{ place: string }>`
    select file_store as place from import_job where file_store is not null
    union select file_store from organisation_run where file_store is not null`.execute(transaction)
  return rows.map(({ place }) => place)
}
