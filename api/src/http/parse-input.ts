import { issuesOf, type Operation, ProblemError } from '@throughline/contract'
import type { Request } from 'express'
import type { z } from 'zod'

/** Params, query and body of a request as the operation's schemas give them. Throws `bad-request` naming what is wrong. */
export async function parseInput(operation: Operation, request: Request) {
  return {
    params: await parse(operation.params, request.params, ''),
    query: await parse(operation.query, request.query, 'query.'),
    body: operation.upload ? undefined : await parse(operation.body, request.body, 'body.'),
  }
}

async function parse(schema: z.ZodType | undefined, value: unknown, prefix: string): Promise<unknown> {
  if (!schema) return undefined
  const result = await schema.safeParseAsync(value)
  if (result.success) return result.data
  if (value === undefined) throw new ProblemError('bad-request', { detail: 'Send a body of type application/json.' })
  throw badRequest(result.error, prefix)
}

export function badRequest(error: z.ZodError, prefix = ''): ProblemError {
  return new ProblemError('bad-request', { issues: issuesOf(error, prefix).slice(0, 20) })
}
