import { infiniteQueryOptions } from '@tanstack/react-query'
import { client } from '../../../lib/service.ts'

/** What became of a task, newest first. */
export const taskHistoryQuery = (taskId: string) =>
  infiniteQueryOptions({
    queryKey: ['task-history', taskId],
    queryFn: ({ pageParam }) =>
      client.call('listTaskHistory', {
        params: { taskId },
        query: pageParam === null ? {} : { after: Number(pageParam) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  })
