import type { ProjectAct, Team } from '@throughline/contract'
import { sql } from 'kysely'
import type { Transaction } from './database.ts'

/** The teams of the organisation of the transaction by name, or one of them; people by id. */
export async function listTeamRows(transaction: Transaction, teamId: string | null = null): Promise<Team[]> {
  const { rows } = await sql<Team>`
    select t.id, t.name,
      array(select m.person_id from team_member m where m.team_id = t.id order by m.person_id) as "personIds"
    from team t where ${teamId}::uuid is null or t.id = ${teamId}::uuid order by t.name, t.id`.execute(transaction)
  return rows
}

/** Throws a unique violation where another team has the name. */
export async function insertTeam(transaction: Transaction, team: { id: string; organisationId: string; name: string }) {
  const { id, organisationId, name } = team
  await transaction.insertInto('team').values({ id, organisation_id: organisationId, name }).execute()
}

/** Throws likewise. */
export async function renameTeam(transaction: Transaction, id: string, name: string): Promise<boolean> {
  const { numUpdatedRows } = await transaction.updateTable('team').set({ name }).where('id', '=', id).executeTakeFirst()
  return numUpdatedRows > 0n
}

/** With its people and its roles in projects. */
export async function deleteTeamRow(transaction: Transaction, id: string): Promise<boolean> {
  const { numDeletedRows } = await transaction.deleteFrom('team').where('id', '=', id).executeTakeFirst()
  return numDeletedRows > 0n
}

/** Throws a foreign key violation for a team or a person that the organisation does not have. */
export async function insertTeamMember(
  transaction: Transaction,
  member: { organisationId: string; teamId: string; personId: string },
) {
  await transaction
    .insertInto('team_member')
    .values({ organisation_id: member.organisationId, team_id: member.teamId, person_id: member.personId })
    .onConflict((conflict) => conflict.columns(['team_id', 'person_id']).doNothing())
    .execute()
}

export async function deleteTeamMember(transaction: Transaction, teamId: string, personId: string): Promise<boolean> {
  const { numDeletedRows } = await transaction
    .deleteFrom('team_member')
    .where('team_id', '=', teamId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

export interface ProjectTeamRow {
  teamId: string
  name: string
  rank: number
  customRoleId: string | null
  acts: ProjectAct[] | null
}

/** Teams of a project, the highest role first. */
export async function listProjectTeamRows(transaction: Transaction, projectId: string): Promise<ProjectTeamRow[]> {
  const { rows } = await sql<ProjectTeamRow>`
    select p.team_id as "teamId", t.name, p.role as rank, p.custom_role_id as "customRoleId", r.acts
    from project_team p join team t on t.id = p.team_id left join custom_role r on r.id = p.custom_role_id
    where p.project_id = ${projectId} order by p.role desc, t.name`.execute(transaction)
  return rows
}

/** Throws a foreign key violation for a team that the organisation does not have. */
export async function upsertProjectTeam(
  transaction: Transaction,
  given: { organisationId: string; projectId: string; teamId: string; rank: number; customRoleId: string | null },
) {
  const standing = { role: given.rank, custom_role_id: given.customRoleId }
  await transaction
    .insertInto('project_team')
    .values({
      organisation_id: given.organisationId,
      project_id: given.projectId,
      team_id: given.teamId,
      ...standing,
    })
    .onConflict((conflict) => conflict.columns(['project_id', 'team_id']).doUpdateSet(standing))
    .execute()
}

export async function deleteProjectTeamRow(transaction: Transaction, projectId: string, teamId: string) {
  await transaction
    .deleteFrom('project_team')
    .where('project_id', '=', projectId)
    .where('team_id', '=', teamId)
    .execute()
}

/** Projects that are there in which a team has a role, or in whose program it has one. */
export async function listProjectIdsOfTeam(transaction: Transaction, teamId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from project p where p.deleted_at is null
      and (p.id in (select t.project_id from project_team t where t.team_id = ${teamId})
        or p.program_id in (select t.program_id from program_team t where t.team_id = ${teamId}))`.execute(transaction)
  return rows.map(({ id }) => id)
}
