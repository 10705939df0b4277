import { sql } from 'kysely'
import { json, type Transaction } from './database.ts'
import type { PlanState } from './plan-columns.ts'
import { selectPlanStates } from './plan-rows.ts'

export interface TaskLookup {
  ids: readonly string[]
  /** Those whose whole subtrees are wanted; live rows only. */
  rootIds: readonly string[]
  calendarIds: readonly string[]
}

/** Tasks by id, below roots, and by calendar. Walks parents, since row-level security keeps ltree operators off the index. */
export async function listTaskStates(
  transaction: Transaction,
  projectId: string,
  lookup: TaskLookup,
): Promise<PlanState<'task'>[]> {
  const parts = [sql`t.id = any(${lookup.ids}::uuid[])`]
  if (lookup.calendarIds.length) parts.push(sql`t.calendar_id = any(${lookup.calendarIds}::uuid[])`)
  if (lookup.rootIds.length) {
    const below = await listIdsBelow(transaction, lookup.rootIds)
    parts.push(sql`t.id = any(${below}::uuid[])`)
  }
  return selectPlanStates(transaction, 'task', sql`t.project_id = ${projectId} and (${sql.join(parts, sql` or `)})`)
}

async function listIdsBelow(transaction: Transaction, rootIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive below as (
      select id from task where id = any(${rootIds}::uuid[])
      union
      select t.id from task t join below b on t.parent_id = b.id where t.deleted_at is null)
    select id from below`.execute(transaction)
  return rows.map((row) => row.id)
}

/** The last position among the live children of each parent (null: the top); parents without children are left out. */
export async function listLastPositions(
  transaction: Transaction,
  projectId: string,
  parentIds: readonly (string | null)[],
): Promise<Map<string | null, number>> {
  const named = parentIds.filter((id) => id !== null)
  const top = parentIds.includes(null)
  const { rows } = await sql<{ parentId: string | null; last: number }>`
    select parent_id as "parentId", max(position) as last from task
    where project_id = ${projectId} and deleted_at is null
      and (parent_id = any(${named}::uuid[]) or (${top} and parent_id is null))
    group by parent_id`.execute(transaction)
  return new Map(rows.map((row) => [row.parentId, row.last]))
}

export interface OutlineRow {
  id: string
  parentId: string | null
  name: string
}

/** All live tasks with no more than their place in the tree and their names. */
export async function listOutline(transaction: Transaction, projectId: string): Promise<OutlineRow[]> {
  const { rows } = await sql<OutlineRow>`
    select id, parent_id as "parentId", name from task
    where project_id = ${projectId} and deleted_at is null`.execute(transaction)
  return rows
}

/** Paths of tasks that moved with a task above them: not a change of theirs, so their revisions stay. */
export async function updateTaskPaths(transaction: Transaction, paths: readonly { id: string; path: string }[]) {
  if (paths.length === 0) return
  await sql`
    update task t set path = r.path
    from jsonb_to_recordset(${json(paths)}::jsonb) as r (id uuid, path ltree)
    where t.id = r.id`.execute(transaction)
}
