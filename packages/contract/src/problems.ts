import { z } from 'zod'

/** The catalogue of problem types: RFC 9457 `type` is `/problems/<name>`, which is also where a type is explained. */
export const problemTypes = {
  'bad-request': {
    status: 400,
    title: 'The request is not valid',
    when: 'the request does not fit the schema; `issues` say where',
  },
  unauthenticated: { status: 401, title: 'Sign in first', when: 'no valid credentials' },
  'code-needed': {
    status: 401,
    title: 'A code of your authenticator app is needed as well',
    when: 'the password is right, and a second step is set up',
  },
  forbidden: {
    status: 403,
    title: 'Your role does not allow this',
    when: 'the role does not allow it, or a cookie came with a foreign origin',
  },
  'organisation-suspended': {
    status: 403,
    title: 'This organisation is suspended',
    when: 'the organisation is suspended, or waits for its deletion: nothing of it is read or changed',
  },
  'not-found': {
    status: 404,
    title: 'There is no such thing here',
    when: 'there is no such thing, or you may not see it',
  },
  'method-not-allowed': {
    status: 405,
    title: 'This address does not answer to this method',
    when: 'the address does not know this method; `Allow` lists those it knows',
  },
  'request-timeout': {
    status: 408,
    title: 'The request did not arrive in time',
    when: 'the head or the body of the request did not arrive in time',
  },
  'field-conflict': {
    status: 409,
    title: 'Someone changed the same field since',
    when: 'the same field was set since; `conflicts` has both values',
  },
  'link-cycle': {
    status: 409,
    title: 'The link would close a cycle',
    when: 'links would close a cycle; `cycle` has its tasks in order',
  },
  'request-running': {
    status: 409,
    title: 'The first request with this Idempotency-Key is still running',
    when: 'the first request with this Idempotency-Key still runs',
  },
  conflict: {
    status: 409,
    title: 'The request does not fit the present state',
    when: 'the request does not fit the present state',
  },
  'sync-expired': {
    status: 410,
    title: 'The copy is too old to be brought up to date; load it anew',
    when: 'an offline copy is too old, or of another plan; load it anew',
  },
  'too-large': { status: 413, title: 'The request is too large', when: 'body or file is too large' },
  'unsupported-media-type': {
    status: 415,
    title: 'The body is of a type that is not read here',
    when: 'the body is not `application/json`, or in a character set that is not read',
  },
  'unsupported-file': {
    status: 415,
    title: 'The file is of no kind that can be imported',
    when: 'the file is of no kind that can be imported',
  },
  'invalid-change': {
    status: 422,
    title: 'The change cannot be applied',
    when: 'the change cannot be applied; `issues` say why',
  },
  'key-reused': {
    status: 422,
    title: 'The Idempotency-Key was used for another request',
    when: 'the Idempotency-Key belongs to another request',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    when: 'a limit is reached; `Retry-After` says when to try again',
  },
  'head-too-large': {
    status: 431,
    title: 'The address and the headers are too large',
    when: 'the address and the headers of the request have more than 16 KiB together',
  },
  internal: {
    status: 500,
    title: 'Something went wrong here',
    when: 'something went wrong; `X-Request-Id` finds it in the log',
  },
  unavailable: {
    status: 503,
    title: 'A part of the service is not reachable',
    when: 'a part behind the api is not reachable; try again',
  },
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
