import type {
  Calendar,
  ListedProject,
  Project,
  ProjectAct,
  ProjectPatch,
  RecomputeHold,
  ScheduleError,
} from '@throughline/contract'
import { type RawBuilder, sql } from 'kysely'
import { json, type Transaction } from './database.ts'

/** The fields that people set. */
export type ProjectFields = Pick<Project, keyof ProjectPatch>

const projectColumns: readonly (readonly [field: keyof ProjectFields, column: string, type: string])[] = [
  ['name', 'name', 'text'],
  ['description', 'description', 'text'],
  ['startsAt', 'starts_at', 'timestamp'],
  ['scheduleFrom', 'schedule_from', 'text'],
  ['finishBy', 'finish_by', 'timestamp'],
  ['statusDate', 'status_date', 'timestamp'],
  ['scheduleOptions', 'schedule_options', 'jsonb'],
  ['minutesPerDay', 'minutes_per_day', 'integer'],
  ['minutesPerWeek', 'minutes_per_week', 'integer'],
  ['daysPerMonth', 'days_per_month', 'integer'],
  ['currency', 'currency', 'text'],
  ['customFields', 'custom_fields', 'jsonb'],
  ['finishNoticeDays', 'finish_notice_days', 'integer'],
  ['timeZone', 'time_zone', 'text'],
  ['calendarId', 'calendar_id', 'uuid'],
  ['baselineId', 'baseline_id', 'uuid'],
]

/**
 * A project as it is read. `revision` is the head of its stream; `rank` the caller's role as a number, if any, and `acts`
 * what a custom role lets them do instead.
 */
export interface ProjectRow extends ProjectFields {
  id: string
  revision: number
  inputRevision: number
  computedRevision: number
  finishesAt: string | null
  taskCount: number
  scheduleError: ScheduleError | null
  recomputeHold: RecomputeHold | null
  programId: string | null
  rank: number | null
  acts: ProjectAct[] | null
  fieldRevisions: Record<string, number>
  createdAt: string
  updatedAt: string
}

/** Beside what `read_projects` has, whose shape the version before knows. */
const more = sql`recompute_hold(read_projects.id, "inputRevision", "computedRevision") as "recomputeHold",
  (select g.program_id from project g where g.id = read_projects.id) as "programId",
  (select g.finish_notice_days from project g where g.id = read_projects.id) as "finishNoticeDays"`

/** Of these projects those that are live, the most recently changed first. */
async function selectProjects(transaction: Transaction, personId: string | null, ids: RawBuilder<unknown>) {
  const { rows } = await sql<ProjectRow>`
    select *, ${more} from read_projects(${ids}, ${personId})`.execute(transaction)
  return rows
}

/** What a change to a project starts from; read under the lock of its stream. */
export interface ChangeGround {
  project: ProjectRow
  actorName: string | null
  /** The time of the transaction: what rows written in it bear. */
  now: string
  /** Other projects of the organisation whose recomputes wait. */
  waitingAhead: number
}

/** Null when there is no such live project. */
export async function findChangeGround(
  transaction: Transaction,
  projectId: string,
  personId: string,
): Promise<ChangeGround | null> {
  const { rows } = await sql<ProjectRow & Omit<ChangeGround, 'project'>>`
    select *, ${more}, now() as now
    from read_projects(array[${projectId}::uuid], ${personId}), read_change_ground(${projectId}, ${personId})`.execute(
    transaction,
  )
  if (!rows[0]) return null
  const { actorName, now, waitingAhead, ...project } = rows[0]
  return { project, actorName, now, waitingAhead }
}

export async function getTaskCount(transaction: Transaction, projectId: string): Promise<number> {
  const { task_count } = await transaction
    .selectFrom('project')
    .select('task_count')
    .where('id', '=', projectId)
    .executeTakeFirstOrThrow()
  return task_count
}

export async function getLinkCount(transaction: Transaction, projectId: string): Promise<number> {
  const { link_count } = await transaction
    .selectFrom('project')
    .select('link_count')
    .where('id', '=', projectId)
    .executeTakeFirstOrThrow()
  return link_count
}

/** Those of a program, with what a person is in them. */
export const listProjectRowsOfProgram = (transaction: Transaction, personId: string, programId: string) =>
  selectProjects(
    transaction,
    personId,
    sql`array(select g.id from project g where g.program_id = ${programId} and g.deleted_at is null)`,
  )

/** A project with what tells its health. `calendars`: its own and those that it derives from, where a slip is to be counted. */
export interface ListedProjectRow extends ProjectRow {
  baselineName: string | null
  baselineFinish: string | null
  calendars: Calendar[] | null
  lastRun: ListedProject['lastRun']
}

const lastRun = sql`(
  select json_build_object('id', r.id, 'number', r.number, 'state', r.state, 'startedAt', r.started_at, 'endedAt', r.ended_at)
  from recompute_run r where r.project_id = read_projects.id and r.workflow_run_id is not null
  order by r.started_at desc limit 1)`

