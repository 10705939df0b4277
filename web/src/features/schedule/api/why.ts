import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { DateField } from '@throughline/contract'
import { client } from '../../../lib/service.ts'

export const whyQuery = (taskId: string, field: DateField) =>
  queryOptions({
    queryKey: ['why', taskId, field],
    queryFn: () => client.call('getWhy', { params: { taskId }, query: { field } }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
