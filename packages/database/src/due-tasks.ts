import { type Kysely, sql } from 'kysely'
import type { Schema, Transaction } from './database.ts'

/** A task that somebody is to be told of. */
export interface DueTask {
  kind: 'due-soon' | 'overdue'
  personId: string
  projectId: string
  taskId: string
  effectKey: string
}

/** In which people work, neither suspended nor waiting for their deletion. */
export async function listOpenOrganisations(executor: Kysely<Schema>): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from list_open_organisations() as id`.execute(executor)
  return rows.map(({ id }) => id)
}

export interface DueWindow {
  now: Date
  /** Hours of the day, by the clock of the project, at which people are told. */
  hours: readonly [first: number, last: number]
  /** A task is due soon when it is today, or within so many days after it. */
  daysAhead: number
  /** What has been over for longer is no news. */
  daysBehind: number
  limit: number
}

/** Whom tasks are assigned to, and who else watches them; `subject`: what one is told by, once. */
const whoIsTold = sql`
  select r.organisation_id, r.person_id, a.task_id, a.id::text as subject
  from resource r join assignment a on a.resource_id = r.id and a.deleted_at is null
  where r.person_id is not null and r.deleted_at is null
  union all
  select w.organisation_id, w.person_id, w.task_id, w.task_id || '/' || w.person_id from task_watch w
  where not exists (
    select from assignment a join resource r on r.id = a.resource_id and r.deleted_at is null
    where a.task_id = w.task_id and a.deleted_at is null and r.person_id = w.person_id)`

/**
 * Tasks of the organisation of the transaction that are due or over, not finished, and not told of yet to whom they are
 * assigned to, or who watches them. A task is due at its finish, or at its deadline where that is earlier.
 */
export async function listDueTasks(transaction: Transaction, window: DueWindow): Promise<DueTask[]> {
  const { now, hours, daysAhead, daysBehind, limit } = window
  const { rows } = await sql<DueTask>`
    select told.kind, who.person_id as "personId", t.project_id as "projectId", t.id as "taskId", told.key as "effectKey"
    from (${whoIsTold}) who
    join membership m on m.organisation_id = who.organisation_id and m.person_id = who.person_id and m.disabled_at is null
    join person e on e.id = who.person_id and e.kind = 'person' and e.disabled_at is null
    join task t on t.id = who.task_id and t.deleted_at is null and t.is_active and not t.is_summary
      and t.percent_complete < 100 and t.actual_finish is null
    join project p on p.id = t.project_id and p.deleted_at is null
    cross join lateral (select ${now}::timestamptz at time zone p.time_zone as time) clock
    cross join lateral (select least(t.early_finish, t.deadline) as at) due
    cross join lateral (
      select kind, kind || '/' || who.subject || '/' || to_char(due.at, 'YYYY-MM-DD') as key
      from (select case when due.at < clock.time then 'overdue' else 'due-soon' end as kind) of_kind) told
    where extract(hour from clock.time) between ${hours[0]}::int and ${hours[1]}::int
      and due.at >= clock.time - make_interval(days => ${daysBehind}::int)
      and due.at < date_trunc('day', clock.time) + make_interval(days => ${daysAhead}::int + 1)
      and not exists (
        select from notification n where n.organisation_id = who.organisation_id and n.effect_key = told.key)
    order by due.at, who.subject limit ${limit}`.execute(transaction)
  return rows
}
