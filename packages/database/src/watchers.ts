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

/** Those of the pairs that may watch at this moment, in whatever organisation; inside or outside a transaction. */
export async function listWatchers(executor: Kysely<Schema>, pairs: readonly WatcherPair[]): Promise<WatcherPair[]> {
  if (pairs.length === 0) return []
  const projects = pairs.map(({ projectId }) => projectId)
  const people = pairs.map(({ personId }) => personId)
  const { rows } = await sql<WatcherPair>`
    select project_id as "projectId", person_id as "personId"
    from list_watchers(${projects}::uuid[], ${people}::uuid[], ${least}::smallint, ${leastWhenOpened}::smallint)`.execute(
    executor,
  )
  return rows
}

/** Those of the people who may watch the project at this moment: its members from the least role on, and admins. */
export async function listWatchersOf(
  executor: Kysely<Schema>,
  projectId: string,
  personIds: readonly string[],
): Promise<Set<string>> {
  const pairs = personIds.map((personId) => ({ projectId, personId }))
  return new Set((await listWatchers(executor, pairs)).map(({ personId }) => personId))
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
