import { randomUUID } from 'node:crypto'
import type { Principal } from '@throughline/domain'
import type { RequestHandler, Response } from 'express'
import { pinoHttp } from 'pino-http'
import type { AppContext } from '../context.ts'

const header = 'X-Request-Id'
const silent = new Set(['/healthz', '/readyz', '/metrics'])

/** A request's id: the caller's when it is a plain one, else a new one; it is on the answer and on every line about it. */
export const identifyRequest: RequestHandler = (request, response, next) => {
  const given = request.get(header)
  const requestId = given && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID()
  response.locals.requestId = requestId
  response.set(header, requestId)
  next()
}

/** One line for each answer: ids, operation, status, time. No query, no headers: they may hold names and secrets. */
export function logRequests({ log }: AppContext): RequestHandler {
  return pinoHttp({
    logger: log,
    quietReqLogger: true,
    autoLogging: { ignore: (request) => silent.has(request.url ?? '') },
    customLogLevel: (_request, response) => (response.statusCode >= 500 ? 'warn' : 'info'),
    customProps: (request, response) => describe(request.method, (response as Response).locals ?? {}),
    serializers: { req: () => undefined, res: (response: { statusCode: number }) => ({ status: response.statusCode }) },
  }) as RequestHandler
}

interface Locals {
  requestId?: string
  operation?: string
  projectId?: string
  principal?: Principal
}

const describe = (method: string | undefined, { requestId, operation, projectId, principal }: Locals) => ({
  requestId,
  method,
  operation,
  organisationId: principal?.organisationId,
  projectId,
})

/** Time to answer, by operation; what is none counts as `other`. */
export function measureRequests({ metrics }: AppContext): RequestHandler {
  return (_request, response, next) => {
    const end = metrics.requests.startTimer()
    response.once('finish', () => {
      const { operation = 'other' } = response.locals as Locals
      end({ operation, status: String(response.statusCode) })
    })
    next()
  }
}
