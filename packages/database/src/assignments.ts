import { sql } from 'kysely'
import type { Transaction } from './database.ts'
import { isOfProject, selectPlanStates } from './plan-rows.ts'

/** Assignments by id, and live ones of any of `taskIds` or `resourceIds`. */
export const listAssignmentStates = (
  transaction: Transaction,
  projectId: string,
  lookup: { ids: readonly string[]; taskIds: readonly string[]; resourceIds: readonly string[] },
) =>
  selectPlanStates(
    transaction,
    'assignment',
    sql`${isOfProject(projectId)} and (t.id = any(${lookup.ids}::uuid[]) or (t.deleted_at is null and (
      t.task_id = any(${lookup.taskIds}::uuid[]) or t.resource_id = any(${lookup.resourceIds}::uuid[]))))`,
  )
