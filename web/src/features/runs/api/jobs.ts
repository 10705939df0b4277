import { queryOptions, useQuery } from '@tanstack/react-query'
import type { AnyRun } from '@throughline/contract'
import { useEffect } from 'react'
import { queryClient } from '../../../lib/query-client.ts'
import { client } from '../../../lib/service.ts'
import { isOpen, movingFirst } from '../lib/jobs.ts'

const lookEvery = 15_000
/** So long the service holds an answer back until something has changed. */
const waitSeconds = 25
/** Browsers keep few connections to a place open. */
const mostFollowed = 2

/** What one asked for oneself, on whatever device; begins with `runs`, so that what is done with a run looks at it anew. */
const jobsQuery = (personId: string) =>
  queryOptions({
    queryKey: ['runs', 'mine', personId],
    queryFn: async () => (await client.call('listAllRuns', { query: { mine: true, limit: 50 } })).items,
    staleTime: 2_000,
    refetchInterval: lookEvery,
  })

/** One's jobs. Those under way are followed: the service answers when they have changed. */
export function useJobs(personId: string) {
  const jobs = useQuery(jobsQuery(personId))
  const followed = (jobs.data ?? []).filter(isOpen).toSorted(movingFirst).slice(0, mostFollowed)
  const key = followed.map(({ id, revision }) => `${id} ${revision}`).join(',')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says which they are, and in which state
  useEffect(() => {
    const stop = new AbortController()
    for (const run of followed) void follow(run, stop.signal)
    return () => stop.abort()
  }, [key])
  return jobs
}

async function follow({ id, revision }: AnyRun, signal: AbortSignal): Promise<void> {
  try {
    while (!signal.aborted) {
      const query = { wait: waitSeconds, since: revision }
      const run = await client.call('watchRun', { params: { runId: id }, query, signal })
      if (run.revision === revision) continue
      return await queryClient.invalidateQueries({ queryKey: ['runs'] })
    }
  } catch {
    // The list is looked at again in a while.
  }
}
