import { OutgoingError } from '@throughline/platform'
import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client'
import { ProviderError } from './sign-in-provider.ts'

/** What went wrong between this service, a browser and a provider. Messages of others are not told: they may hold anything. */
export function toProviderError(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error
  const outgoing = causeOf(error, OutgoingError)
  if (outgoing) return new ProviderError('unreachable', outgoing.failure, { cause: error })
  if (error instanceof AuthorizationResponseError)
    return new ProviderError(error.error === 'access_denied' ? 'cancelled' : 'refused', plain(error.error))
  if (error instanceof ResponseBodyError) return new ProviderError('refused', plain(error.error))
  if (error instanceof ClientError) return new ProviderError('refused', plain(error.code ?? 'invalid answer'))
  return new ProviderError('refused', 'invalid answer')
}

/** A code as the protocol has them, or nothing. */
const plain = (code: string): string => (/^[\w.-]{1,60}$/.test(code) ? code : 'invalid answer')

function causeOf<Kind>(error: unknown, kind: abstract new (...given: never[]) => Kind): Kind | undefined {
  for (let each = error; each instanceof Error; each = each.cause) if (each instanceof kind) return each
  return undefined
}
