import { ApplicationFailure, TemporalFailure } from '@temporalio/common'
import { ProblemError } from '@throughline/contract'
import { FileStoreError } from '@throughline/platform'

/**
 * What Temporal keeps of an error. Messages of other people's errors may quote rows, so a history gets kinds and codes;
 * the whole error stands in the log of the worker. Retrying mends what the database or the network refused, not values
 * that the database cannot take and not defects of the code.
 */
export function toFailure(error: unknown): Error {
  if (error instanceof TemporalFailure) return error
  if (error instanceof ProblemError) return failure(`Refused: ${error.type}`, error.name, false)
  if (error instanceof FileStoreError) return failure(error.message, error.name, false)
  const code = sqlState(error)
  if (code) return failure(`The database answered ${code}`, 'DatabaseError', /^2[23]/.test(code))
  if (error instanceof Error)
    return failure(`${error.name}; the worker's log has it whole`, error.name, isDefect(error))
  return failure('Something that is no error was thrown', 'UnknownError', false)
}

const failure = (message: string, type: string, nonRetryable: boolean) =>
  ApplicationFailure.create({ message, type, nonRetryable })

function sqlState(error: unknown): string | null {
  const { code } = (error ?? {}) as { code?: unknown }
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : null
}

const isDefect = (error: Error): boolean =>
  error instanceof TypeError ||
  error instanceof RangeError ||
  error instanceof ReferenceError ||
  error.name === 'ZodError'
