import { queryOptions, useMutation } from '@tanstack/react-query'
import type { ScheduleState } from '@throughline/contract'
import { queryClient } from '../../../lib/query-client.ts'
import { client } from '../../../lib/service.ts'
import { showError, showToast } from '../../../lib/toasts.ts'
import { text } from '../lib/text.ts'

const lookEvery = 10_000

export const statusQuery = queryOptions({
  queryKey: ['health', 'status'] as const,
  queryFn: () => client.call('getStatus'),
  refetchInterval: lookEvery,
  retry: false,
})

const schedulesKey = ['health', 'schedules'] as const

export const schedulesQuery = queryOptions({
  queryKey: schedulesKey,
  queryFn: () => client.call('listSchedules'),
  refetchInterval: lookEvery,
  retry: false,
})

export type ScheduleAct = 'pause' | 'resume' | 'trigger' | 'backfill'

const dayInMilliseconds = 86_400_000

function act(name: ScheduleState['name'], wanted: ScheduleAct): Promise<ScheduleState> {
  const params = { name }
  if (wanted === 'trigger') return client.call('triggerSchedule', { params })
  if (wanted === 'backfill') {
    const now = Date.now()
    const body = { from: new Date(now - dayInMilliseconds).toISOString(), to: new Date(now).toISOString() }
    return client.call('backfillSchedule', { params, body })
  }
  return client.call('patchSchedule', { params, body: { isPaused: wanted === 'pause' } })
}

export function useScheduleAct() {
  return useMutation({
    mutationFn: ({ name, wanted }: { name: ScheduleState['name']; wanted: ScheduleAct }) => act(name, wanted),
    onSuccess: () => {
      showToast({ tone: 'info', title: text('done') })
      return queryClient.invalidateQueries({ queryKey: schedulesKey })
    },
    onError: (error) => showError(text('failed'), error),
  })
}
