import { type ComputedColumns, isDefault } from '@throughline/contract'
import { type RawBuilder, sql } from 'kysely'
import { json, type Transaction } from './database.ts'
import {
  type Column,
  type PlanEntity,
  type PlanRowOf,
  type PlanState,
  planTable,
  rareColumns,
  readColumns,
  settableColumns,
  type ThinEntity,
  type ThinRowOf,
} from './plan-columns.ts'

/** One code for the tables of a plan; what is particular to one stands in the file of its name. */
const list = (parts: readonly RawBuilder<unknown>[]) => sql.join(parts)
const select = (columns: readonly Column[]) =>
  list(columns.map(([field, column]) => sql`t.${sql.ref(column)} as ${sql.ref(field)}`))

/**
 * Whether a row that is found by an id is of a project. It is checked and not searched by: of a project that has just been
 * made the planner knows nothing, takes it for small, and would read all of it for each thousand rows.
 */
export const isOfProject = (projectId: string, column = 't.project_id') =>
  sql`(${sql.ref(column)} = ${projectId}::uuid) is true`

/**
 * One of these ids, each looked up by an index. The planner does not see how many they are: for a thousand it would read a
 * whole table of 50,000 rows.
 */
export const anyOf = (ids: readonly string[]) => sql`any((select ${ids}::uuid[])::uuid[])`

/** Whole rows of the table `t` for which `where` holds. */
export async function selectPlanRows<Entity extends PlanEntity>(
  transaction: Transaction,
  entity: Entity,
  where: RawBuilder<unknown>,
): Promise<PlanRowOf[Entity][]> {
  const statement = sql<PlanRowOf[Entity]>`
    select ${select(readColumns(entity))} from ${planTable(entity)} t where ${where}`
  return (await statement.execute(transaction)).rows
}

/** Live rows written since, without what goes without saying: most rows have none of it, and need not read it. */
export async function listThinRowsSince<Entity extends ThinEntity>(
  transaction: Transaction,
  entity: Entity,
  projectId: string,
  since: number,
): Promise<ThinRowOf[Entity][]> {
  const rare = rareColumns[entity]
  const left = new Set(['editedRevision', ...rare.map(([[field]]) => field)])
  const often = readColumns(entity).filter(([field]) => !left.has(field))
  const { rows } = await sql<ThinRowOf[Entity] & { rare?: object | null | undefined }>`
    select ${select(often)}, case when ${sql.join(rare.map(isUnsaid), sql` and `)} then null else
      json_strip_nulls(json_build_object(${list(rare.flatMap(saidOf))})) end as rare
    from ${planTable(entity)} t
    where t.project_id = ${projectId} and t.revision > ${since} and t.deleted_at is null`.execute(transaction)
  // In place: a copy of each of ten thousand rows takes as long as a tenth of the reading.
  for (const row of rows) {
    const { rare: said } = row
    row.rare = undefined
    if (said) Object.assign(row, said)
  }
  return rows
}

type Rare = (typeof rareColumns)[ThinEntity][number]
const literal = (value: unknown) => sql.lit(typeof value === 'object' ? json(value) : (value as string))

const isUnsaid = ([[, column], fallback]: Rare) =>
  fallback === null ? sql`t.${sql.ref(column)} is null` : sql`t.${sql.ref(column)} = ${literal(fallback)}`

function saidOf([[field, column, type], fallback]: Rare): RawBuilder<unknown>[] {
  const value = sql`t.${sql.ref(column)}`
  const told = type === 'timestamp' ? sql`to_char(${value}, ${sql.lit(minuteFormat)})` : value
  return [sql.lit(field), fallback === null ? told : sql`nullif(${value}, ${literal(fallback)})`]
}

/** As times of other columns are read. */
const minuteFormat = 'YYYY-MM-DD"T"HH24:MI'

/** Rows as the rules of change need them, deleted ones too, for which `where` holds on the table `t`. */
export async function selectPlanStates<Entity extends PlanEntity>(
  transaction: Transaction,
  entity: Entity,
  where: RawBuilder<unknown>,
): Promise<PlanState<Entity>[]> {
  const statement = sql<PlanState<Entity>>`
    select t.id, ${select(settableColumns[entity])}, t.field_revisions as "fieldRevisions",
      t.deleted_at is not null as "isDeleted"
    from ${planTable(entity)} t where ${where}`
  return (await statement.execute(transaction)).rows
}

