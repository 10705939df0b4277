import { z } from 'zod'
import { passwordOnly, session } from '../accounts.ts'
import { passkey, passkeyBegin, passkeyOptions, passkeyPatch, passkeySignIn, passkeyValues } from '../passkeys.ts'
import { id } from '../primitives.ts'
import { operation } from './operation.ts'

const tag = 'Accounts'
const params = z.object({ passkeyId: id })

/** Two steps each: options for the authenticator, and what it made of them, in the browser that asked for those. */
export const passkeyOperations = {
  beginPasskeySignIn: operation({
    method: 'post',
    path: '/session/passkey/options',
    summary: 'Begin to sign in with a passkey: sets a cookie for ten minutes',
    tag,
    auth: 'none',
    status: 200,
    response: passkeyOptions,
  }),
  signInWithPasskey: operation({
    method: 'post',
    path: '/session/passkey',
    summary: 'Sign in with a passkey: sets the session cookie',
    tag,
    auth: 'none',
    body: passkeySignIn,
    status: 200,
    response: session,
    problems: ['unauthenticated'],
  }),
  beginPasskey: operation({
    method: 'post',
    path: '/session/new-passkey',
    summary: 'Begin to add a passkey: sets a cookie for ten minutes',
    tag,
    body: passkeyBegin,
    status: 200,
    response: passkeyOptions,
    problems: ['forbidden', 'conflict', 'invalid-change'],
  }),
  addPasskey: operation({
    method: 'post',
    path: '/session/passkeys',
    summary: 'Add a passkey, to sign in with instead of a password',
    tag,
    body: passkeyValues,
    status: 201,
    response: passkey,
    problems: ['forbidden', 'conflict', 'invalid-change'],
  }),
  renamePasskey: operation({
    method: 'patch',
    path: '/session/passkeys/:passkeyId',
    summary: 'Give a passkey another name',
    tag,
    params,
    body: passkeyPatch,
    status: 204,
    problems: ['not-found'],
  }),
  removePasskey: operation({
    method: 'post',
    path: '/session/passkeys/:passkeyId/removal',
    summary: 'No longer sign in with a passkey; one way to sign in stays',
    tag,
    params,
    body: passwordOnly,
    status: 204,
    problems: ['forbidden', 'not-found', 'conflict', 'invalid-change'],
  }),
}
