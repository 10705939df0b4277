import { queryOptions, useMutation } from '@tanstack/react-query'
import type { ProjectValues } from '@throughline/contract'
import { queryClient } from '../../../lib/query-client.ts'
import { client } from '../../../lib/service.ts'
import { showError } from '../../../lib/toasts.ts'
import { isCalculating } from '../lib/is-calculating.ts'

const queryKey = ['projects'] as const

/** Fresh on every visit; while dates are being calculated it looks again. */
export const projectsQuery = queryOptions({
  queryKey,
  queryFn: () => client.call('listProjects'),
  staleTime: 0,
  refetchInterval: ({ state }) => (state.data?.items.some(isCalculating) ? 2_000 : 30_000),
})

export function useCreateProject() {
  return useMutation({
    mutationFn: (body: ProjectValues) => client.call('createProject', { body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey }),
    onError: (error) => showError('The project was not made', error),
  })
}

export function useDeleteProject() {
  return useMutation({
    mutationFn: (projectId: string) => client.call('deleteProject', { params: { projectId } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey }),
    onError: (error) => showError('The project was not deleted', error),
  })
}
