import { queryOptions, useMutation } from '@tanstack/react-query'
import type { AnyRun, RunAct, RunKind, RunScope, RunState } from '@throughline/contract'
import { queryClient } from '../../../lib/query-client.ts'
import { client } from '../../../lib/service.ts'
import { showError } from '../../../lib/toasts.ts'

export interface RunFilter {
  kind?: RunKind
  state?: RunState
  /** For who runs the instance. */
  scope?: NonNullable<RunScope>
  organisationId?: string
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

/** All of the instance, for who runs it. */
export const organisationsQuery = queryOptions({
  queryKey: ['organisations'],
  queryFn: () => client.call('listOrganisations'),
})

const failed: Readonly<Record<RunAct, string>> = {
  pause: 'The run was not paused',
  resume: 'The run was not resumed',
  cancel: 'The run was not cancelled',
  retry: 'The run was not started again',
}

function ask(act: RunAct, runId: string, scope: RunScope): Promise<AnyRun> {
  const asked = { params: { runId }, query: scope ? { scope } : {} }
  if (act === 'pause') return client.call('pauseRun', asked)
  if (act === 'resume') return client.call('resumeRun', asked)
  if (act === 'retry') return client.call('retryRun', asked)
  return client.call('cancelRun', { ...asked, body: {} })
}

export const useAskRun = (runId: string, scope: RunScope) =>
  useMutation({
    mutationFn: (act: RunAct) => ask(act, runId, scope),
    onSettled: () => queryClient.invalidateQueries({ queryKey }),
    onError: (error, act) => showError(failed[act], error),
  })
