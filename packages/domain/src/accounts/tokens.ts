import { type NewToken, NotFoundError, type Token, type TokenScope } from '@throughline/contract'
import { insertApiToken, listApiTokens, revokeApiToken, type Transaction } from '@throughline/database'
import { v7 as uuid } from 'uuid'
import type { Actor } from '../actor.ts'
import { getProject } from '../projects/read-projects.ts'
import { createSecret, hashSecret, prefixOf, writeToken } from './secrets.ts'

export interface NewTokenValues {
  name: string
  expiresInDays?: number | undefined
  scope?: TokenScope
  projectIds?: readonly string[] | null
}

type TokenRow = Awaited<ReturnType<typeof listApiTokens>>[number]

const present = (row: TokenRow): Token => ({
  id: row.id,
  name: row.name,
  prefix: prefixOf(row.id),
  scope: row.scope as TokenScope,
  projectIds: row.project_ids,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  lastUsedAt: row.last_used_at,
})

/**
 * A token with what its person may do in this organisation, within its scope and its projects; the secret is told this
 * once. Throws NotFoundError for a project that the person may not see.
 */
export async function createToken(transaction: Transaction, actor: Actor, values: NewTokenValues): Promise<NewToken> {
  const id = uuid()
  const secret = createSecret()
  const expiresAt = values.expiresInDays ? new Date(Date.now() + values.expiresInDays * 86_400_000) : null
  const { organisationId, personId } = actor
  const { name, scope = 'admin', projectIds = null } = values
  for (const projectId of projectIds ?? []) await getProject(transaction, actor, projectId)
  const row = await insertApiToken(transaction, {
    id,
    organisationId,
    personId,
    ...{ name, scope, projectIds },
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
