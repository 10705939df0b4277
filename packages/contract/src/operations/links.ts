import { z } from 'zod'
import {
  emailChange,
  invitation,
  invitationAnswer,
  invitationLook,
  invitationValues,
  linkUse,
  passwordReset,
  resetRequest,
} from '../accounts.ts'
import { id } from '../primitives.ts'
import { listOf } from '../rows-query.ts'
import { operation } from './operation.ts'

const tag = 'Accounts'
const params = z.object({ invitationId: id })

/** Invitations, and what people do by a link in a mail. The secret of a link comes in the body, never in an address. */
export const linkOperations = {
  listInvitations: operation({
    ...listOf(invitation, { sort: ['email', 'createdAt', 'expiresAt'] }),
    path: '/invitations',
    summary: 'Invitations that wait for an answer',
    tag,
    problems: ['forbidden'],
  }),
  createInvitation: operation({
    method: 'post',
    path: '/invitations',
    summary: 'Invite an address to the organisation, by mail',
    tag,
    body: invitationValues,
    status: 201,
    response: invitation,
    problems: ['forbidden', 'conflict', 'too-many-requests'],
  }),
  sendInvitation: operation({
    method: 'post',
    path: '/invitations/:invitationId/send',
    summary: 'Send an invitation again, with a new link in place of the former',
    tag,
    params,
    status: 201,
    response: invitation,
    problems: ['forbidden', 'not-found', 'conflict', 'too-many-requests'],
  }),
  deleteInvitation: operation({
    method: 'delete',
    path: '/invitations/:invitationId',
    summary: 'Take an invitation back',
    tag,
    params,
    status: 204,
    problems: ['forbidden', 'not-found'],
  }),
  lookAtInvitation: operation({
    method: 'post',
    path: '/mail-links/invitation',
    summary: 'What an invitation is to',
    tag,
    auth: 'none',
    body: linkUse,
    status: 200,
    response: invitationLook,
    problems: ['not-found', 'too-many-requests'],
  }),
  acceptInvitation: operation({
    method: 'post',
    path: '/mail-links/invitation/accept',
    summary: 'Join an organisation by its invitation; sign in afterwards',
    tag,
    auth: 'none',
    body: invitationAnswer,
    status: 204,
    problems: ['not-found', 'conflict', 'invalid-change', 'too-many-requests'],
  }),
  requestPasswordReset: operation({
    method: 'post',
    path: '/password-resets',
    summary: 'Ask for a mail with a link to a new password; the answer is the same for an unknown address',
    tag,
    auth: 'none',
    body: resetRequest,
    status: 204,
    problems: ['too-many-requests'],
  }),
  resetPassword: operation({
    method: 'post',
    path: '/mail-links/password',
    summary: 'Set a new password by the link of a mail; all sessions end',
    tag,
    auth: 'none',
    body: passwordReset,
    status: 204,
    problems: ['not-found', 'invalid-change', 'too-many-requests'],
  }),
  requestEmailChange: operation({
    method: 'put',
    path: '/session/email',
    summary: 'Ask for another address: a mail with a link goes to it, word of it to the present one',
    tag,
    body: emailChange,
    status: 204,
    problems: ['forbidden', 'invalid-change', 'too-many-requests'],
  }),
  changeEmail: operation({
    method: 'post',
    path: '/mail-links/email',
    summary: 'Take the new address, by the link of a mail',
    tag,
    auth: 'none',
    body: linkUse,
    status: 204,
    problems: ['not-found', 'conflict', 'too-many-requests'],
  }),
}
