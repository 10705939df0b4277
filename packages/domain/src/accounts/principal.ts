import type { OrganisationRole, TokenScope } from '@throughline/contract'
import { type Database, findApiToken, findSession } from '@throughline/database'
import { hashSecret, isSecret, readToken } from './secrets.ts'

/** Who a request or a socket comes from, and by which session or token (`id`). */
export interface Principal {
  kind: 'session' | 'token'
  id: string
  personId: string
  organisationId: string
  organisationRole: OrganisationRole
  /** Runs the instance, whatever the organisation. */
  isOperator: boolean
  /** What a token may at most; a session all. */
  scope: TokenScope
  /** The projects that a token is limited to; null: none are kept from it. */
  projectIds: readonly string[] | null
  expiresAt: string | null
}

/** The living session of a cookie; null when there is none. */
export async function authenticateSession(database: Database, cookie: string): Promise<Principal | null> {
  const found = await findSession(database.kysely, hashSecret(cookie))
  if (!found) return null
  const { sessionId, ...rest } = found
  return { kind: 'session', id: sessionId, scope: 'admin', projectIds: null, ...rest }
}

/** The living bearer token `tl_<id>_<secret>`; null when there is none. */
export async function authenticateToken(database: Database, token: string): Promise<Principal | null> {
  const given = readToken(token)
  if (!given) return null
  const found = await findApiToken(database.kysely, given.id)
  if (!found || !isSecret(given.secret, found.secretHash)) return null
  const { secretHash: _, ...rest } = found
  return { kind: 'token', id: given.id, ...rest }
}
