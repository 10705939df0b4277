import type { Presence } from '@throughline/contract'
import { sql } from 'kysely'
import type { Transaction } from './database.ts'

/** Rows of processes that are gone are true no longer; those that live renew theirs several times within. */
const presenceSeconds = 12
const mostListed = 200

/** What one socket looks at. */
export interface Look {
  socketId: string
  organisationId: string
  projectId: string
  personId: string
  taskId: string | null
}

/** Stores what the sockets look at now, each at one project. As dispatcher: the sockets are of any organisation. */
export async function writeLooks(transaction: Transaction, looks: readonly Look[]): Promise<void> {
  if (looks.length === 0) return
  const of = <Key extends keyof Look>(key: Key) => looks.map((look) => look[key])
  await sql`
    insert into presence (socket_id, organisation_id, project_id, person_id, task_id)
    select * from unnest(${of('socketId')}::text[], ${of('organisationId')}::uuid[], ${of('projectId')}::uuid[],
      ${of('personId')}::uuid[], ${of('taskId')}::uuid[])
    on conflict (socket_id) do update set organisation_id = excluded.organisation_id, project_id = excluded.project_id,
      person_id = excluded.person_id, task_id = excluded.task_id, seen_at = now(), looked_at = now(),
      since = case when presence.project_id = excluded.project_id then presence.since else now() end`.execute(
    transaction,
  )
}

export async function deleteLooks(transaction: Transaction, socketIds: readonly string[]): Promise<void> {
  if (socketIds.length === 0) return
  await sql`delete from presence where socket_id = any(${socketIds}::text[])`.execute(transaction)
}

/** Says that these sockets are there still; answers those that were known. */
export async function renewLooks(transaction: Transaction, socketIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ socket_id: string }>`
    update presence set seen_at = now() where socket_id = any(${socketIds}::text[]) returning socket_id`.execute(
    transaction,
  )
  return new Set(rows.map((row) => row.socket_id))
}

/** Takes away what nobody renews any more; answers the projects where that makes a difference. */
export async function expireLooks(transaction: Transaction) {
  const { rows } = await sql<{ projectId: string; organisationId: string }>`
    with gone as (
      delete from presence where socket_id in (
        select socket_id from presence where seen_at < now() - make_interval(secs => ${presenceSeconds})
        for update skip locked)
      returning project_id, organisation_id)
    select distinct project_id as "projectId", organisation_id as "organisationId" from gone`.execute(transaction)
  return rows
}

/** Who looks at the project, by name; each person once, with the task of their newest page. */
export async function listLooks(transaction: Transaction, projectId: string): Promise<Presence[]> {
  const { rows } = await sql<Presence>`
    select "personId", name, "taskId", since
    from (
      select distinct on (l.person_id) l.person_id as "personId", p.name, l.task_id as "taskId",
        min(l.since) over (partition by l.person_id) as since
      from presence l join person p on p.id = l.person_id
      where l.project_id = ${projectId} and l.seen_at >= now() - make_interval(secs => ${presenceSeconds})
      order by l.person_id, l.looked_at desc, l.socket_id) people
    order by name, "personId" limit ${mostListed}`.execute(transaction)
  return rows
}
