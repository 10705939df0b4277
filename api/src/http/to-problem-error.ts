import { ProblemError } from '@throughline/contract'
import { isClosedOrganisation, isConnectionLost, isStaleCredential } from '@throughline/database'
import { FileStoreError } from '@throughline/platform'
import { ZodError } from 'zod'
import { badRequest } from './parse-input.ts'

const retryAfterSeconds = 1
const fileRetryAfterSeconds = 10

/** What a caller is told of an error that was thrown; null: nothing but that something went wrong. */
export function toProblemError(error: unknown): ProblemError | null {
  if (error instanceof ProblemError) return error
  if (error instanceof ZodError) return badRequest(error)
  if (!(error instanceof Error)) return null
  return ofHttp(error) ?? ofFiles(error) ?? ofDatabase(error)
}

/** Errors of Express and its body parser carry a status. */
function ofHttp(error: Error & { status?: unknown; type?: unknown; limit?: unknown }): ProblemError | null {
  if (error.type === 'entity.too.large')
    return new ProblemError('too-large', {
      detail: `A request body may have ${Number(error.limit) / 1024 ** 2} MB here.`,
    })
  if (error.type === 'charset.unsupported' || error.type === 'encoding.unsupported')
    return new ProblemError('unsupported-media-type', { detail: error.message })
  if (error.type === 'entity.parse.failed')
    return new ProblemError('bad-request', { detail: 'The body is not valid JSON.' })
  if (typeof error.status === 'number' && error.status >= 400 && error.status < 500)
    return new ProblemError('bad-request', { detail: error.message })
  return null
}

/** What the bucket said is for the log. */
function ofFiles(error: Error): ProblemError | null {
  if (!(error instanceof FileStoreError)) return null
  const detail = 'The storage for uploaded files is not reachable, so the file was not taken. Try again later.'
  return new ProblemError('unavailable', { detail, retryAfterSeconds: fileRetryAfterSeconds })
}

const contended = /^(40001|40P01|55P03)$/
const diskFull = '53100'
const unstorable = /^(22021|22P02|22P05|22003|22007|22008|22009)$/

function ofDatabase(error: Error & { code?: unknown }): ProblemError | null {
  if (isStaleCredential(error)) return new ProblemError('unauthenticated')
  if (isClosedOrganisation(error)) return new ProblemError('organisation-suspended')
  const code = String(error.code ?? '')
  if (code === diskFull)
    return new ProblemError('unavailable', {
      detail: 'The database has no room left, so nothing can be changed at present. Try again later.',
      retryAfterSeconds,
    })
  if (isConnectionLost(error))
    return new ProblemError('unavailable', { detail: 'The database is not reachable. Try again.', retryAfterSeconds })
  if (contended.test(code))
    return new ProblemError('unavailable', {
      detail: 'Others write here at this moment. Try again.',
      retryAfterSeconds,
    })
  if (unstorable.test(code))
    return new ProblemError('bad-request', { detail: 'A value in the request cannot be stored.' })
  if (code === '23505') return new ProblemError('conflict', { detail: 'Something with this id is there already.' })
  return null
}
