import type { FileStore } from '@throughline/platform'
import { sql } from 'kysely'
import type { Transaction } from './database.ts'

/** Runs statements in a transaction: in the one that is under way, or each time in one of its own. */
export type Within = <Result>(act: (transaction: Transaction) => Promise<Result>) => Promise<Result>

/** Files that are kept in the database. In the transaction of an upload, one that breaks off leaves nothing. */
export const databaseFiles = (within: Within): FileStore => filesIn(within, 'import_chunk', 'import_id')

/** Files of exports and imports of whole organisations, that are kept in the database: `importId` is their run. */
export const organisationFiles = (within: Within): FileStore => filesIn(within, 'organisation_file', 'run_id')

/** `owner` is the column of what a piece belongs to. */
function filesIn(within: Within, table: string, owner: string): FileStore {
  const [pieces, key] = [sql.table(table), sql.id(owner)]
  return {
    put: ({ organisationId, importId }, sequence, bytes) =>
      within(async (transaction) => {
        const piece = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
        await sql`insert into ${pieces} (${key}, organisation_id, sequence, bytes)
          values (${importId}, ${organisationId}, ${sequence}, ${piece})`.execute(transaction)
      }),

    list: ({ importId }, sequence, limit) =>
      within(async (transaction) => {
        const { rows } = await sql<{ bytes: Buffer }>`
          select bytes from ${pieces} where ${key} = ${importId} and sequence >= ${sequence}
          order by sequence limit ${limit}`.execute(transaction)
        return rows.map(({ bytes }) => new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength))
      }),

    remove: ({ importId }) =>
      within(async (transaction) => {
        await sql`delete from ${pieces} where ${key} = ${importId}`.execute(transaction)
      }),
  }
}

/** A transaction that waits for something else for a minute is ended, unless it says in between that it goes on. */
export async function keepTransaction(transaction: Transaction): Promise<void> {
  await sql`select 1`.execute(transaction)
}

/** Across tenants: addresses of buckets with files of imports that have not ended, or that ended within so many hours. */
export async function listImportFileStores(transaction: Transaction, endedWithinHours: number): Promise<string[]> {
  const { rows } = await sql<{ place: string }>`
    select place from import_file_stores(make_interval(hours => ${endedWithinHours})) as place`.execute(transaction)
  return rows.map(({ place }) => place)
}

/** Across tenants: those of these imports that have not ended. */
export async function listImportsUnderWay(
  transaction: Transaction,
  importIds: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from imports_under_way(${importIds}::uuid[]) as id`.execute(transaction)
  return new Set(rows.map(({ id }) => id))
}
