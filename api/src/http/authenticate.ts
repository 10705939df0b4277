import type { IncomingHttpHeaders } from 'node:http'
import { ProblemError } from '@throughline/contract'
import { isStaleCredential } from '@throughline/database'
import type { Principal } from '@throughline/domain'
import type { Request, Response } from 'express'
import type { AppContext } from '../context.ts'
import { tellLimit } from './rate-limit-headers.ts'
import { sessionCookie } from './session-cookie.ts'
import { isTrustedOrigin } from './trusted-origin.ts'

/** By the bearer token of a request, else by its session cookie. */
function credentialOf(context: AppContext, headers: IncomingHttpHeaders): [Principal['kind'], string] | null {
  const bearer = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1]
  if (bearer) return ['token', bearer]
  const cookie = sessionCookie.read(context.settings.api, headers.cookie)
  return cookie ? ['session', cookie] : null
}

/** Who a request comes from, as it is at this moment. */
export async function findPrincipal(context: AppContext, headers: IncomingHttpHeaders): Promise<Principal | null> {
  const credential = credentialOf(context, headers)
  return credential && context.principals.findAnew(...credential)
}

const isReading = (method: string): boolean => method === 'GET' || method === 'HEAD'

/**
 * Who a request comes from; what it does then, it does by `actAs`.
 * Throws `unauthenticated`; `forbidden` when a page of others uses the cookie to change something; `too-many-requests`.
 */
export async function authenticate(
  context: AppContext,
  request: Request,
  response: Response,
  { anew = false } = {},
): Promise<Principal> {
  const credential = credentialOf(context, request.headers)
  const principal = credential && (await context.principals[anew ? 'findAnew' : 'find'](...credential))
  if (!principal) return refuse(context, request)
  tellLimit(response, await context.limits.countRequest(principal))
  if (principal.kind === 'session' && !isReading(request.method)) requireTrustedOrigin(context, request)
  return principal
}

async function refuse(context: AppContext, request: Request): Promise<never> {
  await context.limits.countAnonymous(addressOf(request))
  throw new ProblemError('unauthenticated')
}

/**
 * Runs `act`, whose transactions require the principal's credential; once more where it stands for somebody with
 * another role or organisation by now. Throws `unauthenticated` where it is over.
 */
export async function actAs<Result>(
  context: AppContext,
  request: Request,
  principal: Principal,
  act: (principal: Principal) => Promise<Result>,
): Promise<Result> {
  try {
    return await act(principal)
  } catch (error) {
    if (!isStaleCredential(error)) throw error
    return act((await findPrincipal(context, request.headers)) ?? (await refuse(context, request)))
  }
}

export function requireTrustedOrigin(context: AppContext, request: Request): void {
  if (isTrustedOrigin(context.settings.api, request.headers)) return
  const detail = 'With a cookie, a change needs the Origin of this service. Programs use a bearer token.'
  throw new ProblemError('forbidden', { detail })
}

export const addressOf = (request: Request): string => request.ip ?? 'unknown'
