import { sql } from 'kysely'
import type { Database } from './database.ts'

/** Points to be added to what is counted for a key, and how long the window of the key is. */
export interface RatePoints {
  key: Buffer
  points: number
  seconds: number
}

/** What is counted for the key now, with what all others added, and when its window ends. */
export interface RateCount {
  points: number
  milliseconds: number
}

/**
 * Adds to many counts in one statement, and answers what they are then, in the order of the keys that were given. Rows are
 * locked in the order of their keys, so that processes that add to the same ones wait and do not deadlock. Keys differ.
 */
export async function addRatePoints(database: Database, given: readonly RatePoints[]): Promise<RateCount[]> {
  const { rows } = await sql<{ key: Buffer; points: number; milliseconds: number }>`
    insert into rate_count as held (key, points, expires_at)
    select key, points, now() + make_interval(secs => seconds)
    from unnest(${given.map(({ key }) => key)}::bytea[], ${given.map(({ points }) => points)}::int[],
      ${given.map(({ seconds }) => seconds)}::int[]) as given (key, points, seconds)
    order by key
    on conflict (key) do update set
      points = excluded.points + case when held.expires_at > now() then held.points else 0 end,
      expires_at = case when held.expires_at > now() then held.expires_at else excluded.expires_at end
    returning key, points, ceil(extract(epoch from expires_at - now()) * 1000)::int as milliseconds`.execute(
    database.kysely,
  )
  const byKey = new Map(rows.map(({ key, ...count }) => [key.toString('hex'), count]))
  return given.map(({ key }) => {
    const count = byKey.get(key.toString('hex'))
    if (!count) throw new Error('a rate count was not written')
    return count
  })
}

export async function deleteRateCount(database: Database, key: Buffer): Promise<void> {
  await database.kysely.deleteFrom('rate_count').where('key', '=', key).execute()
}

/** Takes away counts whose window is over. */
export async function deleteExpiredRateCounts(database: Database): Promise<void> {
  await sql`delete from rate_count where key in (
    select key from rate_count where expires_at < now() limit 10000 for update skip locked)`.execute(database.kysely)
}
