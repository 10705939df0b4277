import { ProblemError } from '@throughline/contract'
import type { ErrorRequestHandler, RequestHandler, Response } from 'express'
import type { AppContext } from '../context.ts'
import { fieldsOf, type RequestLocals } from './request-log.ts'
import { toProblemError } from './to-problem-error.ts'

/**
 * The one way from an error to an answer. What has no problem type is logged, and told without details. The rest of a
 * body is read and dropped, so that the connection can carry the answer, and the next request.
 */
export function handleErrors(context: AppContext): ErrorRequestHandler {
  return (error, request, response, _next) => {
    const problem = toProblemError(error) ?? new ProblemError('internal')
    if (problem.status >= 500) {
      const fields = fieldsOf(response.locals as RequestLocals)
      context.log.error({ err: error, ...fields }, problem.type === 'internal' ? 'a request failed' : problem.type)
    }
    request.resume()
    if (response.headersSent) response.destroy()
    else sendProblem(response, problem, request.path)
  }
}

export function sendProblem(response: Response, problem: ProblemError, instance: string): void {
  const { retryAfterSeconds } = problem.details
  if (retryAfterSeconds !== undefined) response.set('Retry-After', String(retryAfterSeconds))
  if (problem.type === 'unauthenticated') response.set('WWW-Authenticate', 'Bearer')
  response
    .status(problem.status)
    .type('application/problem+json')
    .send(JSON.stringify(problem.toProblem(instance)))
}

export const refuseUnknown: RequestHandler = () => {
  throw new ProblemError('not-found', { detail: 'There is no such address. /api/docs lists all.' })
}

/** Answers for the methods that an address does not have. */
export function refuseOtherMethods(methods: readonly string[]): RequestHandler {
  const allow = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ')
  return (request, response) => {
    response.set('Allow', allow)
    if (request.method !== 'OPTIONS')
      throw new ProblemError('method-not-allowed', { detail: `It answers to ${allow}.` })
    response.status(204).end()
  }
}
