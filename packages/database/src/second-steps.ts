import { type Kysely, sql } from 'kysely'
import type { Schema } from './database.ts'

/** Second steps stand before a tenant, as the sign-in does. */
type Executor = Kysely<Schema>

export interface StoredSecondStep {
  /** Sealed. */
  secret: string
  isConfirmed: boolean
  codesLeft: number
}

export async function findSecondStep(executor: Executor, personId: string): Promise<StoredSecondStep | undefined> {
  const { rows } = await sql<StoredSecondStep>`
    select secret, is_confirmed as "isConfirmed", codes_left as "codesLeft"
    from find_second_step(${personId})`.execute(executor)
  return rows[0]
}

async function isDone(executor: Executor, call: ReturnType<typeof sql<{ done: boolean }>>): Promise<boolean> {
  const { rows } = await call.execute(executor)
  return rows[0]?.done ?? false
}

/** False when the person has one that is confirmed. */
export const beginSecondStep = (executor: Executor, personId: string, secret: string) =>
  isDone(executor, sql`select begin_second_step(${personId}, ${secret}) as done`)

/** False when the code of this or a later time was used already. */
export const takeCodeStep = (executor: Executor, personId: string, step: number) =>
  isDone(executor, sql`select take_code_step(${personId}, ${step}) as done`)

export async function replaceRecoveryCodes(executor: Executor, personId: string, hashes: readonly Buffer[]) {
  await sql`select replace_recovery_codes(${personId}, ${hashes}::bytea[])`.execute(executor)
}

/** False for a code that is none, or was used. */
export const takeRecoveryCode = (executor: Executor, personId: string, hash: Buffer) =>
  isDone(executor, sql`select take_recovery_code(${personId}, ${hash}) as done`)

/** False when there is none. */
export const removeSecondStep = (executor: Executor, personId: string) =>
  isDone(executor, sql`select remove_second_step(${personId}) as done`)
