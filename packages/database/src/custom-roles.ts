import type { CustomRole, ProjectAct } from '@throughline/contract'
import { sql } from 'kysely'
import type { Transaction } from './database.ts'

const selectRoles = (transaction: Transaction) => transaction.selectFrom('custom_role').select(['id', 'name', 'acts'])

const present = (row: { id: string; name: string; acts: string[] }): CustomRole => ({
  ...row,
  acts: row.acts as ProjectAct[],
})

export async function listCustomRoles(transaction: Transaction): Promise<CustomRole[]> {
  return (await selectRoles(transaction).orderBy('name').orderBy('id').execute()).map(present)
}

export async function findCustomRole(transaction: Transaction, id: string): Promise<CustomRole | null> {
  const row = await selectRoles(transaction).where('id', '=', id).executeTakeFirst()
  return row ? present(row) : null
}

/** Throws a unique violation where another role has the name. */
export async function insertCustomRole(transaction: Transaction, organisationId: string, role: CustomRole) {
  const { acts, ...rest } = role
  await transaction
    .insertInto('custom_role')
    .values({ ...rest, organisation_id: organisationId, acts: [...acts] })
    .execute()
}

/** Changes a role, and the rank that stands for it beside the people and teams who have it. */
export async function updateCustomRole(transaction: Transaction, { id, name, acts }: CustomRole, rank: number) {
  await transaction
    .updateTable('custom_role')
    .set({ name, acts: [...acts] })
    .where('id', '=', id)
    .execute()
  for (const table of ['project_member', 'project_team', 'program_member', 'program_team'])
    await sql`update ${sql.table(table)} set role = ${rank} where custom_role_id = ${id}`.execute(transaction)
}

/** Throws a foreign key violation where somebody, or a team, has the role. */
export async function deleteCustomRoleRow(transaction: Transaction, id: string): Promise<boolean> {
  const { numDeletedRows } = await transaction.deleteFrom('custom_role').where('id', '=', id).executeTakeFirst()
  return numDeletedRows > 0n
}
