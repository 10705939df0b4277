import { type Kysely, sql } from 'kysely'
import type { Schema } from './database.ts'

/** Passkeys stand before a tenant, as the sign-in does. */
type Executor = Kysely<Schema>

export interface NewPasskey {
  id: string
  personId: string
  credentialId: string
  publicKey: Buffer
  counter: number
  transports: readonly string[]
  name: string
}

/** False when it is there already. */
export async function insertPasskey(executor: Executor, passkey: NewPasskey): Promise<boolean> {
  const { id, personId, credentialId, publicKey, counter, transports, name } = passkey
  const { rows } = await sql<{ done: boolean }>`
    select add_passkey(${id}, ${personId}, ${credentialId}, ${publicKey}, ${counter}::bigint, ${transports}::text[],
      ${name}) as done`.execute(executor)
  return rows[0]?.done ?? false
}

export interface PasskeyRow {
  id: string
  credentialId: string
  transports: string[]
  name: string
  createdAt: string
  lastUsedAt: string | null
}

export async function listPasskeysOf(executor: Executor, personId: string): Promise<PasskeyRow[]> {
  const { rows } = await sql<PasskeyRow>`
    select id, credential_id as "credentialId", transports, name, created_at as "createdAt", last_used_at as "lastUsedAt"
    from list_passkeys(${personId})`.execute(executor)
  return rows
}

export interface FoundPasskey {
  id: string
  personId: string
  publicKey: Buffer
  counter: number
}

export async function findPasskey(executor: Executor, credentialId: string): Promise<FoundPasskey | undefined> {
  const { rows } = await sql<FoundPasskey>`
    select id, person_id as "personId", public_key as "publicKey", counter::double precision as counter
    from find_passkey(${credentialId})`.execute(executor)
  return rows[0]
}

/** False for a counter that does not go on. */
export async function takePasskeyUse(executor: Executor, id: string, counter: number): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select use_passkey(${id}, ${counter}::bigint) as done`.execute(executor)
  return rows[0]?.done ?? false
}

/** False when the person has no such passkey. */
export async function renamePasskey(executor: Executor, personId: string, id: string, name: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select rename_passkey(${personId}, ${id}, ${name}) as done`.execute(
    executor,
  )
  return rows[0]?.done ?? false
}

export async function deletePasskey(
  executor: Executor,
  personId: string,
  id: string,
): Promise<'done' | 'absent' | 'last'> {
  const { rows } = await sql<{ how: 'done' | 'absent' | 'last' }>`
    select remove_passkey(${personId}, ${id}) as how`.execute(executor)
  return rows[0]?.how ?? 'absent'
}
