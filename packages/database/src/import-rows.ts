import type { ImportCounts, ImportEntity, ImportRow, ImportRowFilter, ImportRowState } from '@throughline/contract'
import { type RawBuilder, sql } from 'kysely'
import { json, type Transaction } from './database.ts'

/** A field of a row that is there and that the file has otherwise. */
export interface StagedChange {
  field: string
  from: unknown
  to: unknown
  /** What the file's last version said; absent where there was none. */
  before?: unknown
  conflict: boolean
  chosen: boolean
}

/** One row of the difference between a file and the plan, as it is stored. */
export interface StagedRow {
  number: number
  entity: ImportEntity
  rowId: string
  key: string
  guid: string | null
  name: string
  line: number | null
  action: ImportRow['action']
  state: ImportRowState
  chosen: boolean
  conflict: boolean
  /** Without what a new row has anyhow. */
  fileValues: Record<string, unknown>
  changes: StagedChange[]
  /** Rows of the same import that it names. */
  needs: string[]
  problem: ImportRow['problem']
  /** The dates that the file has of a task. */
  stored: unknown
  extra: unknown
}

/** Chosen rows that change something, as far as nothing else is known of them. */
export const isWanted = sql`r.state = 'planned' and r.chosen and r.action <> 'unchanged'`

/** What is to be written: behind what is written already, or released before it. */
const isPlanned = (importId: string) =>
  sql`r.import_id = ${importId} and ((${isWanted} and r.number > ${writtenTo(importId)}) or (r.state = 'mended' and r.chosen))`

const writtenTo = (importId: string) => sql`(select written_to from import_job where id = ${importId})`

/** As callers see it: how far an import is written stands with the import. */
const stateOf = (importId: string) => sql`
  case when ${isWanted} and r.number <= ${writtenTo(importId)} then 'written'
    when r.state = 'mended' then 'planned' else r.state end`

const contentColumns = sql`r.number, r.entity, r.row_id as "rowId", r.key, r.name, r.action, r.chosen,
  r.file_values as "fileValues", r.changes, r.needs`
const rowColumns = (
  importId: string,
) => sql`${contentColumns}, r.guid, r.line, ${stateOf(importId)} as state, r.conflict,
  r.problem, r.stored, r.extra`

/** What writing a row takes. `isMended`: it was released behind what is written. */
export type PlannedRow = Pick<
  StagedRow,
  'number' | 'entity' | 'rowId' | 'name' | 'action' | 'chosen' | 'fileValues' | 'changes' | 'needs'
> & { isMended: boolean }

const rowsPerStatement = 1_000

/** Stores rows in their order; numbers count from the first of all. */
export async function insertImportRows(
  transaction: Transaction,
  place: { organisationId: string; importId: string },
  rows: readonly StagedRow[],
) {
  let last: Promise<unknown> = Promise.resolve()
  for (let from = 0; from < rows.length; from += rowsPerStatement) {
    const next = insertRows(transaction, place, rows.slice(from, from + rowsPerStatement))
    // Heard one round later: the text of the next rows is made while the database takes these.
    next.catch(() => undefined)
    await last
    last = next
  }
  await last
}

const insertRows = (
  transaction: Transaction,
  { organisationId, importId }: { organisationId: string; importId: string },
  rows: readonly StagedRow[],
) =>
  sql`
    insert into import_row (import_id, organisation_id, number, entity, row_id, key, guid, name, line, action, state,
      chosen, conflict, file_values, changes, needs, problem, stored, extra)
    select ${importId}, ${organisationId}, r.number, r.entity, r."rowId", r.key, r.guid, r.name, r.line,
      r.action, coalesce(r.state, 'planned'), coalesce(r.chosen, true), coalesce(r.conflict, false), r."fileValues",
      coalesce(r.changes, '[]'), coalesce(r.needs, '{}'), r.problem, r.stored, r.extra
    from jsonb_to_recordset(${json(rows.map(withoutUsual))}::jsonb) as r (number integer, entity text, "rowId" uuid,
      key text, guid text, name text, line integer, action text, state text, chosen boolean, conflict boolean,
      "fileValues" jsonb, changes jsonb, needs uuid[], problem jsonb, stored jsonb, extra jsonb)`.execute(transaction)

