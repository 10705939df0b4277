import { queryOptions, useMutation } from '@tanstack/react-query'
import { programsQuery } from '../../../lib/organisation.ts'
import { queryClient } from '../../../lib/query-client.ts'
import { client } from '../../../lib/service.ts'
import { showError } from '../../../lib/toasts.ts'

const keyOf = (projectId: string) => ['project-standings', projectId]

/** What everybody is in the project when teams and its program are counted. */
export const standingsQuery = (projectId: string) =>
  queryOptions({
    queryKey: keyOf(projectId),
    queryFn: () => client.call('listProjectStandings', { params: { projectId } }),
  })

export function useSetProgram(projectId: string) {
  return useMutation({
    mutationFn: (programId: string | null) =>
      client.call('setProjectProgram', { params: { projectId }, body: { programId } }),
    onSettled: () =>
      Promise.all(
        [keyOf(projectId), programsQuery.queryKey].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
      ),
    onError: (error) => showError('The project stays where it is', error),
  })
}
