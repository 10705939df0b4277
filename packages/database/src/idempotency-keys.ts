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

/** Holds the key until the end of the transaction; false when another transaction holds it. */
export async function lockIdempotencyKey(transaction: Transaction, scope: KeyScope): Promise<boolean> {
  const name = `${scope.organisationId}/${scope.personId}/${scope.key}`
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as locked`.execute(transaction)
  return rows[0]?.locked ?? false
}

export async function findKeptAnswer(transaction: Transaction, scope: KeyScope): Promise<KeptAnswer | undefined> {
  const row = await transaction
    .selectFrom('idempotency_key')
    .select(['request_hash', 'status', 'headers', 'body'])
    .where('organisation_id', '=', scope.organisationId)
    .where('person_id', '=', scope.personId)
    .where('key', '=', scope.key)
    .executeTakeFirst()
  if (!row) return undefined
  const { request_hash: requestHash, status, headers, body } = row
  return { requestHash, status, headers: headers as Record<string, string>, body }
}

export async function insertKeptAnswer(transaction: Transaction, scope: KeyScope, answer: KeptAnswer): Promise<void> {
  await transaction
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
    .execute()
}
