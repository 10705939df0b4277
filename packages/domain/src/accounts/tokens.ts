import { type NewToken, NotFoundError, type Token } from '@throughline/contract'
import { insertApiToken, listApiTokens, revokeApiToken, type Transaction } from '@throughline/database'
import { v7 as uuid } from 'uuid'
import type { Actor } from '../actor.ts'
import { createSecret, hashSecret, writeToken } from './secrets.ts'

type TokenRow = Awaited<ReturnType<typeof listApiTokens>>[number]

const present = (row: TokenRow): Token => ({
  id: row.id,
  name: row.name,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  lastUsedAt: row.last_used_at,
})

/** A token with all that its person may do in this organisation; the secret is told this once. */
export async function createToken(
  transaction: Transaction,
  actor: Actor,
  values: { name: string; expiresInDays?: number | undefined },
): Promise<NewToken> {
  const id = uuid()
  const secret = createSecret()
  const expiresAt = values.expiresInDays ? new Date(Date.now() + values.expiresInDays * 86_400_000) : null
  const { organisationId, personId } = actor
  const row = await insertApiToken(transaction, {
    id,
    organisationId,
    personId,
    name: values.name,
    secretHash: hashSecret(secret),
    expiresAt,
  })
  return { ...present(row), secret: writeToken(id, secret) }
}

export async function listTokens(transaction: Transaction, actor: Actor): Promise<Token[]> {
  return (await listApiTokens(transaction, actor.personId)).map(present)
}

export async function revokeToken(transaction: Transaction, actor: Actor, tokenId: string): Promise<void> {
  if (!(await revokeApiToken(transaction, actor.personId, tokenId))) throw new NotFoundError('token')
}
