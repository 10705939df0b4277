import { useMutation } from '@tanstack/react-query'
import { client } from '../../../lib/service.ts'
import { showError } from '../../../lib/toasts.ts'

/** The run that waits for it goes on; the plan's stream tells everyone. */
async function resumeRecomputes(projectId: string): Promise<void> {
  const { items } = await client.call('listAllRuns', { query: { projectId, state: 'paused', limit: 1 } })
  const [run] = items
  if (run) await client.call('resumeRun', { params: { runId: run.id } })
}

/** Any run of the project stands for those that follow. */
async function pauseRecomputes(projectId: string): Promise<void> {
  const { items } = await client.call('listAllRuns', { query: { projectId, limit: 1 } })
  const run = items[0] ?? (await client.call('startRun', { body: { kind: 'recompute', projectId } }))
  await client.call('pauseRun', { params: { runId: run.id } })
}

export function usePauseRecomputes(projectId: string) {
  return useMutation({
    mutationFn: () => pauseRecomputes(projectId),
    onError: (error) => showError('Recomputes were not paused', error),
  })
}

export function useResumeRecomputes(projectId: string) {
  return useMutation({
    mutationFn: () => resumeRecomputes(projectId),
    onError: (error) => showError('Recomputes were not resumed', error),
  })
}

export function useComputeNow(projectId: string) {
  return useMutation({
    mutationFn: () => client.call('startRun', { body: { kind: 'recompute', projectId } }),
    onError: (error) => showError('No recompute was started', error),
  })
}
