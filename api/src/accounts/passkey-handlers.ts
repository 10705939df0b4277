import type { PasskeyOptions } from '@throughline/contract'
import {
  addOwnPasskey,
  beginOwnPasskey,
  beginPasskeySignIn,
  type Kept,
  type RelyingParty,
  removeOwnPasskey,
  renameOwnPasskey,
  signInWithPasskey,
} from '@throughline/domain'
import type { AppContext } from '../context.ts'
import type { Handlers, PublicHandler, Reply } from '../http/call.ts'
import { signInCookie } from './finish-sign-in.ts'
import { guarded } from './guarded.ts'
import { signedInCookies, termsOf } from './signed-in.ts'

type Passkeys = Pick<
  Handlers,
  'beginPasskeySignIn' | 'signInWithPasskey' | 'beginPasskey' | 'addPasskey' | 'renamePasskey' | 'removePasskey'
>

const partyOf = ({ settings, outsideSignIns }: AppContext): RelyingParty => ({
  ...{ publicUrl: settings.api.publicUrl, sealer: outsideSignIns.sealer },
})

function begun({ settings }: AppContext, reply: Reply, { options, kept }: { options: PasskeyOptions; kept: Kept }) {
  reply.cookie = signInCookie.write(settings.api, kept.sealed, kept.until)
  reply.holdsSecret = true
  return options
}

const signIn: PublicHandler<'signInWithPasskey'> = async (call) => {
  const { context, body, caller, cookies, reply } = call
  const { api } = context.settings
  const sealed = signInCookie.read(api, cookies)
  const signedIn = await signInWithPasskey(
    context.database,
    body,
    sealed,
    partyOf(context),
    termsOf(call),
    caller,
  ).catch((error: unknown) => {
    context.log.info({ security: 'sign-in-refused' }, 'a sign-in was refused')
    throw error
  })
  reply.cookie = [signInCookie.end(api), ...signedInCookies(call, signedIn)]
  context.log.info({ security: 'signed-in', personId: signedIn.session.person.id }, 'a person signed in')
  return signedIn.session
}

export const passkeyHandlers: Passkeys = {
  beginPasskeySignIn: async ({ context, reply }) => begun(context, reply, await beginPasskeySignIn(partyOf(context))),
  signInWithPasskey: signIn,
  beginPasskey: ({ context, transaction, principal, body, reply }) =>
    guarded(context, 'password', principal.personId, async () =>
      begun(context, reply, await beginOwnPasskey(transaction, principal, body.password, partyOf(context))),
    ),
  async addPasskey({ context, transaction, principal, body, cookies, reply }) {
    const { api } = context.settings
    const sealed = signInCookie.read(api, cookies)
    const passkey = await addOwnPasskey(transaction, principal, body, sealed, partyOf(context))
    reply.cookie = signInCookie.end(api)
    context.log.info({ security: 'passkey-added', personId: principal.personId }, 'a person added a passkey')
    return passkey
  },
  renamePasskey: ({ transaction, principal, params, body }) =>
    renameOwnPasskey(transaction, principal, params.passkeyId, body.name),
  async removePasskey({ context, transaction, principal, params, body }) {
    const { personId } = principal
    const given = { passkeyId: params.passkeyId, password: body.password }
    await guarded(context, 'password', personId, () => removeOwnPasskey(transaction, principal, given))
    context.log.info({ security: 'passkey-removed', personId }, 'a person removed a passkey')
  },
}
