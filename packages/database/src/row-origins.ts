import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from './database.ts'
import { isActStanding } from './history.ts'
import { isWanted } from './import-rows.ts'

/** Where a row of a plan came from: the row of the last import that wrote it, or found it as its file has it. */
export interface RowOrigin {
  rowId: string
  importId: string
  /** In the file. */
  key: string
  guid: string | null
  /** What the file said last, without what a new row has anyhow. */
  fileValues: Record<string, unknown>
}

/** Origins of the rows of a project, without what is only kept for exports. */
export async function listRowOrigins(transaction: Transaction, projectId: string): Promise<RowOrigin[]> {
  const fields = sql`r.row_id as "rowId", r.import_id as "importId", r.key, r.guid, r.file_values as "fileValues"`
  return (await (await selectOrigins<RowOrigin>(transaction, projectId, fields)).execute(transaction)).rows
}

/** What exports write back of it. `extra` is what the file said beyond what is modelled. */
export interface KeptOrigin {
  readonly key: string
  readonly guid: string | null
  readonly extra: unknown
}

/** What exports write back: the key and id of each row in the file it came from, and what the plan does not hold of it. */
export async function listOrigins(
  transaction: Transaction,
  projectId: string,
): Promise<ReadonlyMap<string, KeptOrigin>> {
  const fields = sql`r.row_id as "rowId", r.key, r.guid, r.extra`
  const statement = await selectOrigins<KeptOrigin & { rowId: string }>(transaction, projectId, fields)
  const { rows } = await statement.execute(transaction)
  return new Map(rows.map(({ rowId, ...origin }) => [rowId, origin]))
}

/** Of imports that were not taken back, the newest word about each row. */
async function selectOrigins<Row>(transaction: Transaction, projectId: string, fields: RawBuilder<unknown>) {
  const imports = await listStandingImports(transaction, projectId)
  return sql<Row>`
    select distinct on (r.row_id) ${fields}
    from import_job j join import_row r on r.import_id = j.id
    where j.id = any(${imports}::uuid[]) and r.action <> 'delete'
      and (r.action = 'unchanged' or r.state = 'written' or (${isWanted} and r.number <= j.written_to))
    order by r.row_id, j.created_at desc, j.id desc`
}

async function listStandingImports(transaction: Transaction, projectId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from import_job where project_id = ${projectId} and next_batch > 0`.execute(transaction)
  const standing = await Promise.all(rows.map(({ id }) => isActStanding(transaction, id)))
  return rows.map(({ id }) => id).filter((_, index) => standing[index])
}