export const listPlanRows = <Entity extends PlanEntity>(transaction: Transaction, entity: Entity, projectId: string) =>
  selectPlanRows(transaction, entity, sql`t.project_id = ${projectId} and t.deleted_at is null`)

export const listPlanRowsSince = <Entity extends PlanEntity>(
  transaction: Transaction,
  entity: Entity,
  projectId: string,
  since: number,
) =>
  selectPlanRows(
    transaction,
    entity,
    sql`t.project_id = ${projectId} and t.revision > ${since} and t.deleted_at is null`,
  )

export const listEditedTasksSince = (transaction: Transaction, projectId: string, since: number) =>
  selectPlanRows(
    transaction,
    'task',
    sql`t.project_id = ${projectId} and t.revision > ${since} and t.edited_revision > ${since} and t.deleted_at is null`,
  )

const wallTimes = ['earlyStart', 'earlyFinish', 'lateStart', 'lateFinish'] as const
const toTheMinute = (time: string | null) => time?.slice(0, 16) ?? null

/** Computed fields of tasks that only recomputes have written since: a whole row would say nothing new. */
export async function readComputedSince(
  transaction: Transaction,
  projectId: string,
  since: number,
): Promise<ComputedColumns> {
  const { rows } = await sql<{ columns: ComputedColumns }>`
    select read_computed_since(${projectId}, ${since}) as columns`.execute(transaction)
  if (!rows[0]) throw new Error('read_computed_since answers one row')
  const { columns } = rows[0]
  return { ...columns, ...Object.fromEntries(wallTimes.map((name) => [name, columns[name].map(toTheMinute)])) }
}

/** What became of the rows of each kind after a revision: ids of those deleted, and whether others were written. */
export interface ChangedSince {
  deleted: Record<PlanEntity, string[]>
  isWritten: Record<PlanEntity, boolean>
}

export async function findChangedSince(
  transaction: Transaction,
  projectId: string,
  since: number,
): Promise<ChangedSince> {
  const { rows } = await sql<ChangedSince>`select * from find_changed_since(${projectId}, ${since})`.execute(
    transaction,
  )
  if (!rows[0]) throw new Error('find_changed_since answers one row')
  return rows[0]
}

export async function findPlanRow<Entity extends PlanEntity>(
  transaction: Transaction,
  entity: Entity,
  id: string,
): Promise<PlanRowOf[Entity] | null> {
  const [row] = await selectPlanRows(transaction, entity, sql`t.id = ${id} and t.deleted_at is null`)
  return row ?? null
}

/** The project of a row that is not deleted; whether the project is, shows who goes on to read it. */
export async function findProjectOfRow(transaction: Transaction, entity: PlanEntity, id: string) {
  const { rows } = await sql<{ projectId: string }>`
    select t.project_id as "projectId" from ${planTable(entity)} t where t.id = ${id} and t.deleted_at is null`.execute(
    transaction,
  )
  return rows[0]?.projectId ?? null
}

/** Where rows are written, and the revision that they get. */
export interface WritePlace {
  organisationId: string
  projectId: string
  revision: number
  /** Whether rows are answered as they are read; thousands that nobody looks at are not. */
  isAnswered: boolean
}

const returning = (entity: PlanEntity, { isAnswered }: WritePlace) =>
  isAnswered ? sql`returning ${select(readColumns(entity))}` : sql``

const recordColumns = (columns: readonly Column[]) =>
  list(columns.map(([, column, type]) => sql`${sql.ref(column)} ${sql.raw(type)}`))

const namesOf = (columns: readonly Column[], table?: string) =>
  list(columns.map(([, column]) => sql.ref(table ? `${table}.${column}` : column)))

function recordOf<Entity extends PlanEntity>(columns: readonly Column[], row: PlanState<Entity>) {
  const values = row as unknown as Record<string, unknown>
  const record: Record<string, unknown> = { id: row.id, is_deleted: row.isDeleted }
  for (const [field, column] of columns) record[column] = values[field]
  return record
}

/** Columns in which some row holds something else than the table puts there by itself. */
function saidColumns<Entity extends PlanEntity>(entity: Entity, states: readonly PlanState<Entity>[]): Column[] {
  const fallbacks = new Map(
    (rareColumns as Partial<Record<PlanEntity, readonly Rare[]>>)[entity]?.map(fieldAndFallback),
  )
  return settableColumns[entity].filter(
    ([field]) =>
      !fallbacks.has(field) ||
      states.some((state) => !isDefault((state as unknown as Record<string, unknown>)[field], fallbacks.get(field))),
  )
}

