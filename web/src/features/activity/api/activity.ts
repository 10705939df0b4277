import { infiniteQueryOptions, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { Run } from '@throughline/contract'
import { useMemo, useState } from 'react'
import { usePlanUpdates } from '../../../lib/plan-context.tsx'
import { client } from '../../../lib/service.ts'
import { usePlanRefresh } from '../../../lib/use-plan-refresh.ts'
import { nothingTold, tell, withTold } from '../lib/receipts.ts'

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

/** Change sets, newest first, with the runs that covered them; renewed with the plan, receipts at once. */
export function useActivity(projectId: string) {
  const changes = useInfiniteQuery(changesQuery(projectId))
  const runs = useQuery(runsQuery(projectId))
  const [told, setTold] = useState(nothingTold)

  usePlanUpdates(({ event }) => {
    if (event?.type === 'plan.computed') setTold((known) => tell(known, event))
  })
  usePlanRefresh(['changes', projectId], ['runs', projectId])

  const items = useMemo(
    () => withTold(changes.data?.pages.flatMap((page) => page.items) ?? [], told),
    [changes.data, told],
  )
  const runById = useMemo(() => new Map<string, Run>(runs.data?.items.map((run) => [run.id, run])), [runs.data])
  return { changes, items, runById, movedCounts: told.movedCounts }
}
