import type { Program, ProgramPatch, ProjectAct } from '@throughline/contract'
import { type RawBuilder, sql } from 'kysely'
import { json, type Transaction } from './database.ts'

export type ProgramFields = Pick<Program, keyof ProgramPatch>

/** A program as it is read; `rank` and `acts` are what the caller is in it, as in projects. */
export interface ProgramRow extends Omit<Program, 'role' | 'acts'> {
  rank: number | null
  acts: ProjectAct[] | null
  fieldRevisions: Record<string, number>
}

async function selectPrograms(transaction: Transaction, personId: string, where: RawBuilder<unknown>) {
  const { rows } = await sql<ProgramRow>`
    select g.id, g.name, g.description, g.is_archived as "isArchived", g.revision, g.field_revisions as "fieldRevisions",
      g.created_at as "createdAt", g.updated_at as "updatedAt", s.role as rank, r.acts,
      (select count(*)::integer from project p where p.program_id = g.id and p.deleted_at is null) as "projectCount"
    from program g
    left join program_standing s on s.program_id = g.id and s.person_id = ${personId}
    left join custom_role r on r.id = s.custom_role_id
    where ${where} order by g.is_archived, g.name, g.id`.execute(transaction)
  return rows
}

/** Programs of the organisation; those of a person only, unless `all`. By name, those that are archived last. */
export const listProgramRows = (transaction: Transaction, personId: string, all: boolean) =>
  selectPrograms(transaction, personId, all ? sql`true` : sql`s.role is not null`)

export async function findProgramRow(transaction: Transaction, programId: string, personId: string) {
  const [row] = await selectPrograms(transaction, personId, sql`g.id = ${programId}`)
  return row ?? null
}

/** One writer at a time changes what a program is, or who and which projects are in it. In an order that all take. */
export async function lockPrograms(transaction: Transaction, programIds: readonly string[]): Promise<void> {
  await sql`select from program where id = any(${programIds}::uuid[]) order by id for update`.execute(transaction)
}

export async function insertProgram(
  transaction: Transaction,
  program: { id: string; organisationId: string; name: string; description: string },
) {
  const { id, organisationId, name, description } = program
  await transaction.insertInto('program').values({ id, organisation_id: organisationId, name, description }).execute()
}

/** As the next revision, which the fields that were touched bear. */
export async function updateProgram(
  transaction: Transaction,
  programId: string,
  revision: number,
  fields: ProgramFields,
  touched: readonly string[],
) {
  const revisions = Object.fromEntries(touched.map((field) => [field, revision]))
  await sql`
    update program set name = ${fields.name}, description = ${fields.description}, is_archived = ${fields.isArchived},
      revision = ${revision}, updated_at = now(), field_revisions = field_revisions || ${json(revisions)}::jsonb
    where id = ${programId}`.execute(transaction)
}

/** With the roles in it; its projects are in none then. */
export async function deleteProgramRow(transaction: Transaction, programId: string) {
  await transaction.deleteFrom('program').where('id', '=', programId).execute()
}

export interface ProgramMemberRow {
  personId: string
  name: string
  email: string
  rank: number
  customRoleId: string | null
  acts: ProjectAct[] | null
}

/** People who were given a role in a program themselves, the highest first. */
export async function listProgramMemberRows(transaction: Transaction, programId: string): Promise<ProgramMemberRow[]> {
  const { rows } = await sql<ProgramMemberRow>`
    select m.person_id as "personId", p.name, p.email::text as email, m.role as rank,
      m.custom_role_id as "customRoleId", r.acts
    from program_member m join person p on p.id = m.person_id left join custom_role r on r.id = m.custom_role_id
    where m.program_id = ${programId} order by m.role desc, p.name, m.person_id`.execute(transaction)
  return rows
}

interface GivenInProgram {
  organisationId: string
  programId: string
  rank: number
  customRoleId: string | null
}

export async function upsertProgramMember(transaction: Transaction, given: GivenInProgram & { personId: string }) {
  const standing = { role: given.rank, custom_role_id: given.customRoleId }
  const { organisationId, programId, personId } = given
  await transaction
    .insertInto('program_member')
    .values({ organisation_id: organisationId, program_id: programId, person_id: personId, ...standing })
    .onConflict((conflict) => conflict.columns(['program_id', 'person_id']).doUpdateSet(standing))
    .execute()
}

export async function deleteProgramMemberRow(transaction: Transaction, programId: string, personId: string) {
  await transaction
    .deleteFrom('program_member')
    .where('program_id', '=', programId)
    .where('person_id', '=', personId)
    .execute()
}

export interface ProgramTeamRow {
  teamId: string
  name: string
  rank: number
  customRoleId: string | null
  acts: ProjectAct[] | null
}

/** Teams of a program, the highest role first. */
export async function listProgramTeamRows(transaction: Transaction, programId: string): Promise<ProgramTeamRow[]> {
  const { rows } = await sql<ProgramTeamRow>`
    select p.team_id as "teamId", t.name, p.role as rank, p.custom_role_id as "customRoleId", r.acts
    from program_team p join team t on t.id = p.team_id left join custom_role r on r.id = p.custom_role_id
    where p.program_id = ${programId} order by p.role desc, t.name`.execute(transaction)
  return rows
}

export async function upsertProgramTeam(transaction: Transaction, given: GivenInProgram & { teamId: string }) {
  const standing = { role: given.rank, custom_role_id: given.customRoleId }
  const { organisationId, programId, teamId } = given
  await transaction
    .insertInto('program_team')
    .values({ organisation_id: organisationId, program_id: programId, team_id: teamId, ...standing })
    .onConflict((conflict) => conflict.columns(['program_id', 'team_id']).doUpdateSet(standing))
    .execute()
}

export async function deleteProgramTeamRow(transaction: Transaction, programId: string, teamId: string) {
  await transaction
    .deleteFrom('program_team')
    .where('program_id', '=', programId)
    .where('team_id', '=', teamId)
    .execute()
}

/** Projects of a program that are there. */
export async function listProjectIdsOfProgram(transaction: Transaction, programId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from project where program_id = ${programId} and deleted_at is null`.execute(transaction)
  return rows.map(({ id }) => id)
}

/** Null where the project is in none, or is not there. */
export async function findProgramIdOf(transaction: Transaction, projectId: string): Promise<string | null> {
  const row = await transaction
    .selectFrom('project')
    .select('program_id')
    .where('id', '=', projectId)
    .executeTakeFirst()
  return row?.program_id ?? null
}

export async function setProgramOf(transaction: Transaction, projectId: string, programId: string | null) {
  await transaction.updateTable('project').set({ program_id: programId }).where('id', '=', projectId).execute()
}

export interface CountedStandingRow extends ProgramMemberRow {
  teamId: string | null
  teamName: string | null
  programId: string | null
  programName: string | null
}

/** What each person is in a project when all is counted, the highest first. */
export async function listStandingRows(transaction: Transaction, projectId: string): Promise<CountedStandingRow[]> {
  const { rows } = await sql<CountedStandingRow>`
    select s.person_id as "personId", p.name, p.email::text as email, s.role as rank,
      s.custom_role_id as "customRoleId", r.acts, s.team_id as "teamId", t.name as "teamName",
      s.program_id as "programId", g.name as "programName"
    from project_standing s join person p on p.id = s.person_id
    left join custom_role r on r.id = s.custom_role_id
    left join team t on t.id = s.team_id
    left join program g on g.id = s.program_id
    where s.project_id = ${projectId} order by s.role desc, p.name, s.person_id`.execute(transaction)
  return rows
}
