import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { client } from '../../../lib/service.ts'

/** A plan of the past never changes. */
export const planAtQuery = (projectId: string, at: string) =>
  queryOptions({
    queryKey: ['plan-at', projectId, at],
    queryFn: () => client.call('getPlan', { params: { projectId }, query: { at } }),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  })

export const comparisonQuery = (projectId: string, from: string, to?: string) =>
  queryOptions({
    queryKey: ['comparison', projectId, from, to ?? 'present'],
    queryFn: () =>
      client.call('compareRevisions', { params: { projectId }, query: to === undefined ? { from } : { from, to } }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  })

export const pointsQuery = (projectId: string) =>
  infiniteQueryOptions({
    queryKey: ['history-points', projectId],
    queryFn: ({ pageParam }) =>
      client.call('listChangeSets', {
        params: { projectId },
        query: { limit: 100, ...(pageParam ? { after: pageParam } : {}) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  })
