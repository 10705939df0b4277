import { authenticateToken, type Principal } from '@throughline/domain'
import type { AppContext } from '../context.ts'
import { findPrincipal } from '../http/authenticate.ts'
import { isTrustedOrigin } from '../http/trusted-origin.ts'
import { type LiveSocket, refusals } from './sockets.ts'

class NotSignedInError extends Error {
  override readonly name = 'NotSignedInError'
  readonly data = { code: refusals.notSignedIn }
}

/** Lets in programs with a bearer token in `auth`, and pages of ours with a session cookie. Nothing in the URL counts, or is allowed there. */
export function admitSocket(context: AppContext) {
  return (socket: LiveSocket, next: (error?: Error) => void): void => {
    findSocketPrincipal(context, socket).then(
      (principal) => {
        if (!principal) return next(new NotSignedInError('sign in first'))
        socket.data.principal = principal
        next()
      },
      (error: unknown) => {
        context.log.warn({ err: error }, 'a socket could not be authenticated')
        next(new Error('try again'))
      },
    )
  }
}

async function findSocketPrincipal(context: AppContext, socket: LiveSocket): Promise<Principal | null> {
  const { auth, headers, query } = socket.handshake
  if (query.token !== undefined) return null
  if (typeof auth.token === 'string') return authenticateToken(context.database, auth.token)
  if (!isTrustedOrigin(context.settings.api, headers)) return null
  return findPrincipal(context, { ...(headers.cookie ? { cookie: headers.cookie } : {}) })
}
