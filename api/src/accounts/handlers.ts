import { revokeSession } from '@throughline/database'
import {
  createPerson,
  createToken,
  describeSession,
  listPeople,
  listTokens,
  revokeToken,
  switchOrganisation,
} from '@throughline/domain'
import type { Handlers } from '../http/call.ts'
import { endedCookie } from '../http/session-cookie.ts'
import { signIn } from './sign-in.ts'

type Accounts = Pick<
  Handlers,
  | 'signIn'
  | 'getSession'
  | 'signOut'
  | 'switchOrganisation'
  | 'listTokens'
  | 'createToken'
  | 'deleteToken'
  | 'listPeople'
  | 'createPerson'
>

export const accountHandlers: Accounts = {
  signIn,
  getSession: ({ transaction, principal }) => describeSession(transaction, principal),
  async signOut({ context, transaction, principal, reply }) {
    if (principal.kind === 'session') await revokeSession(transaction, principal.id)
    reply.cookie = endedCookie(context.settings.api)
  },
  switchOrganisation: ({ transaction, principal, body }) =>
    switchOrganisation(transaction, principal, body.organisationId),
  listTokens: async ({ transaction, actor }) => ({ items: await listTokens(transaction, actor) }),
  createToken({ transaction, actor, body, reply }) {
    reply.holdsSecret = true
    return createToken(transaction, actor, body)
  },
  deleteToken: ({ transaction, actor, params }) => revokeToken(transaction, actor, params.tokenId),
  listPeople: async ({ transaction, actor }) => ({ items: await listPeople(transaction, actor) }),
  createPerson: ({ transaction, actor, body }) => createPerson(transaction, actor, body),
}
