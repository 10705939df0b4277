import { leastRole, rankOf } from '@throughline/contract'
import { type Kysely, sql } from 'kysely'
import type { Schema, Transaction } from './database.ts'

const least = rankOf(leastRole('project.watch'))
const leastWhenOpened = rankOf(leastRole('project.watch', { viewersMayWatch: true }))

/** A person on a stream. */
export interface WatcherPair {
  projectId: string
  personId: string
}

const watchers = (pairs: readonly WatcherPair[]) => sql`list_watchers(
  ${pairs.map(({ projectId }) => projectId)}::uuid[], ${pairs.map(({ personId }) => personId)}::uuid[],
  ${least}::smallint, ${leastWhenOpened}::smallint)`

/** As a table of `project_id` and `person_id`: members of the project from the least role on or with a custom role that says so, and admins. */
export const watchersOf = (projectId: string, personIds: readonly string[]) =>
  watchers(personIds.map((personId) => ({ projectId, personId })))

/** Those of the pairs that may watch at this moment, in whatever organisation; inside or outside a transaction. */
export async function listWatchers(executor: Kysely<Schema>, pairs: readonly WatcherPair[]): Promise<WatcherPair[]> {
  if (pairs.length === 0) return []
  const { rows } = await sql<WatcherPair>`
    select project_id as "projectId", person_id as "personId" from ${watchers(pairs)}`.execute(executor)
  return rows
}

/** The last revision of a stream, and the one up to which its events are no longer kept. */
export async function findStream(transaction: Transaction, streamId: string) {
  return transaction.selectFrom('stream').select(['head', 'floor']).where('id', '=', streamId).executeTakeFirst()
}

export async function findStreamHead(transaction: Transaction, streamId: string): Promise<number | undefined> {
  return (await findStream(transaction, streamId))?.head
}

/** Heads of streams across tenants, for the gateway's sweep. */
export async function listStreamHeads(transaction: Transaction, ids: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; head: number }>`
    select id, head from stream where id = any(${ids}::uuid[])`.execute(transaction)
  return new Map(rows.map((row) => [row.id, row.head]))
}
