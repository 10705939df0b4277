import type { SignInProblem } from '@throughline/contract'
import { type Finished, finishOutside, purposeUnderWay, SignInRefused } from '@throughline/domain'
import type { AppContext } from '../context.ts'
import type { PublicCall, PublicHandler } from '../http/call.ts'
import { createHostCookie } from '../http/host-cookie.ts'
import { sessionCookie } from '../http/session-cookie.ts'
import { signedInCookies, termsOf } from './signed-in.ts'

/** What a sign-in through a provider needs between its steps, sealed. */
export const signInCookie = createHostCookie('throughline_sign_in')

export const returnAddressOf = ({ settings }: AppContext, providerId: string): string =>
  `${settings.api.publicUrl}/api/v1/sign-in-providers/${encodeURIComponent(providerId)}/callback`

/** A person came back from a provider, by a browser: whatever happens, it is led on to a page. */
export const finishSignIn: PublicHandler<'finishSignIn'> = async (call) => {
  const { context, cookies, params, reply } = call
  const { api } = context.settings
  const sealed = signInCookie.read(api, cookies)
  const purpose = purposeUnderWay(context.outsideSignIns, sealed)
  reply.cookie = signInCookie.end(api)
  try {
    leadOn(call, await finish(call, sealed))
  } catch (error) {
    if (!(error instanceof SignInRefused)) throw error
    const { problem, reason } = error
    context.log.info(
      { security: 'sign-in-refused', provider: params.providerId, problem, reason },
      'a sign-in was refused',
    )
    reply.location = pageWith(purpose === 'link' ? '/account' : '/sign-in', problem)
  }
}

const pageWith = (path: string, problem: SignInProblem): string => `${path}?problem=${problem}`

async function finish(call: PublicCall<'finishSignIn'>, sealed: string | null) {
  const { context, params, query, caller, cookies } = call
  const { api } = context.settings
  const secret = sessionCookie.read(api, cookies)
  const principal = secret ? await context.principals.findAnew('session', secret) : null
  const parameters = Object.fromEntries(Object.entries(query).filter(isText))
  const provider = params.providerId
  const came = { provider, returnAddress: returnAddressOf(context, provider), parameters, sealed, principal }
  return finishOutside(context.database, context.outsideSignIns, came, termsOf(call), caller)
}

const isText = (entry: [string, unknown]): entry is [string, string] => typeof entry[1] === 'string'

function leadOn({ context, reply }: Pick<PublicCall<'finishSignIn'>, 'context' | 'reply'>, finished: Finished): void {
  const { log } = context
  const { api } = context.settings
  const { next } = finished
  if (finished.kind === 'code-needed') {
    const { sealed, until } = finished.kept
    reply.cookie = signInCookie.write(api, sealed, until)
    reply.location = `/sign-in?code=needed${next ? `&next=${encodeURIComponent(next)}` : ''}`
  } else if (finished.kind === 'linked') {
    log.info({ security: 'identity-linked', personId: finished.personId }, 'a person linked an account of a provider')
    reply.location = next ?? '/account'
  } else {
    const { session } = finished.signedIn
    log.info({ security: 'signed-in', personId: session.person.id }, 'a person signed in')
    reply.cookie = [signInCookie.end(api), ...signedInCookies({ context }, finished.signedIn)]
    reply.location = next ?? '/'
  }
}
