import { issuesOf, type Operation, ProblemError } from '@throughline/contract'
import type { Request } from 'express'
import { z } from 'zod'

const deepest = 64

/** A header as its schema gives it. Throws `bad-request`. */
export function readHeader(name: string, schema: z.ZodType<string>, header: string | undefined): string | undefined {
  const result = schema.optional().safeParse(header)
  if (result.success) return result.data
  throw badRequest(result.error, name)
}

/** Params, query and body of a request as the operation's schemas give them. Throws `bad-request` naming what is wrong. */
export async function parseInput(operation: Operation, request: Request) {
  requireKnown(operation.query, request.query)
  requireShallow(request.body)
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

/** A parameter that is misspelt must not look as if it had been heeded. */
function requireKnown(schema: z.ZodObject | undefined, query: Request['query']): void {
  // Where others say what is sent along.
  if (schema?.def.catchall instanceof z.ZodUnknown) return
  const known = schema?.shape ?? {}
  const issues = Object.keys(query)
    .filter((name) => !Object.hasOwn(known, name))
    .map((name) => ({ path: `query.${name}`, message: 'is not known here' }))
  if (issues.length > 0) throw new ProblemError('bad-request', { issues: issues.slice(0, 20) })
}

/** Level by level, since what is nested too deeply is so for a recursion as well. */
function requireShallow(body: unknown): void {
  let level = [body].filter(isNested)
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth === deepest)
      throw new ProblemError('bad-request', { detail: `A body may be nested ${deepest} levels deep.` })
    level = level.flatMap((value) => Object.values(value).filter(isNested))
  }
}

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null

export function badRequest(error: z.ZodError, prefix = ''): ProblemError {
  return new ProblemError('bad-request', { issues: issuesOf(error, prefix).slice(0, 20) })
}
