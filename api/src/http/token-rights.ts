import {
  isForProjectTokens,
  isWithinScope,
  type OperationId,
  operationRights,
  ProblemError,
  scopeFor,
} from '@throughline/contract'
import type { Principal } from '@throughline/domain'

/**
 * Throws ProblemError `forbidden` where a token, whatever its person may, may not use an operation: beyond its scope, of the
 * whole organisation while it is limited to projects, or for sessions only. Which projects it sees, the database says.
 */
export function requireTokenRight({ kind, scope, projectIds }: Principal, id: OperationId): void {
  if (kind !== 'token') return
  if (operationRights[id] === 'session') refuse('This takes a session: sign in with a browser.')
  if (!isWithinScope(scope, scopeFor(id)))
    refuse(`This takes a token with the scope ${scopeFor(id)}; this one has ${scope}.`)
  if (projectIds && !isForProjectTokens(id)) refuse('This token is for some projects only, and this is not about one.')
}

function refuse(detail: string): never {
  throw new ProblemError('forbidden', { detail })
}