const fieldAndFallback = ([[field], fallback]: Rare): [string, unknown] => [field, fallback]

/** Inserts rows in one statement and answers them as they are read, if at all. */
export async function insertPlanRows<Entity extends PlanEntity>(
  transaction: Transaction,
  entity: Entity,
  place: WritePlace,
  states: readonly PlanState<Entity>[],
): Promise<PlanRowOf[Entity][]> {
  if (states.length === 0) return []
  const columns = saidColumns(entity, states)
  const records = json(states.map((state) => recordOf(columns, state)))
  const edited = entity === 'task'
  const statement = sql<PlanRowOf[Entity]>`
    insert into ${planTable(entity)} as t (id, organisation_id, project_id, revision, created_revision, deleted_at,
      ${namesOf(columns)}${edited ? sql`, edited_revision` : sql``})
    select r.id, ${place.organisationId}::uuid, ${place.projectId}::uuid, ${place.revision}::bigint, ${place.revision}::bigint,
      case when r.is_deleted then now() end, ${namesOf(columns, 'r')}${edited ? sql`, ${place.revision}::bigint` : sql``}
    from jsonb_to_recordset(${records}::jsonb) as r (id uuid, is_deleted boolean, ${recordColumns(columns)})
    ${returning(entity, place)}`
  return (await statement.execute(transaction)).rows
}

/** A written row and which of its fields a person set with it. */
export interface PlanUpdate<Entity extends PlanEntity> {
  state: PlanState<Entity>
  fields: readonly string[]
}

/** Updates rows in one statement and answers them as they are read, if at all. */
export async function updatePlanRows<Entity extends PlanEntity>(
  transaction: Transaction,
  entity: Entity,
  place: WritePlace,
  updates: readonly PlanUpdate<Entity>[],
): Promise<PlanRowOf[Entity][]> {
  if (updates.length === 0) return []
  const columns = settableColumns[entity]
  const records = json(updates.map(({ state, fields }) => ({ ...recordOf(columns, state), fields })))
  const assign = list(columns.map(([, column]) => sql`${sql.ref(column)} = r.${sql.ref(column)}`))
  const statement = sql<PlanRowOf[Entity]>`
    update ${planTable(entity)} t
    set ${assign}, revision = ${place.revision}, updated_at = now(),
      restored_revision = case when t.deleted_at is not null and not r.is_deleted then ${place.revision} else t.restored_revision end,
      deleted_at = case when r.is_deleted then coalesce(t.deleted_at, now()) end,
      field_revisions = t.field_revisions
        || coalesce((select jsonb_object_agg(field, ${place.revision}::bigint) from unnest(r.fields) field), '{}')
      ${entity === 'task' ? sql`, edited_revision = ${place.revision}` : sql``}
    from jsonb_to_recordset(${records}::jsonb)
      as r (id uuid, is_deleted boolean, fields text[], ${recordColumns(columns)})
    where t.id = r.id and t.id = any(${updates.map(({ state }) => state.id)}::uuid[])
    ${returning(entity, place)}`
  return (await statement.execute(transaction)).rows
}

/** Deletes rows, or brings them back as they were, in one statement; answers those that came back as they are read. */
export async function markPlanRows<Entity extends PlanEntity>(
  transaction: Transaction,
  entity: Entity,
  place: WritePlace,
  ids: readonly string[],
  isDeleted: boolean,
): Promise<PlanRowOf[Entity][]> {
  if (ids.length === 0) return []
  const { projectId, revision } = place
  const existence = isDeleted
    ? sql`deleted_at = coalesce(t.deleted_at, now())`
    : sql`deleted_at = null,
        restored_revision = case when t.deleted_at is null then t.restored_revision else ${revision} end`
  const statement = sql<PlanRowOf[Entity]>`
    update ${planTable(entity)} t
    set ${existence}, revision = ${revision}, updated_at = now()
      ${entity === 'task' ? sql`, edited_revision = ${revision}` : sql``}
    where t.id = any(${ids}::uuid[]) and ${isOfProject(projectId)}
    ${isDeleted ? sql`` : returning(entity, place)}`
  return (await statement.execute(transaction)).rows
}
