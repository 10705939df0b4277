import { randomUUID } from 'node:crypto'
import type { Principal } from '@throughline/domain'
import type { RequestHandler } from 'express'
import type { AppContext } from '../context.ts'

const header = 'X-Request-Id'
const silent = new Set(['/healthz', '/readyz', '/metrics'])

/** What is known of a request: set as it passes, told on each line about it. */
export interface RequestLocals {
  requestId?: string
  operation?: string
  projectId?: string | undefined
  principal?: Principal
}

/** A request's id: the caller's when it is a plain one, else a new one; it is on the answer and on every line about it. */
export const identifyRequest: RequestHandler = (request, response, next) => {
  const given = request.get(header)
  const requestId = given && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID()
  response.locals.requestId = requestId
  response.set(header, requestId)
  next()
}

export const fieldsOf = ({ requestId, operation, projectId, principal }: RequestLocals) => ({
  requestId,
  operation,
  organisationId: principal?.organisationId,
  projectId,
})

/** One line and one measurement for each answer. No address, query or header: they may hold names and secrets. */
export function logRequests({ log, metrics }: AppContext): RequestHandler {
  return (request, response, next) => {
    const since = performance.now()
    const { method, path } = request
    response.once('close', () => {
      const milliseconds = Math.round(performance.now() - since)
      const locals = response.locals as RequestLocals
      const status = response.writableFinished ? response.statusCode : 499
      metrics.requests.observe({ operation: locals.operation ?? 'other', status: String(status) }, milliseconds / 1000)
      if (silent.has(path)) return
      log[status >= 500 ? 'warn' : 'info']({ ...fieldsOf(locals), method, status, milliseconds }, 'answered')
    })
    next()
  }
}
