import { queryOptions } from '@tanstack/react-query'
import { client } from '../../../lib/service.ts'

/** What a baseline holds never changes, so it is asked for once. */
export const baselineTasksQuery = (baselineId: string) =>
  queryOptions({
    queryKey: ['baseline-tasks', baselineId],
    queryFn: () => client.call('listBaselineTasks', { params: { baselineId } }),
    staleTime: Number.POSITIVE_INFINITY,
  })
