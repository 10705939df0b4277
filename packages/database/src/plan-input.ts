import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from './database.ts'

/** Columns of tasks, one array a field, in the same order. Times are minutes since 1970-01-01T00:00 local. */
export interface TaskColumns {
  id: string[]
  parentId: (string | null)[]
  kind: ('task' | 'milestone')[]
  durationMinutes: number[]
  calendarId: (string | null)[]
  startNoEarlierThan: (number | null)[]
  isSummary: boolean[]
  earlyStart: (number | null)[]
  earlyFinish: (number | null)[]
  lateStart: (number | null)[]
  lateFinish: (number | null)[]
  totalFloat: (number | null)[]
  freeFloat: (number | null)[]
  isCritical: boolean[]
}

export interface LinkColumns {
  id: string[]
  predecessorId: string[]
  successorId: string[]
  type: ('FS' | 'SS' | 'FF' | 'SF')[]
  lagMinutes: number[]
}

/** What a recompute reads: all that is not deleted, in the order of ids. It travels to the engine's thread as JSON text, so that the main thread parses none of it. */
export interface PlanColumns {
  start: number
  calendarId: string
  calendars: { id: string; week: unknown; exceptions: unknown }[]
  tasks: TaskColumns
  links: LinkColumns
}

/** What was written since a result; a row that is deleted says so, and its other values mean nothing. */
export interface PlanChanges extends PlanColumns {
  calendars: (PlanColumns['calendars'][number] & { isDeleted: boolean })[]
  tasks: TaskColumns & { isDeleted: boolean[] }
  links: LinkColumns & { isDeleted: boolean[] }
}

/** A result that somebody remembers: the name of the computation, and the revision that it covers. */
export interface PlanBase {
  resultId: string
  inputRevision: number
}

interface PlanRevisions {
  inputRevision: number
  computedRevision: number
  isDeleted: boolean
}

export interface LoadedPlan extends PlanRevisions {
  /** `PlanColumns` as JSON. */
  plan: string
}

export interface LoadedInput extends PlanRevisions {
  /** Whether `plan` holds changes to the base. */
  isBased: boolean
  /** `PlanChanges` or `PlanColumns` as JSON; null when there is nothing to compute. */
  plan: string | null
}

/** The whole plan in one statement, hence of one snapshot; null when there is no such project. */
export async function findPlanColumns(transaction: Transaction, projectId: string): Promise<LoadedPlan | null> {
  const { rows } = await sql<LoadedPlan>`
    select ${revisions}, ${planJson(whole)}::text as plan from project p where id = ${projectId}`.execute(transaction)
  return rows[0] ?? null
}

/**
 * What a run computes: what changed since `base` while its result is the one that is stored, else the whole plan. Of one
 * snapshot too: that the base holds, and what came after it, cannot come from different times.
 */
export async function findRunInput(
  transaction: Transaction,
  projectId: string,
  base: PlanBase | null,
): Promise<LoadedInput | null> {
  const { rows } = await sql<LoadedInput>`
    select ${revisions}, is_based as "isBased", (case
      when deleted_at is not null or computed_revision >= input_revision then null
      when is_based then ${planJson(changes)} else ${planJson(whole)} end)::text as plan
    from (
      select *, coalesce(result_id = ${base?.resultId ?? null}::uuid
        and computed_revision = ${base?.inputRevision ?? null}::bigint, false) as is_based
      from project where id = ${projectId}) p`.execute(transaction)
  return rows[0] ?? null
}

const revisions = sql`p.input_revision as "inputRevision", p.computed_revision as "computedRevision",
  p.deleted_at is not null as "isDeleted"`

/** Which rows of each table `t` of the project `p` are wanted, and whether they say that they are deleted. */
interface Extent {
  tasks: RawBuilder<unknown>
  others: RawBuilder<unknown>
  tellsDeleted: boolean
}

const whole: Extent = { tasks: sql`deleted_at is null`, others: sql`deleted_at is null`, tellsDeleted: false }
const changes: Extent = {
  tasks: sql`edited_revision > p.computed_revision`,
  others: sql`revision > p.computed_revision`,
  tellsDeleted: true,
}

const planJson = ({ tasks, others, tellsDeleted }: Extent) => {
  const deleted = tellsDeleted ? sql`, 'isDeleted', ${array(sql`deleted_at is not null`)}` : sql``
  return sql`json_build_object(
    'start', ${minute('p.starts_at')}, 'calendarId', p.calendar_id,
    'calendars', (
      select coalesce(json_agg(json_build_object('id', id, 'week', week, 'exceptions', exceptions
        ${tellsDeleted ? sql`, 'isDeleted', deleted_at is not null` : sql``}) order by id), '[]')
      from calendar where project_id = p.id and ${others}),
    'tasks', (
      select json_build_object(
        'id', ${column('id')}, 'parentId', ${column('parent_id')}, 'kind', ${column('kind')},
        'durationMinutes', ${column('duration_minutes')}, 'calendarId', ${column('calendar_id')},
        'startNoEarlierThan', ${array(sql`case constraint_type when 'startNoEarlierThan' then ${minute('constraint_at')} end`)},
        'isSummary', ${column('is_summary')},
        'earlyStart', ${minutes('early_start')}, 'earlyFinish', ${minutes('early_finish')},
        'lateStart', ${minutes('late_start')}, 'lateFinish', ${minutes('late_finish')},
        'totalFloat', ${column('total_float_minutes')}, 'freeFloat', ${column('free_float_minutes')},
        'isCritical', ${column('is_critical')}${deleted})
      from (select * from task where project_id = p.id and ${tasks} order by id) t),
    'links', (
      select json_build_object(
        'id', ${column('id')}, 'predecessorId', ${column('predecessor_id')}, 'successorId', ${column('successor_id')},
        'type', ${column('type')}, 'lagMinutes', ${column('lag_minutes')}${deleted})
      from (select * from link where project_id = p.id and ${others} order by id) t))`
}

const minute = (name: string) => sql`(date_part('epoch', ${sql.ref(name)}) / 60)::int`
const array = (value: RawBuilder<unknown>) => sql`coalesce(json_agg(${value}), '[]')`
const column = (name: string) => array(sql.ref(name))
const minutes = (name: string) => array(minute(name))
