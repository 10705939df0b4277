// What a notification `n` tells, looked up as it is now: the same for the inbox and for mails.
import { type RawBuilder, sql } from 'kysely'

const roleOf = (alias: string) =>
  sql`coalesce(c.name, (array['viewer', 'member', 'scheduler', 'manager', 'owner'])[${sql.ref(`${alias}.role`)} + 1])`

/** In what a role was changed. */
export const toldRoleIn = sql<'organisation' | 'program' | 'project' | null>`
  case when n.kind = 'role-changed' then
    case when n.project_id is not null then 'project' when n.program_id is not null then 'program' else 'organisation' end end`

/** What the person is there now; null: nothing. */
export const toldRole = sql<string | null>`
  case ${toldRoleIn}
    when 'project' then (
      select ${roleOf('s')} from project_standing s left join custom_role c on c.id = s.custom_role_id
      where s.project_id = n.project_id and s.person_id = n.person_id)
    when 'program' then (
      select ${roleOf('s')} from program_standing s left join custom_role c on c.id = s.custom_role_id
      where s.program_id = n.program_id and s.person_id = n.person_id)
    when 'organisation' then (
      select case when m.is_owner then 'owner' else m.role end from membership m
      where m.organisation_id = n.organisation_id and m.person_id = n.person_id and m.disabled_at is null)
  end`

const administers = (person: RawBuilder<unknown>) => sql<boolean>`
  exists (select from membership a where a.person_id = ${person} and a.role = 'admin' and a.disabled_at is null)`

/** Whether somebody may see a project now: they have a role in it, or administer the organisation. */
export const seesProject = (person: RawBuilder<unknown>, project: RawBuilder<unknown>) => sql<boolean>`
  (exists (select from project_standing s where s.project_id = ${project} and s.person_id = ${person})
    or ${administers(person)})`

/** The same of a program. */
export const seesProgram = (person: RawBuilder<unknown>, program: RawBuilder<unknown>) => sql<boolean>`
  (exists (select from program_standing s where s.program_id = ${program} and s.person_id = ${person})
    or ${administers(person)})`

/** Whether the person may see the project now. */
export const toldStanding = seesProject(sql`n.person_id`, sql`n.project_id`)

/** The last change that a recompute was asked for. */
export const toldCause = sql<string | null>`
  case when n.run_kind = 'recompute' then (
    select g.summary from change_set g where g.run_id = n.run_id order by g.revision desc limit 1) end`

/** When the task `t` is due. */
export const toldDueAt = sql<string | null>`
  case when n.kind in ('due-soon', 'overdue') then least(t.early_finish, t.deadline) end`
