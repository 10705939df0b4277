import type { OperationId } from '@throughline/contract'
import type { Caller } from '@throughline/database'
import type { Principal } from '@throughline/domain'
import type { Request } from 'express'
import { addressOf } from './authenticate.ts'

const longestAgent = 200

/** Where a request comes from, as the audit trail keeps it with what it changed. */
export function callerOf(request: Request, act: OperationId, principal?: Principal): Caller {
  const by = principal ? { personId: principal.personId, kind: principal.kind, id: principal.id } : {}
  const agent = (request.get('user-agent') ?? '').slice(0, longestAgent)
  return { act, ...by, address: addressOf(request), agent, requestId: String(request.res?.get('X-Request-Id') ?? '') }
}
