import { sql } from 'kysely'
import type { Transaction } from './database.ts'
import { selectPlanStates } from './plan-rows.ts'

/** Links by id, live ones that touch any of `taskIds`, and live ones that leave any of `predecessorIds`. */
export function listLinkStates(
  transaction: Transaction,
  projectId: string,
  lookup: { ids: readonly string[]; taskIds: readonly string[]; predecessorIds: readonly string[] },
) {
  const leaving = [...lookup.taskIds, ...lookup.predecessorIds]
  return selectPlanStates(
    transaction,
    'link',
    sql`t.project_id = ${projectId} and (t.id = any(${lookup.ids}::uuid[]) or (t.deleted_at is null and (
      t.predecessor_id = any(${leaving}::uuid[]) or t.successor_id = any(${lookup.taskIds}::uuid[]))))`,
  )
}

export interface LinkEnds {
  id: string
  predecessorId: string
  successorId: string
}

/** All live links with no more than their ends; as columns, like the outline. */
export async function listLinkEnds(transaction: Transaction, projectId: string): Promise<LinkEnds[]> {
  const { rows } = await sql<{ id: string[] | null; predecessorId: string[]; successorId: string[] }>`
    select json_agg(id) as id, json_agg(predecessor_id) as "predecessorId", json_agg(successor_id) as "successorId"
    from link where project_id = ${projectId} and deleted_at is null`.execute(transaction)
  const { id, predecessorId = [], successorId = [] } = rows[0] ?? { id: null }
  return (id ?? []).map((each, row) => ({
    id: each,
    predecessorId: predecessorId[row] ?? '',
    successorId: successorId[row] ?? '',
  }))
}
