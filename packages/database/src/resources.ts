import { sql } from 'kysely'
import type { Transaction } from './database.ts'
import { selectPlanStates } from './plan-rows.ts'

/** Resources by id and those that keep one of `calendarIds`. */
export const listResourceStates = (
  transaction: Transaction,
  projectId: string,
  lookup: { ids: readonly string[]; calendarIds: readonly string[] },
) =>
  selectPlanStates(
    transaction,
    'resource',
    sql`t.project_id = ${projectId}
      and (t.id = any(${lookup.ids}::uuid[]) or t.calendar_id = any(${lookup.calendarIds}::uuid[]))`,
  )
