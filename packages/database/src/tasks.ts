import { sql } from 'kysely'
import { json, type Transaction } from './database.ts'
import type { PlanState } from './plan-columns.ts'
import { isOfProject, selectPlanStates } from './plan-rows.ts'

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
  const { calendarIds } = lookup
  if (calendarIds.length) parts.push(sql`t.calendar_id = any(${calendarIds}::uuid[])`)
  if (lookup.rootIds.length) {
    const below = await listIdsBelow(transaction, projectId, lookup.rootIds)
    parts.push(sql`t.id = any(${below}::uuid[])`)
  }
  // Nothing but the project leads to tasks by their calendar.
  const ofProject = calendarIds.length ? sql`t.project_id = ${projectId}` : isOfProject(projectId)
  return selectPlanStates(transaction, 'task', sql`${ofProject} and (${sql.join(parts, sql` or `)})`)
}

/** Level by level: a recursive query is planned as if each level were small, and takes seconds below many roots. */
async function listIdsBelow(
  transaction: Transaction,
  projectId: string,
  rootIds: readonly string[],
): Promise<string[]> {
  const found = new Set(rootIds)
  for (let level = [...rootIds]; level.length; ) {
    const { rows } = await sql<{ id: string }>`
      select t.id from task t
      where t.parent_id = any(${level}::uuid[]) and ${isOfProject(projectId)} and t.deleted_at is null`.execute(
      transaction,
    )
    level = rows.map((row) => row.id).filter((id) => !found.has(id))
    for (const id of level) found.add(id)
  }
  return [...found]
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
}

/** All live tasks but these, with no more than their place in the tree. As columns, ten thousand take a few milliseconds. */
export async function listOutline(
  transaction: Transaction,
  projectId: string,
  exceptIds: readonly string[],
): Promise<OutlineRow[]> {
  const { rows } = await sql<{ id: string[] | null; parentId: (string | null)[] }>`
    select json_agg(id) as id, json_agg(parent_id) as "parentId" from task
    where project_id = ${projectId} and deleted_at is null and id not in (select unnest(${exceptIds}::uuid[]))`.execute(
    transaction,
  )
  const { id, parentId = [] } = rows[0] ?? { id: null }
  return (id ?? []).map((each, row) => ({ id: each, parentId: parentId[row] ?? null }))
}

/** Paths of tasks that moved with a task above them: not a change of theirs, so their revisions stay. */
export async function updateTaskPaths(transaction: Transaction, paths: readonly { id: string; path: string }[]) {
  if (paths.length === 0) return
  await sql`
    update task t set path = r.path
    from jsonb_to_recordset(${json(paths)}::jsonb) as r (id uuid, path ltree)
    where t.id = r.id`.execute(transaction)
}
