import { revokeSession } from '@throughline/database'
import {
  changeName,
  changePassword,
  changePerson,
  createPerson,
  createServiceAccount,
  createServiceAccountToken,
  createToken,
  describeSession,
  endOtherSessions,
  endSession,
  listPeople,
  listServiceAccounts,
  listServiceAccountTokens,
  listSessions,
  listTokens,
  revokeServiceAccountToken,
  revokeToken,
  switchOrganisation,
} from '@throughline/domain'
import type { Handlers } from '../http/call.ts'
import { sessionCookie } from '../http/session-cookie.ts'
import { signIn } from './sign-in.ts'

type Accounts = Pick<
  Handlers,
  | 'signIn'
  | 'getSession'
  | 'signOut'
  | 'switchOrganisation'
  | 'changeName'
  | 'changePassword'
  | 'listSessions'
  | 'deleteSession'
  | 'deleteOtherSessions'
  | 'listTokens'
  | 'createToken'
  | 'deleteToken'
  | 'listPeople'
  | 'createPerson'
  | 'patchPerson'
  | 'listServiceAccounts'
  | 'createServiceAccount'
  | 'listServiceAccountTokens'
  | 'createServiceAccountToken'
  | 'deleteServiceAccountToken'
>

export const accountHandlers: Accounts = {
  signIn,
  getSession: ({ transaction, principal }) => describeSession(transaction, principal),
  async signOut({ context, transaction, principal, reply }) {
    if (principal.kind === 'session') await revokeSession(transaction, principal.id)
    reply.cookie = sessionCookie.end(context.settings.api)
  },
  switchOrganisation: ({ transaction, principal, body }) =>
    switchOrganisation(transaction, principal, body.organisationId),
  changeName: ({ transaction, principal, body }) => changeName(transaction, principal, body.name),
  async changePassword({ context, transaction, principal, body }) {
    await context.limits.countSignIn('password', principal.personId)
    await changePassword(transaction, principal, body)
    await context.limits.forgetSignIns('password', principal.personId)
    context.log.info({ security: 'password-changed', personId: principal.personId }, 'a person changed their password')
  },
  listSessions: async ({ transaction, principal }) => ({ items: await listSessions(transaction, principal) }),
  deleteSession: ({ transaction, principal, params }) => endSession(transaction, principal, params.sessionId),
  deleteOtherSessions: ({ transaction, principal }) => endOtherSessions(transaction, principal),
  listTokens: async ({ transaction, actor }) => ({ items: await listTokens(transaction, actor) }),
  createToken({ transaction, actor, body, reply }) {
    reply.holdsSecret = true
    return createToken(transaction, actor, body)
  },
  deleteToken: ({ transaction, actor, params }) => revokeToken(transaction, actor, params.tokenId),
  listPeople: async ({ transaction, actor }) => ({ items: await listPeople(transaction, actor) }),
  createPerson: ({ transaction, actor, body }) => createPerson(transaction, actor, body),
  patchPerson: ({ transaction, actor, params, body }) => changePerson(transaction, actor, params.personId, body),
  listServiceAccounts: async ({ transaction, actor }) => ({ items: await listServiceAccounts(transaction, actor) }),
  createServiceAccount: ({ transaction, actor, body }) => createServiceAccount(transaction, actor, body),
  listServiceAccountTokens: async ({ transaction, actor, params }) => ({
    items: await listServiceAccountTokens(transaction, actor, params.personId),
  }),
  createServiceAccountToken({ transaction, actor, params, body, reply }) {
    reply.holdsSecret = true
    return createServiceAccountToken(transaction, actor, params.personId, body)
  },
  deleteServiceAccountToken: ({ transaction, actor, params }) =>
    revokeServiceAccountToken(transaction, actor, params.personId, params.tokenId),
}
