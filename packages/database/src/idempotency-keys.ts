import { sql } from 'kysely'
import { json, type Transaction } from './database.ts'

/** A key belongs to one person in one organisation. */
export interface KeyScope {
  organisationId: string
  personId: string
  key: string
}

export interface KeptAnswer {
  requestHash: Buffer
  status: number
  headers: Record<string, string>
  body: unknown
}

/**
 * Holds the key until the end of the transaction and answers what was kept for it before; `held` is false when another
 * transaction holds it. One that ends in the very moment of the look may leave `kept` empty here: then
 * `insertKeptAnswer` refuses.
 */
export async function claimIdempotencyKey(
  transaction: Transaction,
  { organisationId, personId, key }: KeyScope,
): Promise<{ held: boolean; kept: KeptAnswer | null }> {
  const name = `${organisationId}/${personId}/${key}`
  const { rows } = await sql<{ held: boolean; status: number | null } & Omit<KeptAnswer, 'status'>>`
    select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as held,
      k.request_hash as "requestHash", k.status, k.headers, k.body
    from (select) one left join idempotency_key k
      on k.organisation_id = ${organisationId} and k.person_id = ${personId} and k.key = ${key}`.execute(transaction)
  const { held = false, status = null, ...answer } = rows[0] ?? {}
  return { held, kept: status === null ? null : ({ ...answer, status } as KeptAnswer) }
}

/** Keeps the answer; false when there is one for the key already, and then the transaction is to be rolled back. */
export async function insertKeptAnswer(
  transaction: Transaction,
  scope: KeyScope,
  answer: KeptAnswer,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('idempotency_key')
    .values({
      organisation_id: scope.organisationId,
      person_id: scope.personId,
      key: scope.key,
      request_hash: answer.requestHash,
      status: answer.status,
      headers: json(answer.headers),
      body: answer.body === undefined ? null : json(answer.body),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}
