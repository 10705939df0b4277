import { type SignedIn, signIn as signInPerson } from '@throughline/domain'
import type { PublicHandler } from '../http/call.ts'
import { sessionCookie } from '../http/session-cookie.ts'

export const signIn: PublicHandler<'signIn'> = async ({ context, body, caller, reply }) => {
  const { address } = caller
  await context.limits.countSignIn(address, body.email)
  const signedIn: SignedIn = await signInPerson(context.database, body, caller).catch((error: unknown) => {
    context.log.info({ security: 'sign-in-refused' }, 'a sign-in was refused')
    throw error
  })
  await context.limits.forgetSignIns(address, body.email)
  reply.cookie = sessionCookie(context.settings.api, signedIn.secret, signedIn.expiresAt)
  context.log.info({ security: 'signed-in', personId: signedIn.session.person.id }, 'a person signed in')
  return signedIn.session
}
