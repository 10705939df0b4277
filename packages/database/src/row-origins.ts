import type { ImportEntity } from '@throughline/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from './database.ts'

/** Where a row of a plan came from. */
export interface RowOrigin {
  rowId: string
  entity: ImportEntity
  /** In the file. */
  key: string
  guid: string | null
  /** What the file said last, without what a new row has anyhow. */
  fileValues: Record<string, unknown>
  /** The change set that wrote it. */
  revision: number
}

/** Origins of the rows of a project, without what is only kept for exports. */
export async function listRowOrigins(transaction: Transaction, projectId: string): Promise<RowOrigin[]> {
  const { rows } = await sql<RowOrigin>`
    select row_id as "rowId", entity, key, guid, file_values as "fileValues", revision
    from row_origin where project_id = ${projectId}`.execute(transaction)
  return rows
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
  const { rows } = await sql<KeptOrigin & { rowId: string }>`
    select row_id as "rowId", key, guid, extra from row_origin where project_id = ${projectId}`.execute(transaction)
  return new Map(rows.map(({ rowId, ...origin }) => [rowId, origin]))
}

interface OriginPlace {
  organisationId: string
  projectId: string
  importId: string
  revision: number
}

/** Rows of an import that a batch wrote: they are marked as written, and come from it now. */
export async function keepWrittenOrigins(transaction: Transaction, place: OriginPlace, numbers: readonly number[]) {
  await sql`
    with written as (
      update import_row set state = 'written'
      where import_id = ${place.importId} and number = any(${numbers}::integer[])
      returning row_id, entity, key, guid, file_values, extra, action)
    ${inserted(place, sql`written r where r.action <> 'delete'`)}`.execute(transaction)
}

/** Rows that were as the file has them come from it as well. */
export async function keepUnchangedOrigins(transaction: Transaction, place: OriginPlace) {
  const unchanged = sql`import_row r where r.import_id = ${place.importId} and r.action = 'unchanged'`
  await inserted(place, unchanged).execute(transaction)
}

const inserted = ({ organisationId, projectId, importId, revision }: OriginPlace, rows: RawBuilder<unknown>) => sql`
  insert into row_origin (row_id, organisation_id, project_id, entity, import_id, key, guid, file_values, extra, revision)
  select r.row_id, ${organisationId}::uuid, ${projectId}::uuid, r.entity, ${importId}::uuid, r.key, r.guid, r.file_values,
    r.extra, ${revision}::bigint
  from ${rows}
  on conflict (row_id) do update set import_id = excluded.import_id, key = excluded.key, guid = excluded.guid,
    file_values = excluded.file_values, extra = excluded.extra, revision = excluded.revision`
