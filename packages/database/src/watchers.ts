import { sql } from 'kysely'
import type { Transaction } from './database.ts'

/** Those of the people who may watch the project at this moment: its members, and admins of the organisation. */
export async function listWatchersOf(
  transaction: Transaction,
  projectId: string,
  personIds: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ person_id: string }>`
    select m.person_id from membership m
    where m.organisation_id = current_organisation() and m.person_id = any(${personIds}::uuid[])
      and (m.role = 'admin' or exists (
        select from project_member p where p.project_id = ${projectId} and p.person_id = m.person_id))`.execute(
    transaction,
  )
  return new Set(rows.map((row) => row.person_id))
}

export async function findStreamHead(transaction: Transaction, streamId: string): Promise<number | undefined> {
  const row = await transaction.selectFrom('stream').select('head').where('id', '=', streamId).executeTakeFirst()
  return row?.head
}

/** Heads of streams across tenants, for the gateway's sweep. */
export async function listStreamHeads(transaction: Transaction, ids: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; head: number }>`
    select id, head from stream where id = any(${ids}::uuid[])`.execute(transaction)
  return new Map(rows.map((row) => [row.id, row.head]))
}
