import { queryOptions, useMutation } from '@tanstack/react-query'
import type { AnyRun, RunAct, RunKind, RunState } from '@throughline/contract'
import { queryClient } from '../../../lib/query-client.ts'
import { client } from '../../../lib/service.ts'
import { showError } from '../../../lib/toasts.ts'

export interface RunFilter {
  kind?: RunKind
  state?: RunState
}

const queryKey = ['runs'] as const
const isMoving = ({ state }: AnyRun): boolean => state === 'waiting' || state === 'running'

/** Looked at often while something moves. */
export const runsQuery = (filter: RunFilter) =>
  queryOptions({
    queryKey: [...queryKey, filter],
    queryFn: () => client.call('listAllRuns', { query: filter }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.items.some(isMoving) ? 1_000 : 5_000),
  })

const failed: Readonly<Record<RunAct, string>> = {
  pause: 'The run was not paused',
  resume: 'The run was not resumed',
  cancel: 'The run was not cancelled',
  retry: 'The run was not started again',
}

function ask(act: RunAct, runId: string): Promise<AnyRun> {
  const params = { runId }
  if (act === 'pause') return client.call('pauseRun', { params })
  if (act === 'resume') return client.call('resumeRun', { params })
  if (act === 'retry') return client.call('retryRun', { params })
  return client.call('cancelRun', { params, body: {} })
}

export const useAskRun = (runId: string) =>
  useMutation({
    mutationFn: (act: RunAct) => ask(act, runId),
    onSettled: () => queryClient.invalidateQueries({ queryKey }),
    onError: (error, act) => showError(failed[act], error),
  })
