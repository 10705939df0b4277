import { queryOptions, useMutation } from '@tanstack/react-query'
import type { InvitationAnswer } from '@throughline/contract'
import { client } from '../../../lib/service.ts'

/** What is done by the links of mails; each works once. */

export const invitationQuery = (secret: string) =>
  queryOptions({
    queryKey: ['invitation', secret],
    queryFn: () => client.call('lookAtInvitation', { body: { secret } }),
    retry: false,
  })

export const useAcceptInvitation = () =>
  useMutation({ mutationFn: (body: InvitationAnswer) => client.call('acceptInvitation', { body }) })

export const useRequestReset = () =>
  useMutation({ mutationFn: (email: string) => client.call('requestPasswordReset', { body: { email } }) })

export const useResetPassword = () =>
  useMutation({
    mutationFn: (body: { secret: string; password: string }) => client.call('resetPassword', { body }),
  })

export const useChangeEmail = () =>
  useMutation({ mutationFn: (secret: string) => client.call('changeEmail', { body: { secret } }) })
