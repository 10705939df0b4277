import type {
  DrivingAssignment,
  DrivingCalendar,
  DrivingProject,
  DrivingResource,
  DrivingTask,
  LagUnit,
} from '@throughline/contract'
import { sql } from 'kysely'
import type { Transaction } from './database.ts'

type ColumnsOf<Row> = { [Field in keyof Row]: Row[Field][] }

/** What few tasks have; times are texts, with seconds. */
export type RestOfTask = Omit<DrivingTask, 'id' | 'parentId' | 'kind' | 'durationMinutes' | 'calendarId'>

/** Columns of tasks, one array a field, in the same order. Times are minutes since 1970-01-01T00:00 local. */
export interface TaskColumns {
  id: string[]
  parentId: (string | null)[]
  kind: ('task' | 'milestone')[]
  durationMinutes: number[]
  calendarId: (string | null)[]
  startNoEarlierThan: (number | null)[]
  /** By the ids of tasks that have more than the columns say; null: none has. */
  rest: Readonly<Record<string, RestOfTask>> | null
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
  /** By the ids of links whose lag does not count in working time; null: there are none. */
  lagUnit: Readonly<Record<string, LagUnit>> | null
}

export type AssignmentColumns = ColumnsOf<DrivingAssignment>

/** What a recompute reads: all that is not deleted, in the order of ids. It travels to the engine's thread as JSON text, so that the main thread parses none of it. */
export interface PlanColumns {
  project: DrivingProject
  calendars: DrivingCalendar[]
  tasks: TaskColumns
  links: LinkColumns
  resources: DrivingResource[]
  assignments: AssignmentColumns
}

/** What was written since a result; a row that is deleted says so, and its other values mean nothing. Of a whole plan these columns are empty. */
export interface PlanChanges extends PlanColumns {
  calendars: (DrivingCalendar & { isDeleted: boolean })[]
  tasks: TaskColumns & { isDeleted: boolean[] }
  links: LinkColumns & { isDeleted: boolean[] }
  resources: (DrivingResource & { isDeleted: boolean })[]
  assignments: AssignmentColumns & { isDeleted: boolean[] }
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
  /** Somebody has paused the recomputes of the project. */
  isPaused: boolean
  /** Whether `plan` holds changes to the base. */
  isBased: boolean
  /** `PlanChanges` or `PlanColumns` as JSON; null when there is nothing to compute. */
  plan: string | null
}

/** The whole plan in one statement, hence of one snapshot; null when there is no such project. */
export async function findPlanColumns(transaction: Transaction, projectId: string): Promise<LoadedPlan | null> {
  const { rows } = await sql<LoadedPlan>`
    select ${revisions}, plan_columns(p.id, null)::text as plan from project p where id = ${projectId}`.execute(
    transaction,
  )
  return rows[0] ?? null
}

export interface LoadedUnlessKnown {
  /** The result that is stored, where nothing was edited since; null otherwise. */
  resultId: string | null
  isKnown: boolean
  /** `PlanColumns` as JSON; null when it is known. */
  plan: string | null
}

/** The whole plan, unless the result that is stored for it is the known one; null when there is no such project. */
export async function findPlanUnlessKnown(
  transaction: Transaction,
  projectId: string,
  known: string | null,
): Promise<LoadedUnlessKnown | null> {
  const { rows } = await sql<LoadedUnlessKnown>`
    select result as "resultId", is_known as "isKnown",
      (case when not is_known then plan_columns(${projectId}::uuid, null) end)::text as plan
    from (
      select result, coalesce(result = ${known}::uuid, false) as is_known
      from (
        select case when computed_revision >= input_revision then result_id end as result
        from project where id = ${projectId}) r) k`.execute(transaction)
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
    select ${revisions}, is_based as "isBased", is_paused as "isPaused", (case
      when deleted_at is not null or is_paused or computed_revision >= input_revision then null
      else plan_columns(p.id, case when is_based then computed_revision end) end)::text as plan
    from (
      select *, coalesce(result_id = ${base?.resultId ?? null}::uuid
        and computed_revision = ${base?.inputRevision ?? null}::bigint, false) as is_based,
        exists (select from recompute_pause h where h.project_id = project.id) as is_paused
      from project where id = ${projectId}) p`.execute(transaction)
  return rows[0] ?? null
}

const revisions = sql`p.input_revision as "inputRevision", p.computed_revision as "computedRevision",
  p.deleted_at is not null as "isDeleted"`
