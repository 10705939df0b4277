import type { OrganisationRole } from '@throughline/contract'
import type { Transaction } from './database.ts'

/** The role of a living person in the organisation; null for anybody else. */
export async function findOrganisationRole(
  transaction: Transaction,
  organisationId: string,
  personId: string,
): Promise<OrganisationRole | null> {
  const row = await living(transaction, organisationId).where('membership.person_id', '=', personId).executeTakeFirst()
  return (row?.role as OrganisationRole | undefined) ?? null
}

/** The admin who has been one for the longest time. */
export async function findFirstAdmin(transaction: Transaction, organisationId: string): Promise<string | null> {
  const row = await living(transaction, organisationId)
    .where('membership.role', '=', 'admin')
    .orderBy('membership.created_at')
    .orderBy('membership.person_id')
    .limit(1)
    .executeTakeFirst()
  return row?.person_id ?? null
}

const living = (transaction: Transaction, organisationId: string) =>
  transaction
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.person_id')
    .select(['membership.person_id', 'membership.standing as role'])
    .where('membership.organisation_id', '=', organisationId)
    .where('membership.disabled_at', 'is', null)
    .where('person.disabled_at', 'is', null)
