import { sql } from 'kysely'
import type { Transaction } from './database.ts'

/** A task with dates that somebody is assigned to, as a calendar needs it. */
export interface OwnTaskRow {
  id: string
  revision: number
  name: string
  notes: string
  kind: 'task' | 'milestone'
  durationMinutes: number
  earlyStart: string
  earlyFinish: string
  percentComplete: number
  updatedAt: string
  projectId: string
  projectName: string
  timeZone: string
}

/** Of the projects of `all`, or of which the person is a member; in order of time. */
export async function listOwnTaskRows(transaction: Transaction, personId: string, all: boolean): Promise<OwnTaskRow[]> {
  const { rows } = await sql<OwnTaskRow>`
    select t.id, t.revision, t.name, t.notes, t.kind, t.duration_minutes as "durationMinutes",
      t.early_start as "earlyStart", t.early_finish as "earlyFinish", t.percent_complete as "percentComplete",
      t.updated_at as "updatedAt", p.id as "projectId", p.name as "projectName", p.time_zone as "timeZone"
    from task t join project p on p.id = t.project_id
    where t.id in (
        select a.task_id from assignment a join resource r on r.id = a.resource_id
        where r.person_id = ${personId} and r.deleted_at is null and a.deleted_at is null)
      and p.id = any(list_project_ids(${personId}, ${all})) and p.deleted_at is null
      and t.deleted_at is null and t.is_active and t.early_start is not null and t.early_finish is not null
    order by t.early_start, t.id`.execute(transaction)
  return rows
}
