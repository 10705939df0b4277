import { sql } from 'kysely'
import type { Transaction } from './database.ts'
import { selectPlanStates } from './plan-rows.ts'

export const listCalendarStates = (transaction: Transaction, projectId: string, ids: readonly string[]) =>
  selectPlanStates(transaction, 'calendar', sql`t.project_id = ${projectId} and t.id = any(${ids}::uuid[])`)
