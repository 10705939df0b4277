import { sql } from 'kysely'
import type { Transaction } from './database.ts'

/** What a message to a chat names, as it is now; a name is null where nothing is left to be named. */

/** An event of a project, and the webhook that is told of it. */
export interface ToldOfProject {
  webhookId: string
  messageId: string
  eventType: string
  projectId: string
  revision: number
  happenedAt: string
}

/** What one message tells of: what came from its event on, up to the event of the next message. */
const toldRange = (of: ToldOfProject) => sql`
  select ${of.revision}::int as low, (
    select min((d.data ->> 'revision')::int) from webhook_delivery d
    where d.webhook_id = ${of.webhookId} and d.created_at >= ${of.happenedAt} and d.id = d.message_id
      and d.event_type = ${of.eventType} and d.data ->> 'projectId' = ${of.projectId}
      and (d.data ->> 'revision')::int > ${of.revision}) as high`

export interface ToldChange {
  actorName: string | null
  summary: string
}

/** Of some, the first ones; `count` is of all. */
export async function listToldChanges(
  transaction: Transaction,
  of: ToldOfProject,
  limit: number,
): Promise<{ changes: ToldChange[]; actorNames: (string | null)[]; count: number }> {
  const { rows } = await sql<{ changes: ToldChange[]; actorNames: (string | null)[]; count: number }>`
    with told as (${toldRange(of)}),
    change as (
      select c.revision, c.summary, p.name as actor
      from told, change_set c left join person p on p.id = c.actor_id
      where c.project_id = ${of.projectId} and c.revision >= told.low and (told.high is null or c.revision < told.high))
    select count(*)::int as count,
      coalesce((select jsonb_agg(jsonb_build_object('actorName', f.actor, 'summary', f.summary) order by f.revision)
        from (select * from change order by revision limit ${limit}) f), '[]') as changes,
      coalesce((select jsonb_agg(n.actor order by n.first) from (
        select actor, min(revision) as first from change group by actor) n), '[]') as "actorNames"
    from change`.execute(transaction)
  return rows[0] ?? { changes: [], actorNames: [], count: 0 }
}

export interface ToldDates {
  movedCount: number
  finishBefore: string | null
  finishAfter: string | null
}

/** Dates that moved, some of them perhaps more than once, and the finish before and after. */
export async function findToldDates(transaction: Transaction, of: ToldOfProject): Promise<ToldDates> {
  const { rows } = await sql<ToldDates>`
    with told as (${toldRange(of)}),
    computed as (
      select e.revision, (e.payload ->> 'movedCount')::int as moved, e.payload ->> 'finishesAt' as finish
      from told, event e
      where e.stream_id = ${of.projectId} and e.type = 'plan.computed' and e.revision >= told.low
        and (told.high is null or e.revision < told.high))
    select coalesce(sum(moved), 0)::int as "movedCount",
      (array_agg(finish order by revision desc))[1] as "finishAfter",
      (select e.payload ->> 'finishesAt' from told, event e
        where e.stream_id = ${of.projectId} and e.type = 'plan.computed' and e.revision < told.low
        order by e.revision desc limit 1) as "finishBefore"
    from computed`.execute(transaction)
  return rows[0] ?? { movedCount: 0, finishBefore: null, finishAfter: null }
}

export async function findProjectName(transaction: Transaction, projectId: string): Promise<string | null> {
  const row = await transaction.selectFrom('project').select('name').where('id', '=', projectId).executeTakeFirst()
  return row?.name ?? null
}

/** Why dates could not be computed; null once the event is gone. */
export async function findComputeError(
  transaction: Transaction,
  projectId: string,
  revision: number,
): Promise<string | null> {
  const row = await transaction
    .selectFrom('event')
    .select(sql<string | null>`payload #>> '{error,message}'`.as('message'))
    .where('stream_id', '=', projectId)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return row?.message ?? null
}

export interface ToldMembers {
  actorName: string | null
  personName: string | null
  teamName: string | null
  programName: string | null
}

/** Who had a part in a change of the people of a project. */
export async function findToldMembers(
  transaction: Transaction,
  at: { projectId: string; revision: number },
  of: { personId: string | null; teamId: string | null; programId?: string | null },
): Promise<ToldMembers> {
  const { rows } = await sql<ToldMembers>`
    select (select p.name from event e join person p on p.id = (e.payload ->> 'actorId')::uuid
        where e.stream_id = ${at.projectId} and e.revision = ${at.revision}) as "actorName",
      (select name from person where id = ${of.personId}::uuid) as "personName",
      (select name from team where id = ${of.teamId}::uuid) as "teamName",
      (select name from program where id = ${of.programId ?? null}::uuid) as "programName"`.execute(transaction)
  return rows[0] ?? { actorName: null, personName: null, teamName: null, programName: null }
}

export interface ToldImport {
  fileName: string
  rowsDone: number
  error: unknown
  actorName: string | null
  projectName: string | null
}

export async function findToldImport(transaction: Transaction, importId: string): Promise<ToldImport | null> {
  const row = await transaction
    .selectFrom('import_job as i')
    .leftJoin('person as p', 'p.id', 'i.person_id')
    .leftJoin('project', 'project.id', 'i.project_id')
    .select([
      'i.file_name as fileName',
      'i.rows_done as rowsDone',
      'i.error',
      'p.name as actorName',
      'project.name as projectName',
    ])
    .where('i.id', '=', importId)
    .executeTakeFirst()
  return row ?? null
}
