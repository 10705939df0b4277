import { queryOptions, useMutation, useQuery } from '@tanstack/react-query'
import type { TaskWatcher } from '@throughline/contract'
import { queryClient } from '../../../lib/query-client.ts'
import { client } from '../../../lib/service.ts'
import { useSession } from '../../../lib/session.ts'
import { showError } from '../../../lib/toasts.ts'
import { text } from '../lib/text.ts'

const watchersQuery = (taskId: string) =>
  queryOptions({
    queryKey: ['task-watchers', taskId],
    queryFn: async () => (await client.call('listTaskWatchers', { params: { taskId } })).items,
  })

export interface Watchers {
  readonly people: readonly TaskWatcher[]
  readonly isWatching: boolean
  readonly isBusy: boolean
  readonly toggle: () => void
}

/** Who watches a task, and whether one does so oneself; null until that is known. */
export function useWatchers(taskId: string): Watchers | null {
  const me = useSession()?.person.id
  const people = useQuery(watchersQuery(taskId)).data
  const isWatching = people?.some(({ personId }) => personId === me) ?? false
  const { mutate, isPending } = useMutation({
    mutationFn: () => client.call(isWatching ? 'unwatchTask' : 'watchTask', { params: { taskId } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: watchersQuery(taskId).queryKey }),
    onError: (error) => showError(text('watchFailed'), error),
  })
  return people ? { people, isWatching, isBusy: isPending, toggle: () => mutate() } : null
}
