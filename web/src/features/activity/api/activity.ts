import { infiniteQueryOptions, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { ChangeSet, Run } from '@throughline/contract'
import { usePlanUpdates } from '../../../lib/plan-context.tsx'
import { queryClient } from '../../../lib/query-client.ts'
import { client } from '../../../lib/service.ts'
import { usePlanRefresh } from '../../../lib/use-plan-refresh.ts'
import { coverReceipts } from '../lib/receipts.ts'

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

  usePlanUpdates(({ event }) => {
    if (event?.type !== 'plan.computed') return
    queryClient.setQueryData(changesQuery(projectId).queryKey, (known) => {
      if (!known) return known
      return { ...known, pages: known.pages.map((page) => ({ ...page, items: coverReceipts(page.items, event) })) }
    })
  })
  usePlanRefresh(['changes', projectId], ['runs', projectId])

  const items: ChangeSet[] = changes.data?.pages.flatMap((page) => page.items) ?? []
  const runById = new Map<string, Run>(runs.data?.items.map((run) => [run.id, run]))
  return { changes, items, runById }
}
