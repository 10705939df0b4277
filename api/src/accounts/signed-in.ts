import type { SessionTerms, SignedIn } from '@throughline/domain'
import type { PublicCall } from '../http/call.ts'
import { createHostCookie } from '../http/host-cookie.ts'
import { sessionCookie } from '../http/session-cookie.ts'
import { describeAgent } from './describe-agent.ts'

/** By which a browser is known again; it outlives sessions, and opens nothing. */
const deviceCookie = createHostCookie('throughline_device')

type SignInCall = Pick<PublicCall<'signIn'>, 'context' | 'caller' | 'cookies'>

/** How long a session lasts, and where it is opened. */
export function termsOf({ context, caller, cookies }: SignInCall): SessionTerms {
  const { api } = context.settings
  const device = deviceCookie.read(api, cookies)
  return { ...api.sessions, agent: describeAgent(caller.agent), address: caller.address, device }
}

/** What the browser of a new session keeps. */
export function signedInCookies(
  { context }: Pick<SignInCall, 'context'>,
  { secret, endsAt, device }: SignedIn,
): string[] {
  const { api } = context.settings
  return [sessionCookie.write(api, secret, endsAt), deviceCookie.write(api, device.secret, device.endsAt)]
}
