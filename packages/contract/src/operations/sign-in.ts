import { z } from 'zod'
import { passwordOnly, session } from '../accounts.ts'
import { id } from '../primitives.ts'
import {
  identityValues,
  signInAnswer,
  signInBegin,
  signInBegun,
  signInCodeBody,
  signInProvider,
  waysToSignIn,
} from '../sign-in.ts'
import { operation } from './operation.ts'

const tag = 'Accounts'
const params = z.object({ providerId: z.string().max(32) })

/** Sign-in through providers. What one of them says comes by the browser, to an address that people do not call themselves. */
export const signInOperations = {
  listSignInProviders: operation({
    method: 'get',
    path: '/sign-in-providers',
    summary: 'Through whom one can sign in',
    tag,
    auth: 'none',
    status: 200,
    response: z.object({ items: z.array(signInProvider) }),
  }),
  beginSignIn: operation({
    method: 'post',
    path: '/sign-in-providers/:providerId/sign-in',
    summary: 'Begin to sign in through a provider: sets a cookie for ten minutes, and says where the browser goes',
    tag,
    auth: 'none',
    params,
    body: signInBegin,
    status: 200,
    response: signInBegun,
    problems: ['not-found', 'conflict'],
  }),
  finishSignIn: operation({
    method: 'get',
    path: '/sign-in-providers/:providerId/callback',
    summary: 'Where the provider sends the browser back to: signs in, or links, and leads on to a page',
    tag,
    auth: 'none',
    params,
    query: signInAnswer,
    status: 303,
  }),
  confirmSignIn: operation({
    method: 'post',
    path: '/session/code',
    summary: 'The code of a second step, after a provider: sets the session cookie',
    tag,
    auth: 'none',
    body: signInCodeBody,
    status: 200,
    response: session,
    problems: ['unauthenticated'],
  }),
  getWaysToSignIn: operation({
    method: 'get',
    path: '/session/ways',
    summary: 'How you can sign in',
    tag,
    status: 200,
    response: waysToSignIn,
  }),
  linkIdentity: operation({
    method: 'post',
    path: '/session/identities',
    summary: 'Begin to link an account at a provider with yours: says where the browser goes',
    tag,
    body: identityValues,
    status: 200,
    response: signInBegun,
    problems: ['forbidden', 'not-found', 'invalid-change'],
  }),
  unlinkIdentity: operation({
    method: 'post',
    path: '/session/identities/:identityId/removal',
    summary: 'No longer sign in through an account at a provider; one way to sign in stays',
    tag,
    params: z.object({ identityId: id }),
    body: passwordOnly,
    status: 204,
    problems: ['forbidden', 'not-found', 'conflict', 'invalid-change'],
  }),
}
