import {
  beginOutside,
  confirmOutside,
  describeWays,
  type Purpose,
  requirePassword,
  unlinkOwnIdentity,
} from '@throughline/domain'
import type { AppContext } from '../context.ts'
import type { Handlers, PublicHandler, Reply } from '../http/call.ts'
import { finishSignIn, returnAddressOf, signInCookie } from './finish-sign-in.ts'
import { guarded } from './guarded.ts'
import { signedInCookies, termsOf } from './signed-in.ts'

type Providers = Pick<
  Handlers,
  | 'listSignInProviders'
  | 'beginSignIn'
  | 'finishSignIn'
  | 'confirmSignIn'
  | 'getWaysToSignIn'
  | 'linkIdentity'
  | 'unlinkIdentity'
>

async function begin(
  context: AppContext,
  reply: Reply,
  going: { provider: string; purpose: Purpose; next: string | null },
): Promise<{ address: string }> {
  const returnAddress = returnAddressOf(context, going.provider)
  const { address, kept } = await beginOutside(context.database, context.outsideSignIns, { ...going, returnAddress })
  reply.cookie = signInCookie.write(context.settings.api, kept.sealed, kept.until)
  reply.holdsSecret = true
  return { address }
}

const confirmSignIn: PublicHandler<'confirmSignIn'> = async (call) => {
  const { context, body, caller, cookies, reply } = call
  const { api } = context.settings
  const given = { sealed: signInCookie.read(api, cookies), code: body.code }
  const second = {
    sessionSecret: api.sessionSecret,
    // Counted with those of sign-ins by password.
    beforeCode: (email: string) => context.limits.countSignIn('code', email),
  }
  const signedIn = await confirmOutside(
    context.database,
    context.outsideSignIns,
    given,
    termsOf(call),
    second,
    caller,
  ).catch((error: unknown) => {
    context.log.info({ security: 'sign-in-refused' }, 'a sign-in was refused')
    throw error
  })
  await context.limits.forgetSignIns('code', signedIn.email)
  reply.cookie = [signInCookie.end(api), ...signedInCookies(call, signedIn)]
  context.log.info({ security: 'signed-in', personId: signedIn.session.person.id }, 'a person signed in')
  return signedIn.session
}

export const providerHandlers: Providers = {
  listSignInProviders: async ({ context }) => ({
    items: context.outsideSignIns.providers.all.map(({ id, label, kind }) => ({ id, label, kind })),
  }),
  beginSignIn({ context, params, body, reply }) {
    const { next = null, invitation } = body
    const purpose: Purpose = invitation ? { kind: 'join', invitation } : { kind: 'sign-in' }
    return begin(context, reply, { provider: params.providerId, purpose, next })
  },
  finishSignIn,
  confirmSignIn,
  getWaysToSignIn: ({ context, transaction, principal }) =>
    describeWays(transaction, principal, context.outsideSignIns.providers),
  async linkIdentity({ context, transaction, principal, body, reply }) {
    const { personId, id: sessionId } = principal
    await guarded(context, 'password', personId, () => requirePassword(transaction, principal, body.password))
    return begin(context, reply, {
      provider: body.provider,
      purpose: { kind: 'link', personId, sessionId },
      next: null,
    })
  },
  async unlinkIdentity({ context, transaction, principal, params, body }) {
    const { personId } = principal
    const given = { identityId: params.identityId, password: body.password }
    await guarded(context, 'password', personId, () => unlinkOwnIdentity(transaction, principal, given))
    context.log.info({ security: 'identity-unlinked', personId }, 'a person unlinked an account of a provider')
  },
}
