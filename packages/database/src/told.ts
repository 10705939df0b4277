// Who may be told what, as it is now: `read_notifications` (migration 0032) says the same of notifications.
import { type RawBuilder, sql } from 'kysely'

/** Whether somebody may see a project now: they have a role in it, or administer the organisation. */
export const seesProject = (person: RawBuilder<unknown>, project: RawBuilder<unknown>) => sql<boolean>`
  (exists (select from project_standing s where s.project_id = ${project} and s.person_id = ${person})
    or exists (select from membership a where a.person_id = ${person} and a.role = 'admin' and a.disabled_at is null))`
