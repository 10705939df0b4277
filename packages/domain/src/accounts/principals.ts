import { createHash } from 'node:crypto'
import type { Database, Tenant } from '@throughline/database'
import { authenticateSession, authenticateToken, type Principal } from './principal.ts'

/**
 * Who a secret belongs to, remembered for half a minute, so that most requests need not ask for it. What is remembered
 * may be over: whoever acts by it has the database require it as the transaction begins (`tenantOf`), in the same round
 * trip, so that a revoked credential does nothing, in whatever process it was revoked.
 */
export interface Principals {
  /** As it was in the last half minute. */
  find(kind: Principal['kind'], secret: string): Promise<Principal | null>
  /** As it is. */
  findAnew(kind: Principal['kind'], secret: string): Promise<Principal | null>
}

const rememberedMilliseconds = 30_000
const mostRemembered = 10_000

/** What row-level security goes by for a principal, and what has to hold still. */
export function tenantOf(principal: Principal): Tenant {
  const { organisationId, kind, id, personId, organisationRole, projectIds } = principal
  return { organisationId, projectIds, credential: { kind, id, personId, organisationRole } }
}

export function createPrincipals(database: Database, now = () => performance.now()): Principals {
  const remembered = new Map<string, { principal: Principal; until: number }>()
  const authenticate = { session: authenticateSession, token: authenticateToken }

  async function findAnew(kind: Principal['kind'], secret: string): Promise<Principal | null> {
    const principal = await authenticate[kind](database, secret)
    const key = keyOf(kind, secret)
    remembered.delete(key)
    if (!principal) return null
    remembered.set(key, { principal, until: now() + rememberedMilliseconds })
    const [oldest] = remembered.keys()
    if (remembered.size > mostRemembered && oldest !== undefined) remembered.delete(oldest)
    return principal
  }

  return {
    async find(kind, secret) {
      const known = remembered.get(keyOf(kind, secret))
      return known && known.until > now() ? known.principal : findAnew(kind, secret)
    },
    findAnew,
  }
}

/** Secrets themselves are not kept. */
const keyOf = (kind: Principal['kind'], secret: string): string =>
  createHash('sha256').update(`${kind} ${secret}`).digest('base64')
