import { type SignedIn, signIn as signInPerson } from '@throughline/domain'
import type { PublicHandler } from '../http/call.ts'
import { sessionCookie } from '../http/session-cookie.ts'
import { describeAgent } from './describe-agent.ts'

export const signIn: PublicHandler<'signIn'> = async ({ context, body, caller, reply }) => {
  const { address, agent } = caller
  const { api } = context.settings
  await context.limits.countSignIn(address, body.email)
  const terms = { ...api.sessions, agent: describeAgent(agent), address }
  const second = {
    sessionSecret: api.sessionSecret,
    // Whoever has the password may not try all codes, from however many addresses.
    beforeCode: () => context.limits.countSignIn('code', body.email),
  }
  const signedIn: SignedIn = await signInPerson(context.database, body, terms, second, caller).catch(
    (error: unknown) => {
      context.log.info({ security: 'sign-in-refused' }, 'a sign-in was refused')
      throw error
    },
  )
  await context.limits.forgetSignIns('code', body.email)
  await context.limits.forgetSignIns(address, body.email)
  reply.cookie = sessionCookie.write(api, signedIn.secret, signedIn.endsAt)
  context.log.info({ security: 'signed-in', personId: signedIn.session.person.id }, 'a person signed in')
  return signedIn.session
}
