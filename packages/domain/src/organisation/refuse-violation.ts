import { ProblemError } from '@throughline/contract'

const refuse = (violation: string, problem: () => Error) => (error: unknown) => {
  if ((error as { code?: unknown } | null)?.code !== violation) throw error
  throw problem()
}

/** For a row whose name has to be its own. */
export const refuseTakenName = (what: string) =>
  refuse('23505', () => new ProblemError('conflict', { detail: `There is a ${what} of this name already.` }))

/** For a row that others name, or that names others. */
export const refuseForeign = (problem: () => Error) => refuse('23503', problem)
