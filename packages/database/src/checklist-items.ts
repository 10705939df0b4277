import { sql } from 'kysely'
import type { Transaction } from './database.ts'
import { isOfProject, selectPlanStates } from './plan-rows.ts'

/** Items of checklists by id, and live ones of any of `taskIds`. */
export const listChecklistItemStates = (
  transaction: Transaction,
  projectId: string,
  lookup: { ids: readonly string[]; taskIds: readonly string[] },
) =>
  selectPlanStates(
    transaction,
    'checklistItem',
    sql`${isOfProject(projectId)} and (t.id = any(${lookup.ids}::uuid[])
      or (t.deleted_at is null and t.task_id = any(${lookup.taskIds}::uuid[])))`,
  )
