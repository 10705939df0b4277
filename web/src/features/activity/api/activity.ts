import { infiniteQueryOptions, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { ChangeSet, Run } from '@throughline/contract'
import { useEffect, useRef } from 'react'
import { usePlanUpdates } from '../../../lib/plan-context.tsx'
import { queryClient } from '../../../lib/query-client.ts'
import { client } from '../../../lib/service.ts'

const changesQuery = (projectId: string) =>
  infiniteQueryOptions({
    queryKey: ['changes', projectId],
    queryFn: ({ pageParam }) =>
      client.call('listChangeSets', {
        params: { projectId },
        query: { limit: 50, ...(pageParam ? { after: pageParam } : {}) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  })

const runsQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['runs', projectId],
    queryFn: () => client.call('listRuns', { params: { projectId }, query: { limit: 200 } }),
    staleTime: 0,
  })

export const runQuery = (projectId: string, runId: string) =>
  queryOptions({
    queryKey: ['run', projectId, runId],
    queryFn: () => client.call('getRun', { params: { projectId, runId } }),
  })

const refreshAfter = 120

/** Change sets, newest first, with the runs that covered them; renewed with the plan. */
export function useActivity(projectId: string) {
  const changes = useInfiniteQuery(changesQuery(projectId))
  const runs = useQuery(runsQuery(projectId))
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)

  usePlanUpdates(() => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      void queryClient.invalidateQueries({ queryKey: ['changes', projectId] })
      void queryClient.invalidateQueries({ queryKey: ['runs', projectId] })
    }, refreshAfter)
  })
  useEffect(() => () => clearTimeout(timer.current), [])

  const items: ChangeSet[] = changes.data?.pages.flatMap((page) => page.items) ?? []
  const runById = new Map<string, Run>(runs.data?.items.map((run) => [run.id, run]))
  return { changes, items, runById }
}
