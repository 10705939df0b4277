import { sql } from 'kysely'
import type { Transaction } from './database.ts'
import { selectPlanStates } from './plan-rows.ts'

/** Calendars by id with those that they derive from, and live ones that derive from any of `baseIds`. */
export const listCalendarStates = (
  transaction: Transaction,
  projectId: string,
  { ids, baseIds }: { ids: readonly string[]; baseIds: readonly string[] },
) =>
  selectPlanStates(
    transaction,
    'calendar',
    sql`t.project_id = ${projectId} and ((t.deleted_at is null and t.base_id = any(${baseIds}::uuid[])) or t.id in (
      with recursive line (id) as (
        select unnest(${ids}::uuid[])
        union
        select c.base_id from line l join calendar c on c.id = l.id
        where c.project_id = ${projectId} and c.base_id is not null)
      select id from line))`,
  )