/** What most rows have need not be told of each: the text is half as long. */
function withoutUsual(row: StagedRow): Partial<StagedRow> {
  const { number, entity, rowId, key, name, action, fileValues } = row
  const told: Partial<StagedRow> = { number, entity, rowId, key, name, action, fileValues }
  if (row.guid !== null) told.guid = row.guid
  if (row.line !== null) told.line = row.line
  if (row.state !== 'planned') told.state = row.state
  if (!row.chosen) told.chosen = false
  if (row.conflict) told.conflict = true
  if (row.changes.length > 0) told.changes = row.changes
  if (row.needs.length > 0) told.needs = row.needs
  if (row.problem !== null) told.problem = row.problem
  if (row.stored !== null && row.stored !== undefined) told.stored = row.stored
  if (row.extra !== null && row.extra !== undefined) told.extra = row.extra
  return told
}

export async function deleteImportRows(transaction: Transaction, importId: string) {
  await transaction.deleteFrom('import_row').where('import_id', '=', importId).execute()
}

/** Rows after a number that a filter lets through, in order. */
export async function listImportRowsAfter(
  transaction: Transaction,
  importId: string,
  filter: ImportRowFilter,
  after: number,
  limit: number,
): Promise<StagedRow[]> {
  const { rows } = await sql<StagedRow>`
    select ${rowColumns(importId)} from import_row r
    where r.import_id = ${importId} and r.number > ${after} ${filtered(importId, filter)}
    order by r.number limit ${limit}`.execute(transaction)
  return rows
}

const filtered = (importId: string, { entity, action, state, conflict }: ImportRowFilter): RawBuilder<unknown> =>
  sql.join(
    [
      entity === undefined ? sql`` : sql`and r.entity = ${entity}`,
      action === undefined ? sql`` : sql`and r.action = ${action}`,
      state === undefined ? sql`` : sql`and ${stateOf(importId)} = ${state}`,
      conflict === undefined ? sql`` : sql`and r.conflict = ${conflict}`,
    ],
    sql` `,
  )

export async function lockImportRowByNumber(
  transaction: Transaction,
  importId: string,
  number: number,
): Promise<StagedRow | null> {
  const { rows } = await sql<StagedRow>`
    select ${rowColumns(importId)} from import_row r where r.import_id = ${importId} and r.number = ${number} for update`.execute(
    transaction,
  )
  return rows[0] ?? null
}

/** As one text, which is read in a third of the time that a thousand rows of columns take. */
async function selectPlanned(
  transaction: Transaction,
  importId: string,
  where: RawBuilder<unknown>,
  limit: number,
): Promise<PlannedRow[]> {
  const { rows } = await sql<{ planned: PlannedRow[] }>`
    select coalesce(json_agg(p), '[]') as planned from (
      select ${contentColumns}, r.state = 'mended' as "isMended" from import_row r
      where r.import_id = ${importId} and ${where} order by r.number limit ${limit}) p`.execute(transaction)
  return rows[0]?.planned ?? []
}

/** Planned rows are looked for behind a number, and not behind the last one of all; so many of them. */
export interface PlannedRange {
  after: number
  last: number
  limit: number
}

/**
 * What is to be written next. Looked for some numbers at a time: of rows that have just been stored the planner knows
 * nothing, and would read and sort all that are left. Where few are wanted, more at a time.
 */
export async function listPlannedRows(
  transaction: Transaction,
  importId: string,
  { after, last, limit }: PlannedRange,
): Promise<PlannedRow[]> {
  const planned: PlannedRow[] = []
  let width = limit
  for (let from = after; from < last && planned.length < limit; from += width, width *= 2) {
    const within = sql`r.number > ${from} and r.number <= ${from + width} and ${isWanted}`
    planned.push(...(await selectPlanned(transaction, importId, within, limit - planned.length)))
  }
  return planned
}

/** Rows that were released, up to a number. */
export const listMendedRows = (transaction: Transaction, importId: string, upTo: number, limit: number) =>
  selectPlanned(transaction, importId, sql`r.state = 'mended' and r.chosen and r.number <= ${upTo}`, limit)

export async function countPlannedRows(transaction: Transaction, importId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from import_row r where ${isPlanned(importId)}`.execute(transaction)
  return rows[0]?.count ?? 0
}

export async function countImportRows(transaction: Transaction, importId: string): Promise<ImportCounts> {
  const { rows } = await sql<ImportCounts>`
    select count(*) filter (where action = 'create') as "create", count(*) filter (where action = 'update') as "update",
      count(*) filter (where action = 'delete') as "delete", count(*) filter (where action = 'unchanged') as "unchanged",
      count(*) filter (where conflict) as conflict, count(*) filter (where state in ('parked', 'held')) as parked
    from import_row where import_id = ${importId}`.execute(transaction)
  return rows[0] as ImportCounts
}

/** Chosen rows that cannot be written as they stand; nobody waits for those that are left out. */
export async function countStuckRows(transaction: Transaction, importId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from import_row r
    where r.import_id = ${importId} and r.state in ('parked', 'held') and r.chosen`.execute(transaction)
  return rows[0]?.count ?? 0
}

