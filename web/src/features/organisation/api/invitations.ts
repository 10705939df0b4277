import { queryOptions, useMutation } from '@tanstack/react-query'
import type { InvitedRole } from '@throughline/contract'
import { queryClient } from '../../../lib/query-client.ts'
import { client } from '../../../lib/service.ts'
import { showError } from '../../../lib/toasts.ts'

const queryKey = ['invitations'] as const
const refresh = () => queryClient.invalidateQueries({ queryKey })

export const invitationsQuery = queryOptions({ queryKey, queryFn: () => client.call('listInvitations') })

export const useInvite = () =>
  useMutation({
    mutationFn: (body: { email: string; role: InvitedRole }) => client.call('createInvitation', { body }),
    onSuccess: refresh,
  })

export const useSendInvitation = () =>
  useMutation({
    mutationFn: (invitationId: string) => client.call('sendInvitation', { params: { invitationId } }),
    onSettled: refresh,
    onError: (error) => showError('The invitation was not sent again', error),
  })

export const useRevokeInvitation = () =>
  useMutation({
    mutationFn: (invitationId: string) => client.call('deleteInvitation', { params: { invitationId } }),
    onSettled: refresh,
    onError: (error) => showError('The invitation was not taken back', error),
  })
