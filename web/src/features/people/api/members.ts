import { queryOptions, useMutation } from '@tanstack/react-query'
import type { MemberValues } from '@throughline/contract'
import { queryClient } from '../../../lib/query-client.ts'
import { client } from '../../../lib/service.ts'
import { showError } from '../../../lib/toasts.ts'

export const membersQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['members', projectId],
    queryFn: () => client.call('listMembers', { params: { projectId } }),
  })

export function usePutMember(projectId: string) {
  return useMutation({
    mutationFn: ({ id, standing }: { id: string; standing: MemberValues }) =>
      client.call('putMember', { params: { projectId, personId: id }, body: standing }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['members', projectId] }),
    onError: (error) => showError('The role was not given', error),
  })
}

export function useDeleteMember(projectId: string) {
  return useMutation({
    mutationFn: (personId: string) => client.call('deleteMember', { params: { projectId, personId } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['members', projectId] }),
    onError: (error) => showError('The person was not taken out', error),
  })
}
