import { sql } from 'kysely'
import type { Transaction } from './database.ts'
import { type PlanEntity, type PlanRowOf, planTable } from './plan-columns.ts'
import { isOfProject, selectPlanRows } from './plan-rows.ts'

export interface SyncRows<Entity extends PlanEntity> {
  created: PlanRowOf[Entity][]
  updated: PlanRowOf[Entity][]
  deleted: string[]
}

/**
 * Live rows written after `since`, those that came or came back since apart from the others, and ids of rows that went
 * since; rows that came and went since are nowhere.
 */
export async function listSyncRows<Entity extends PlanEntity>(
  transaction: Transaction,
  entity: Entity,
  projectId: string,
  since: number,
): Promise<SyncRows<Entity>> {
  const written = sql`t.project_id = ${projectId} and t.revision > ${since}`
  const isNew = sql`(t.created_revision > ${since} or t.restored_revision > ${since})`
  const created = await selectPlanRows(transaction, entity, sql`${written} and t.deleted_at is null and ${isNew}`)
  const updated = await selectPlanRows(
    transaction,
    entity,
    sql`${written} and t.deleted_at is null and not coalesce(${isNew}, false)`,
  )
  const { rows } = await sql<{ id: string }>`
    select t.id from ${planTable(entity)} t
    where ${written} and t.deleted_at is not null and t.created_revision <= ${since}`.execute(transaction)
  return { created, updated, deleted: rows.map(({ id }) => id) }
}

/** What a push has to know of the rows that it names. */
export interface KnownRow {
  id: string
  isDeleted: boolean
  revision: number
}

export async function listKnownRows(
  transaction: Transaction,
  entity: PlanEntity,
  projectId: string,
  ids: readonly string[],
): Promise<KnownRow[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<KnownRow>`
    select t.id, t.deleted_at is not null as "isDeleted", t.revision from ${planTable(entity)} t
    where ${isOfProject(projectId)} and t.id = any(${ids}::uuid[])`.execute(transaction)
  return rows
}
