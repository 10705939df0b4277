import type { ProjectAct } from '@throughline/contract'
import { sql } from 'kysely'
import type { Transaction } from './database.ts'

export interface MemberRow {
  personId: string
  name: string
  email: string
  rank: number
  customRoleId: string | null
  acts: ProjectAct[] | null
}

/** Members of a project, the highest role first. */
export async function listMemberRows(transaction: Transaction, projectId: string): Promise<MemberRow[]> {
  const { rows } = await sql<MemberRow>`
    select m.person_id as "personId", p.name, p.email::text as email, m.role as rank,
      m.custom_role_id as "customRoleId", r.acts
    from project_member m join person p on p.id = m.person_id left join custom_role r on r.id = m.custom_role_id
    where m.project_id = ${projectId} order by m.role desc, p.name`.execute(transaction)
  return rows
}

export async function upsertMember(
  transaction: Transaction,
  member: { organisationId: string; projectId: string; personId: string; rank: number; customRoleId?: string | null },
) {
  const standing = { role: member.rank, custom_role_id: member.customRoleId ?? null }
  await transaction
    .insertInto('project_member')
    .values({
      organisation_id: member.organisationId,
      project_id: member.projectId,
      person_id: member.personId,
      ...standing,
    })
    .onConflict((conflict) => conflict.columns(['project_id', 'person_id']).doUpdateSet(standing))
    .execute()
}

export async function deleteMemberRow(transaction: Transaction, projectId: string, personId: string) {
  await transaction
    .deleteFrom('project_member')
    .where('project_id', '=', projectId)
    .where('person_id', '=', personId)
    .execute()
}

/** Those of `personIds` who belong to the organisation of the transaction. */
export async function listOrganisationMembers(transaction: Transaction, personIds: readonly string[]) {
  if (personIds.length === 0) return new Set<string>()
  const { rows } = await sql<{ id: string }>`
    select m.person_id as id from membership m where m.disabled_at is null and m.person_id = any(${personIds}::uuid[])`.execute(
    transaction,
  )
  return new Set(rows.map((row) => row.id))
}

/** Members of the organisation of the transaction by their addresses, which are in small letters then. */
export async function findMembersByEmail(
  transaction: Transaction,
  emails: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (emails.length === 0) return new Map()
  const { rows } = await sql<{ email: string; id: string }>`
    select lower(p.email::text) as email, p.id from membership m join person p on p.id = m.person_id
    where p.email = any(${emails}::text[]::citext[]) and p.disabled_at is null and m.disabled_at is null`.execute(
    transaction,
  )
  return new Map(rows.map(({ email, id }) => [email, id]))
}
