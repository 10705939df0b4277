import { z } from 'zod'

/** The catalogue of problem types: RFC 9457 `type` is `/problems/<name>`. */
export const problemTypes = {
  'bad-request': { status: 400, title: 'The request is not valid' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  'code-needed': { status: 401, title: 'A code of your authenticator app is needed as well' },
  forbidden: { status: 403, title: 'Your role does not allow this' },
  'not-found': { status: 404, title: 'There is no such thing here' },
  'method-not-allowed': { status: 405, title: 'This address does not answer to this method' },
  'field-conflict': { status: 409, title: 'Someone changed the same field since' },
  'link-cycle': { status: 409, title: 'The link would close a cycle' },
  'request-running': { status: 409, title: 'The first request with this Idempotency-Key is still running' },
  conflict: { status: 409, title: 'The request does not fit the present state' },
  'sync-expired': { status: 410, title: 'The copy is too old to be brought up to date; load it anew' },
  'too-large': { status: 413, title: 'The request is too large' },
  'unsupported-media-type': { status: 415, title: 'The body is of a type that is not read here' },
  'unsupported-file': { status: 415, title: 'The file is of no kind that can be imported' },
  'invalid-change': { status: 422, title: 'The change cannot be applied' },
  'key-reused': { status: 422, title: 'The Idempotency-Key was used for another request' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong here' },
  unavailable: { status: 503, title: 'A part of the service is not reachable' },
} as const
export type ProblemType = keyof typeof problemTypes

const issue = z.object({ path: z.string(), message: z.string() })

export const fieldConflict = z.object({
  entity: z.string(),
  id: z.string(),
  field: z.string(),
  yours: z.unknown(),
  theirs: z.unknown(),
  revision: z.int(),
})

/** RFC 9457. `issues` name what is wrong and where; `conflicts` both values; `cycle` the tasks of a cycle in order. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string().optional(),
    issues: z.array(issue).optional(),
    conflicts: z.array(fieldConflict).optional(),
    cycle: z.array(z.object({ id: z.string(), name: z.string() })).optional(),
  })
  .meta({ id: 'Problem' })

export type Problem = z.infer<typeof problem>
export type FieldConflict = z.infer<typeof fieldConflict>
export type ProblemDetails = Pick<Problem, 'detail' | 'issues' | 'conflicts' | 'cycle'> & { retryAfterSeconds?: number }

/** An error that a caller is told of. Everything else is `internal` and only logged. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly type: ProblemType
  readonly details: ProblemDetails

  constructor(type: ProblemType, details: ProblemDetails = {}) {
    super(details.detail ?? problemTypes[type].title)
    this.type = type
    this.details = details
  }

  get status(): number {
    return problemTypes[this.type].status
  }

  toProblem(instance?: string): Problem {
    const { retryAfterSeconds: _, ...details } = this.details
    const { status, title } = problemTypes[this.type]
    return { type: `/problems/${this.type}`, title, status, ...details, ...(instance ? { instance } : {}) }
  }
}

export class NotFoundError extends ProblemError {
  constructor(what: string) {
    super('not-found', { detail: `There is no such ${what}, or you may not see it.` })
  }
}

export class InvalidChangeError extends ProblemError {
  constructor(path: string, message: string) {
    super('invalid-change', { detail: message, issues: [{ path, message }] })
  }
}