/** Ids of rows that cannot be written as they stand. */
export async function listStuckRowIds(transaction: Transaction, importId: string): Promise<string[]> {
  const { rows } = await sql<{ rowId: string }>`
    select r.row_id as "rowId" from import_row r
    where r.import_id = ${importId} and r.state in ('parked', 'held')`.execute(transaction)
  return rows.map((row) => row.rowId)
}

/** Rows that wait for one that cannot be written, or mended ones that are written. */
export async function markImportRows(
  transaction: Transaction,
  importId: string,
  numbers: readonly number[],
  state: 'held' | 'written',
) {
  if (numbers.length === 0) return
  await sql`
    update import_row set state = ${state}
    where import_id = ${importId} and number = any(${numbers}::integer[])`.execute(transaction)
}

export async function updateImportRow(
  transaction: Transaction,
  importId: string,
  row: Pick<StagedRow, 'number' | 'fileValues' | 'changes' | 'problem'> & { state: 'parked' | 'mended' },
) {
  await sql`
    update import_row set state = ${row.state}, file_values = ${json(row.fileValues)}, changes = ${json(row.changes)},
      problem = ${row.problem && json(row.problem)}
    where import_id = ${importId} and number = ${row.number}`.execute(transaction)
}

/** Rows that only waited for rows which are in the way no more. */
export async function releaseHeldRows(transaction: Transaction, importId: string) {
  await sql`
    with recursive stuck as (
      select row_id from import_row where import_id = ${importId} and state = 'parked'
      union
      select r.row_id from import_row r join stuck s on s.row_id = any(r.needs)
      where r.import_id = ${importId} and r.state = 'held')
    update import_row r set state = 'mended'
    where r.import_id = ${importId} and r.state = 'held' and not exists (select from stuck s where s.row_id = r.row_id)`.execute(
    transaction,
  )
}

/** Chooses rows or leaves them out, by number or by filter; a change of which no field is chosen stays left out. */
export async function chooseImportRows(
  transaction: Transaction,
  importId: string,
  rows: readonly number[] | ImportRowFilter,
  chosen: boolean,
) {
  await sql`
    update import_row r set chosen = ${chosen}::boolean and (r.action <> 'update' or r.changes = '[]'::jsonb
      or exists (select from jsonb_array_elements(r.changes) c where (c->>'chosen')::boolean))
    where ${selected(importId, rows)}`.execute(transaction)
}

/** Chooses fields of rows, or leaves them out; a row of which no field is left is left out itself. */
export async function chooseImportFields(
  transaction: Transaction,
  importId: string,
  rows: readonly number[] | ImportRowFilter,
  fields: readonly string[],
  chosen: boolean,
) {
  await sql`
    update import_row r set changes = c.changes, chosen = c.chosen
    from (
      select number, jsonb_agg(case when change->>'field' = any(${fields}::text[])
          then change || jsonb_build_object('chosen', ${chosen}::boolean) else change end order by place) as changes,
        bool_or(case when change->>'field' = any(${fields}::text[])
          then ${chosen}::boolean else (change->>'chosen')::boolean end) as chosen
      from import_row r, jsonb_array_elements(r.changes) with ordinality as e (change, place)
      where ${selected(importId, rows)} and r.action = 'update'
      group by number) c
    where r.import_id = ${importId} and r.number = c.number`.execute(transaction)
}

const selected = (importId: string, rows: readonly number[] | ImportRowFilter): RawBuilder<unknown> =>
  Array.isArray(rows)
    ? sql`r.import_id = ${importId} and r.number = any(${rows}::integer[])`
    : sql`r.import_id = ${importId} ${filtered(importId, rows as ImportRowFilter)}`

/** New rows below ones that are left out, or that name them, cannot be written either. */
export async function leaveOutDependents(transaction: Transaction, importId: string) {
  await sql`
    with recursive gone as (
      select row_id from import_row where import_id = ${importId} and action = 'create' and not chosen
      union
      select r.row_id from import_row r join gone g on g.row_id = any(r.needs)
      where r.import_id = ${importId} and r.action = 'create')
    update import_row r set chosen = false from gone g where r.import_id = ${importId} and r.row_id = g.row_id`.execute(
    transaction,
  )
}

/** The dates that the file has of tasks, by their ids. */
export async function listStoredDates(transaction: Transaction, importId: string) {
  const { rows } = await sql<{ rowId: string; line: number | null; stored: unknown }>`
    select row_id as "rowId", line, stored from import_row
    where import_id = ${importId} and entity = 'task' and stored is not null order by number`.execute(transaction)
  return rows
}
