import { type SignedIn, signIn as signInPerson } from '@throughline/domain'
import type { PublicHandler } from '../http/call.ts'
import { signedInCookies, termsOf } from './signed-in.ts'

export const signIn: PublicHandler<'signIn'> = async (call) => {
  const { context, body, caller, reply } = call
  const { address } = caller
  const { api } = context.settings
  await context.limits.countSignIn(address, body.email)
  const second = {
    sessionSecret: api.sessionSecret,
    // Whoever has the password may not try all codes, from however many addresses.
    beforeCode: () => context.limits.countSignIn('code', body.email),
  }
  const signedIn: SignedIn = await signInPerson(context.database, body, termsOf(call), second, caller).catch(
    (error: unknown) => {
      context.log.info({ security: 'sign-in-refused' }, 'a sign-in was refused')
      throw error
    },
  )
  await context.limits.forgetSignIns('code', body.email)
  await context.limits.forgetSignIns(address, body.email)
  reply.cookie = signedInCookies(call, signedIn)
  context.log.info({ security: 'signed-in', personId: signedIn.session.person.id }, 'a person signed in')
  return signedIn.session
}
