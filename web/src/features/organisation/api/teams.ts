import { useMutation } from '@tanstack/react-query'
import { teamsQuery } from '../../../lib/organisation.ts'
import { queryClient } from '../../../lib/query-client.ts'
import { client } from '../../../lib/service.ts'
import { showError } from '../../../lib/toasts.ts'

const { queryKey } = teamsQuery
const refresh = () => queryClient.invalidateQueries({ queryKey })

export const useCreateTeam = () =>
  useMutation({ mutationFn: (name: string) => client.call('createTeam', { body: { name } }), onSuccess: refresh })

export const useDeleteTeam = () =>
  useMutation({
    mutationFn: (teamId: string) => client.call('deleteTeam', { params: { teamId } }),
    onSettled: refresh,
    onError: (error) => showError('The team was not dissolved', error),
  })

interface TeamPerson {
  teamId: string
  personId: string
}

export const usePutTeamMember = () =>
  useMutation({
    mutationFn: (params: TeamPerson) => client.call('putTeamMember', { params }),
    onSettled: refresh,
    onError: (error) => showError('The person did not join the team', error),
  })

export const useDeleteTeamMember = () =>
  useMutation({
    mutationFn: (params: TeamPerson) => client.call('deleteTeamMember', { params }),
    onSettled: refresh,
    onError: (error) => showError('The person was not taken out of the team', error),
  })
