import { queryOptions, useMutation } from '@tanstack/react-query'
import type { MemberValues } from '@throughline/contract'
import { queryClient } from '../../../lib/query-client.ts'
import { client } from '../../../lib/service.ts'
import { showError } from '../../../lib/toasts.ts'

const keyOf = (projectId: string) => ['project-teams', projectId]

export const projectTeamsQuery = (projectId: string) =>
  queryOptions({
    queryKey: keyOf(projectId),
    queryFn: () => client.call('listProjectTeams', { params: { projectId } }),
  })

export function usePutProjectTeam(projectId: string) {
  return useMutation({
    mutationFn: ({ id, standing }: { id: string; standing: MemberValues }) =>
      client.call('putProjectTeam', { params: { projectId, teamId: id }, body: standing }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf(projectId) }),
    onError: (error) => showError('The role was not given', error),
  })
}

export function useDeleteProjectTeam(projectId: string) {
  return useMutation({
    mutationFn: (teamId: string) => client.call('deleteProjectTeam', { params: { projectId, teamId } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf(projectId) }),
    onError: (error) => showError('The team was not taken out', error),
  })
}
