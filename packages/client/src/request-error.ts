import type { FieldConflict, Problem } from '@throughline/contract'

/** A request that was answered with a problem, or (status 0) not answered at all. */
export class RequestError extends Error {
  override readonly name = 'RequestError'
  readonly problem: Problem

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.detail ?? problem.title, options)
    this.problem = problem
  }

  get status(): number {
    return this.problem.status
  }

  /** Name of the problem type, as in `problemTypes`; `unreachable` when there was no answer. */
  get type(): string {
    return this.problem.type.replace(/^.*\//, '')
  }

  get conflicts(): readonly FieldConflict[] {
    return this.problem.conflicts ?? []
  }

  get cycle(): readonly { id: string; name: string }[] {
    return this.problem.cycle ?? []
  }
}

export const unreachable = (cause: unknown): RequestError =>
  new RequestError({ type: '/problems/unreachable', title: 'The service did not answer', status: 0 }, { cause })

/** The problem that a response tells of; proxies and crashes answer without one. */
export async function problemOf(response: Response): Promise<Problem> {
  const fallback = { type: 'about:blank', title: response.statusText || 'The request failed', status: response.status }
  if (!response.headers.get('content-type')?.includes('json')) return fallback
  const body: unknown = await response.json().catch(() => null)
  return isProblem(body) ? body : fallback
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'type' in value && 'title' in value && 'status' in value
}
