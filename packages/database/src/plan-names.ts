import { sql } from 'kysely'
import type { Transaction } from './database.ts'

/** What people call a row, deleted ones included. `taskIds`: the tasks that it is, joins, or is the calendar of. */
export interface NamedRow {
  entity: 'task' | 'link' | 'calendar'
  id: string
  name: string
  /** Of a link: where it leads. */
  successorName: string | null
  taskIds: string[]
}

const mostTasks = 1_000

/** Names of tasks, links and calendars of a project, by ids of any of them. */
export async function listNamedRows(
  transaction: Transaction,
  projectId: string,
  ids: readonly string[],
): Promise<NamedRow[]> {
  const { rows } = await sql<NamedRow>`
    with asked as (select unnest(${ids}::uuid[]) as id)
    select 'task' as entity, t.id, t.name, null as "successorName", array[t.id]::text[] as "taskIds"
    from asked a join task t on t.id = a.id where t.project_id = ${projectId}
    union all
    select 'link', l.id, p.name, s.name, array[p.id, s.id]::text[]
    from asked a join link l on l.id = a.id
    join task p on p.id = l.predecessor_id join task s on s.id = l.successor_id
    where l.project_id = ${projectId}
    union all
    select 'calendar', c.id, c.name, null, array(
      select t.id from task t
      where t.project_id = c.project_id and t.deleted_at is null and coalesce(t.calendar_id, p.calendar_id) = c.id
      order by t.id limit ${mostTasks})::text[]
    from asked a join calendar c on c.id = a.id join project p on p.id = c.project_id
    where c.project_id = ${projectId}`.execute(transaction)
  return rows
}

export const listProjectTaskNames = (transaction: Transaction, projectId: string) =>
  transaction
    .selectFrom('task')
    .select(['id', 'name'])
    .where('project_id', '=', projectId)
    .where('deleted_at', 'is', null)
    .execute()