const ownCalendars = sql`(
  with recursive line as (
    select c.* from calendar c where c.id = read_projects."calendarId"
    union all
    select c.* from line l join calendar c on c.id = l.base_id and c.project_id = l.project_id)
  select json_agg(json_build_object('id', l.id, 'baseId', l.base_id, 'name', l.name, 'week', l.week,
    'workWeeks', l.work_weeks, 'exceptions', l.exceptions, 'projectId', l.project_id, 'revision', l.revision)) from line l)`

/**
 * Projects of the organisation; those of a person only, unless `all`. The most recently changed first. All that is listed
 * comes in this one statement.
 */
export async function listProjectRows(transaction: Transaction, personId: string, all: boolean) {
  const { rows } = await sql<ListedProjectRow>`
    select read_projects.*, ${more}, ${lastRun} as "lastRun", b.name as "baselineName", b.finishes_at as "baselineFinish",
      case when b.finishes_at <> read_projects."finishesAt" then ${ownCalendars} end as calendars
    from read_projects(list_project_ids(${personId}, ${all}), ${personId})
    left join baseline b on b.id = read_projects."baselineId" and b.deleted_at is null
    order by read_projects."updatedAt" desc, read_projects.id`.execute(transaction)
  return rows
}

export async function findProjectRow(transaction: Transaction, projectId: string, personId: string | null = null) {
  const [row] = await selectProjects(transaction, personId, sql`array[${projectId}::uuid]`)
  return row ?? null
}

/** Those that are live, as everybody reads them. */
export const findProjectRows = (transaction: Transaction, projectIds: readonly string[]) =>
  selectProjects(transaction, null, sql`${projectIds}::uuid[]`)

/** Why its dates do not follow what was asked for; null: they do, or will. */
export async function findRecomputeHold(transaction: Transaction, projectId: string): Promise<RecomputeHold | null> {
  const { rows } = await sql<{ hold: RecomputeHold | null }>`
    select recompute_hold(id, input_revision, computed_revision) as hold from project where id = ${projectId}`.execute(
    transaction,
  )
  return rows[0]?.hold ?? null
}

/** Whether the project is there, what the caller is in it, and what the organisation opened. */
export async function findProjectRank(transaction: Transaction, projectId: string, personId: string) {
  const { rows } = await sql<{ rank: number | null; acts: ProjectAct[] | null; viewersMayWatch: boolean }>`
    select * from find_project_rank(${projectId}, ${personId})`.execute(transaction)
  return rows[0] ?? null
}

export interface NewProject extends Omit<ProjectFields, 'startsAt' | 'baselineId'> {
  id: string
  organisationId: string
  startsAt: string | null
  seedKey: string | null
}

/** Without `startsAt` it starts today at 08:00 in its time zone. */
export async function insertProject(transaction: Transaction, project: NewProject) {
  const columns = projectColumns.filter(([field]) => field !== 'startsAt')
  const names = columns.map(([, column]) => sql.ref(column))
  await sql`
    insert into project (id, organisation_id, seed_key, starts_at, ${sql.join(names)})
    values (${project.id}, ${project.organisationId}, ${project.seedKey},
      coalesce(${project.startsAt}::timestamp, date_trunc('day', now() at time zone ${project.timeZone}) + interval '8 hours'),
      ${sql.join(valuesOf(columns, { ...project, baselineId: null }))})`.execute(transaction)
}

const valuesOf = (columns: typeof projectColumns, fields: Omit<ProjectFields, 'startsAt'>): RawBuilder<unknown>[] => {
  const values: Partial<Record<keyof ProjectFields, unknown>> = fields
  return columns.map(([field, , type]) => {
    const value = values[field]
    return sql`${type === 'jsonb' ? json(value) : value}::${sql.raw(type)}`
  })
}

/** What people set on a live project, and when; without what takes counting. */
export async function findProjectFields(transaction: Transaction, projectId: string) {
  const { rows } = await sql<ProjectFields & Pick<ProjectRow, 'id' | 'fieldRevisions' | 'finishesAt'>>`
    select id, ${sql.join(projectColumns.map(([field, column]) => sql`${sql.ref(column)} as ${sql.ref(field)}`))},
      finishes_at as "finishesAt", field_revisions as "fieldRevisions"
    from project where id = ${projectId} and deleted_at is null`.execute(transaction)
  return rows[0] ?? null
}

export async function updateProjectFields(
  transaction: Transaction,
  projectId: string,
  revision: number,
  fields: ProjectFields,
  touched: readonly string[],
) {
  const revisions = Object.fromEntries(touched.map((field) => [field, revision]))
  const values = valuesOf(projectColumns, fields)
  const assign = projectColumns.map(([, column], index) => sql`${sql.ref(column)} = ${values[index]}`)
  await sql`
    update project set ${sql.join(assign)}, revision = ${revision},
      field_revisions = field_revisions || ${json(revisions)}::jsonb
    where id = ${projectId}`.execute(transaction)
}

export async function markProjectDeleted(transaction: Transaction, projectId: string, revision: number) {
  await sql`
    update project set deleted_at = now(), updated_at = now(), revision = ${revision} where id = ${projectId}
  `.execute(transaction)
}
