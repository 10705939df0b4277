import type { OrganisationRole } from '@throughline/contract'
import { type Database, findApiToken, findSession } from '@throughline/database'
import { hashSecret, isSecret, readToken } from './secrets.ts'

/** Who a request or a socket comes from, and by which session or token (`id`). */
export interface Principal {
  kind: 'session' | 'token'
  id: string
  personId: string
  organisationId: string
  organisationRole: OrganisationRole
  expiresAt: string | null
}

/** The living session of a cookie; null when there is none. */
export async function authenticateSession(database: Database, cookie: string): Promise<Principal | null> {
  const found = await findSession(database.kysely, hashSecret(cookie))
  if (!found) return null
  const { sessionId, ...rest } = found
  return { kind: 'session', id: sessionId, ...rest }
}

/** The living bearer token `tl_<id>_<secret>`; null when there is none. */
export async function authenticateToken(database: Database, token: string): Promise<Principal | null> {
  const given = readToken(token)
  if (!given) return null
  const found = await findApiToken(database.kysely, given.id)
  if (!found || !isSecret(given.secret, found.secretHash)) return null
  const { personId, organisationId, organisationRole, expiresAt } = found
  return { kind: 'token', id: given.id, personId, organisationId, organisationRole, expiresAt }
}
