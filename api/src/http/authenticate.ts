import type { IncomingHttpHeaders } from 'node:http'
import { ProblemError } from '@throughline/contract'
import { authenticateSession, authenticateToken, type Principal } from '@throughline/domain'
import type { Request } from 'express'
import type { AppContext } from '../context.ts'
import { readSessionCookie } from './session-cookie.ts'
import { isTrustedOrigin } from './trusted-origin.ts'

/** Who a request comes from: by its bearer token, else by its session cookie. */
export async function findPrincipal(context: AppContext, headers: IncomingHttpHeaders): Promise<Principal | null> {
  const bearer = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1]
  if (bearer) return authenticateToken(context.database, bearer)
  const cookie = readSessionCookie(context.settings.api, headers.cookie)
  return cookie ? authenticateSession(context.database, cookie) : null
}

const isReading = (method: string): boolean => method === 'GET' || method === 'HEAD'

/** Throws `unauthenticated`; `forbidden` when a page of others uses the cookie to change something; `too-many-requests`. */
export async function authenticate(context: AppContext, request: Request): Promise<Principal> {
  const principal = await findPrincipal(context, request.headers)
  if (!principal) {
    await context.limits.countAnonymous(addressOf(request))
    throw new ProblemError('unauthenticated')
  }
  await context.limits.countRequest(principal.personId)
  if (principal.kind === 'session' && !isReading(request.method)) requireTrustedOrigin(context, request)
  return principal
}

export function requireTrustedOrigin(context: AppContext, request: Request): void {
  if (isTrustedOrigin(context.settings.api, request.headers)) return
  const detail = 'With a cookie, a change needs the Origin of this service. Programs use a bearer token.'
  throw new ProblemError('forbidden', { detail })
}

export const addressOf = (request: Request): string => request.ip ?? 'unknown'
