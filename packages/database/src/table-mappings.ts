import type { TableMapping } from '@throughline/contract'
import { sql } from 'kysely'
import { json, type Transaction } from './database.ts'

/** How the organisation reads tables with such a header; null when it has seen none. */
export async function findTableMapping(transaction: Transaction, headerHash: Buffer): Promise<TableMapping | null> {
  const row = await transaction
    .selectFrom('table_mapping')
    .select('mapping')
    .where('header_hash', '=', headerHash)
    .executeTakeFirst()
  return (row?.mapping as TableMapping | undefined) ?? null
}

export async function keepTableMapping(
  transaction: Transaction,
  organisationId: string,
  headerHash: Buffer,
  mapping: TableMapping,
) {
  await sql`
    insert into table_mapping (organisation_id, header_hash, mapping)
    values (${organisationId}, ${headerHash}, ${json(mapping)})
    on conflict (organisation_id, header_hash) do update set mapping = excluded.mapping, updated_at = now()`.execute(
    transaction,
  )
}
