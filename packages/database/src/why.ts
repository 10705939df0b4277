import type { ChangeKind, ChangeOperation, DateDriver, LagUnit, LinkType } from '@throughline/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from './database.ts'

/** A task's dates, as they are stored. */
export interface DatedTask {
  id: string
  projectId: string
  name: string
  start: string | null
  finish: string | null
}

export async function findDatedTask(transaction: Transaction, taskId: string): Promise<DatedTask | null> {
  const { rows } = await sql<DatedTask>`
    select id, project_id as "projectId", name, early_start as start, early_finish as finish
    from task where id = ${taskId} and deleted_at is null`.execute(transaction)
  return rows[0] ?? null
}

/** A run as far as a move names it. */
export interface MovingRun {
  runId: string
  revision: number
  runNumber: number | null
  workflowId: string
  workflowRunId: string
  at: string
}

/** The run that moved one of a task's dates last; null when none did. */
export async function findLastMove(
  transaction: Transaction,
  taskId: string,
  field: 'start' | 'finish',
): Promise<MovingRun | null> {
  const [before, after] =
    field === 'start'
      ? [sql.ref('early_start_before'), sql.ref('early_start_after')]
      : [sql.ref('early_finish_before'), sql.ref('early_finish_after')]
  const { rows } = await sql<MovingRun>`
    select m.run_id as "runId", m.revision, r.number as "runNumber", r.workflow_id as "workflowId",
      r.workflow_run_id as "workflowRunId", coalesce(r.ended_at, r.started_at) as at
    from (
      select run_id, revision from date_move
      where task_id = ${taskId} and ${before} is distinct from ${after}
      order by revision desc limit 1) m
    join recompute_run r on r.id = m.run_id`.execute(transaction)
  return rows[0] ?? null
}

/** Where a run's moves are: they all bear the revision of its result. */
export interface RunPlace {
  projectId: string
  runId: string
  revision: number
}

export async function findRunPlace(transaction: Transaction, projectId: string, runId: string) {
  const row = await transaction
    .selectFrom('recompute_run')
    .select(['result_revision', 'number'])
    .where('id', '=', runId)
    .where('project_id', '=', projectId)
    .executeTakeFirst()
  return row?.result_revision ? { projectId, runId, revision: row.result_revision, runNumber: row.number } : null
}

/** A task that a run moved; `former` drove it until then, as far as the moves before tell. */
export interface MoveRow {
  taskId: string
  startBefore: string | null
  finishBefore: string | null
  startAfter: string
  finishAfter: string
  startDriver: DateDriver | null
  finishDriver: DateDriver | null
  formerStart: DateDriver | null
  formerFinish: DateDriver | null
}

const moveColumns = sql`
  m.task_id as "taskId", m.early_start_before as "startBefore", m.early_finish_before as "finishBefore",
  m.early_start_after as "startAfter", m.early_finish_after as "finishAfter", m.driver as "startDriver",
  m.finish_driver as "finishDriver", f.driver as "formerStart", f.finish_driver as "formerFinish"`
const former = sql`
  left join lateral (
    select e.driver, e.finish_driver from date_move e
    where e.task_id = m.task_id and e.revision < m.revision order by e.revision desc limit 1) f on true`

/** The move of one task by its key. The limit keeps the planner from reading all moves of the run for each step. */
const moveOfRun = ({ projectId, revision }: RunPlace, taskId: RawBuilder<unknown>) => sql`(
  select * from date_move d
  where d.project_id = ${projectId} and d.revision = ${revision} and d.task_id = ${taskId} limit 1)`

/** All moves of a run. */
export async function listMoveRows(transaction: Transaction, { projectId, revision }: RunPlace): Promise<MoveRow[]> {
  const { rows } = await sql<MoveRow>`
    select ${moveColumns} from date_move m ${former}
    where m.project_id = ${projectId} and m.revision = ${revision}`.execute(transaction)
  return rows
}

const mostUpstream = 2_000

/** Moves of a run from tasks back along what drives them, or drove them before: what chains are made of, and no more. */
export async function listMovesUpstream(
  transaction: Transaction,
  place: RunPlace,
  taskIds: readonly string[],
): Promise<MoveRow[]> {
  const move = moveOfRun(place, sql.ref('u.task_id'))
  const { rows } = await sql<MoveRow>`
    with recursive upstream (task_id) as (
      select unnest(${taskIds}::uuid[])
      union
      select next.task_id
      from upstream u
      cross join lateral ${move} m
      ${former}
      cross join lateral unnest(array[m.driver ->> 'taskId', m.finish_driver ->> 'taskId', f.driver ->> 'taskId',
        f.finish_driver ->> 'taskId']::uuid[]) as next (task_id)
      where next.task_id is not null)
    select ${moveColumns}
    from (select task_id from upstream limit ${mostUpstream}) u
    cross join lateral ${move} m
    ${former}`.execute(transaction)
  return rows
}

