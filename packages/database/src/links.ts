import { sql } from 'kysely'
import type { Transaction } from './database.ts'
import { anyOf, isOfProject, selectPlanStates } from './plan-rows.ts'

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
    sql`${isOfProject(projectId)} and (t.id = ${anyOf(lookup.ids)} or (t.deleted_at is null and (
      t.predecessor_id = ${anyOf(leaving)} or t.successor_id = ${anyOf(lookup.taskIds)})))`,
  )
}

export interface LinkEnds {
  predecessorId: string
  successorId: string
}

/** The ends of all live links but these; as columns, like the outline. */
export async function listLinkEnds(
  transaction: Transaction,
  projectId: string,
  exceptIds: readonly string[],
): Promise<LinkEnds[]> {
  const { rows } = await sql<{ predecessorId: string[] | null; successorId: string[] }>`
    select json_agg(predecessor_id) as "predecessorId", json_agg(successor_id) as "successorId"
    from link where project_id = ${projectId} and deleted_at is null and id not in (select unnest(${exceptIds}::uuid[]))`.execute(
    transaction,
  )
  const { predecessorId, successorId = [] } = rows[0] ?? { predecessorId: null }
  return (predecessorId ?? []).map((each, row) => ({ predecessorId: each, successorId: successorId[row] ?? '' }))
}
