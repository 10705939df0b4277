import {
  acceptInvitation,
  askForEmailChange,
  askForReset,
  changeEmail,
  invite,
  listInvitations,
  lookAtInvitation,
  resetPassword,
  revokeInvitation,
  sendInvitationAgain,
} from '@throughline/domain'
import type { Handlers } from '../http/call.ts'

type Links = Pick<
  Handlers,
  | 'listInvitations'
  | 'createInvitation'
  | 'sendInvitation'
  | 'deleteInvitation'
  | 'lookAtInvitation'
  | 'acceptInvitation'
  | 'requestPasswordReset'
  | 'resetPassword'
  | 'requestEmailChange'
  | 'changeEmail'
>

export const linkHandlers: Links = {
  listInvitations: async ({ transaction, actor }) => ({ items: await listInvitations(transaction, actor) }),
  createInvitation: ({ context, transaction, actor, body }) =>
    invite(transaction, actor, body, context.settings.api.sessionSecret),
  sendInvitation: ({ context, transaction, actor, params }) =>
    sendInvitationAgain(transaction, actor, params.invitationId, context.settings.api.sessionSecret),
  deleteInvitation: ({ transaction, actor, params }) => revokeInvitation(transaction, actor, params.invitationId),
  lookAtInvitation: ({ context, body }) => lookAtInvitation(context.database, body.secret),
  async acceptInvitation({ context, body, caller }) {
    await acceptInvitation(context.database, body, caller)
    context.log.info({ security: 'invitation-accepted' }, 'an invitation was accepted')
  },
  async requestPasswordReset({ context, caller, body }) {
    await context.limits.countSignIn(caller.address, `reset/${body.email}`)
    await askForReset(context.database, body.email, context.settings.api.sessionSecret, caller)
    context.dispatcher.wake()
  },
  async resetPassword({ context, body, caller }) {
    const personId = await resetPassword(context.database, body, caller)
    context.log.info({ security: 'password-reset', personId }, 'a password was reset')
  },
  async requestEmailChange({ context, transaction, principal, body }) {
    await context.limits.countSignIn('password', principal.personId)
    await askForEmailChange(transaction, principal, body, context.settings.api.sessionSecret)
    await context.limits.forgetSignIns('password', principal.personId)
  },
  async changeEmail({ context, body, caller }) {
    const personId = await changeEmail(context.database, body.secret, caller)
    context.log.info({ security: 'email-changed', personId }, 'a person has another address')
  },
}