/** What words and causes need of a task, deleted ones included. `ancestors`: from the top, without itself. */
export interface TaskPlace {
  id: string
  name: string
  parentId: string | null
  ancestors: string[]
  calendarId: string | null
}

/** The tasks, those above them and those right below them. */
export async function listTaskPlaces(
  transaction: Transaction,
  projectId: string,
  ids: readonly string[],
): Promise<TaskPlace[]> {
  const { rows } = await sql<TaskPlace>`
    with asked as (select id, path from task where id = any(${ids}::uuid[]) and project_id = ${projectId}),
    wanted as (
      select id from asked
      union select unnest(string_to_array(path::text, '.')::uuid[]) from asked
      union select c.id from task c join asked a on c.parent_id = a.id)
    select t.id, t.name, t.parent_id as "parentId", t.calendar_id as "calendarId",
      (string_to_array(t.path::text, '.')::uuid[]::text[])[:nlevel(t.path) - 1] as ancestors
    from wanted w join task t on t.id = w.id`.execute(transaction)
  return rows
}

/** A link, deleted ones included, with the names of its ends. */
export interface LinkPlace {
  id: string
  predecessorId: string
  successorId: string
  predecessorName: string
  successorName: string
  type: LinkType
  lagMinutes: number
  lagUnit: LagUnit
}

/** Links into the tasks. */
export async function listLinkPlaces(
  transaction: Transaction,
  projectId: string,
  successorIds: readonly string[],
): Promise<LinkPlace[]> {
  const { rows } = await sql<LinkPlace>`
    select l.id, l.predecessor_id as "predecessorId", l.successor_id as "successorId", p.name as "predecessorName",
      s.name as "successorName", l.type, l.lag_minutes as "lagMinutes", l.lag_unit as "lagUnit"
    from link l join task p on p.id = l.predecessor_id join task s on s.id = l.successor_id
    where l.project_id = ${projectId} and l.successor_id = any(${successorIds}::uuid[])`.execute(transaction)
  return rows
}

export interface CalendarPlace {
  id: string
  name: string
  baseId: string | null
  isProjects: boolean
}

/** The project's calendar, and the names of all that it has. */
export async function findCalendarNames(transaction: Transaction, projectId: string) {
  const { rows } = await sql<CalendarPlace>`
    select c.id, c.name, c.base_id as "baseId", c.id = p.calendar_id as "isProjects"
    from calendar c join project p on p.id = c.project_id where c.project_id = ${projectId}`.execute(transaction)
  return rows
}

/** Who is assigned to a task, deleted assignments included. */
export interface AssignmentPlace {
  id: string
  taskId: string
  resourceId: string
}

export async function listAssignmentPlaces(
  transaction: Transaction,
  projectId: string,
  taskIds: readonly string[],
): Promise<AssignmentPlace[]> {
  const { rows } = await sql<AssignmentPlace>`
    select id, task_id as "taskId", resource_id as "resourceId" from assignment
    where project_id = ${projectId} and task_id = any(${taskIds}::uuid[])`.execute(transaction)
  return rows
}

export interface ResourcePlace {
  id: string
  name: string
  calendarId: string | null
}

/** All that the project has or had. */
export async function listResourcePlaces(transaction: Transaction, projectId: string): Promise<ResourcePlace[]> {
  const { rows } = await sql<ResourcePlace>`
    select id, name, calendar_id as "calendarId" from resource where project_id = ${projectId}`.execute(transaction)
  return rows
}

/** A change set that a run covered, with those of its operations that are about certain rows. */
export interface CoveredChange {
  id: string
  revision: number
  kind: ChangeKind
  summary: string
  actorId: string | null
  actorName: string | null
  createdAt: string
  operations: ChangeOperation[]
  inverse: ChangeOperation[]
}

const mostChanges = 1_000

/** Newest first; change sets that touch none of the rows, and move nothing below them, are left out. */
export async function listCoveredChanges(
  transaction: Transaction,
  runId: string,
  rowIds: readonly string[],
): Promise<CoveredChange[]> {
  const { rows } = await sql<CoveredChange>`
    select c.id, c.revision, c.kind, c.summary, c.actor_id as "actorId", a.name as "actorName",
      c.created_at as "createdAt", done.list as operations, coalesce(undone.list, '[]') as inverse
    from change_set c
    left join person a on a.id = c.actor_id
    cross join lateral (${about(sql.ref('c.operations'), rowIds)}) done
    cross join lateral (${about(sql.ref('c.inverse'), rowIds)}) undone
    where c.run_id = ${runId} and c.covered_at is not null and (done.list is not null or undone.list is not null)
    order by c.revision desc limit ${mostChanges}`.execute(transaction)
  return rows.map((row) => ({ ...row, operations: row.operations ?? [] }))
}

const about = (list: RawBuilder<unknown>, rowIds: readonly string[]) => sql`
  select jsonb_agg(o.value order by o.ordinality) as list
  from jsonb_array_elements(${list}) with ordinality o
  where o.value ->> 'id' = any(${rowIds}::text[]) or o.value #>> '{patch,parentId}' = any(${rowIds}::text[])`
