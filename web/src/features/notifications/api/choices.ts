import { queryOptions, useMutation } from '@tanstack/react-query'
import type { MailCadence, NotificationKind, NotificationTimesValues } from '@throughline/contract'
import { queryClient } from '../../../lib/query-client.ts'
import { client } from '../../../lib/service.ts'
import { showError } from '../../../lib/toasts.ts'

export const preferencesQuery = queryOptions({
  queryKey: ['notification-preferences'],
  queryFn: () => client.call('listNotificationPreferences'),
})

export const defaultsQuery = queryOptions({
  queryKey: ['notification-defaults'],
  queryFn: () => client.call('listNotificationDefaults'),
})

export const timesQuery = queryOptions({
  queryKey: ['notification-times'],
  queryFn: () => client.call('getNotificationTimes'),
})

export const chosenProjectsQuery = queryOptions({
  queryKey: ['notification-projects'],
  queryFn: () => client.call('listNotificationProjects'),
})

/** Says why it was not kept, and shows what is. */
function useKept<Values>(queryKey: readonly unknown[], keep: (values: Values) => Promise<unknown>) {
  return useMutation({
    mutationFn: keep,
    onSettled: () => queryClient.invalidateQueries({ queryKey }),
    onError: (error) => showError('That was not kept', error),
  })
}

export interface PreferenceChange {
  kind: NotificationKind
  inbox: boolean
  mail: MailCadence
}

export const usePutPreference = () =>
  useKept<PreferenceChange>(preferencesQuery.queryKey, ({ kind, ...body }) =>
    client.call('putNotificationPreference', { params: { kind }, body }),
  )

export const usePutDefault = () =>
  useKept<PreferenceChange>(defaultsQuery.queryKey, ({ kind, ...body }) =>
    client.call('putNotificationDefault', { params: { kind }, body }),
  )

export const usePutTimes = () =>
  useKept<NotificationTimesValues>(timesQuery.queryKey, (body) => client.call('putNotificationTimes', { body }))

/** Null: as usual. */
export const useChooseProject = () =>
  useKept<{ projectId: string; choice: 'mute' | 'watch' | null }>(
    chosenProjectsQuery.queryKey,
    ({ projectId, choice }) =>
      choice
        ? client.call('putNotificationProject', { params: { projectId }, body: { choice } })
        : client.call('deleteNotificationProject', { params: { projectId } }),
  )
