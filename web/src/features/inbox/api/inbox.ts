import { infiniteQueryOptions, queryOptions, useMutation } from '@tanstack/react-query'
import type { InboxMark } from '@throughline/contract'
import { useEffect } from 'react'
import { queryClient } from '../../../lib/query-client.ts'
import { client, getLive } from '../../../lib/service.ts'
import { showError } from '../../../lib/toasts.ts'

const queryKey = ['inbox'] as const

/** How many there are that were not read. */
export const unreadQuery = queryOptions({
  queryKey: [...queryKey, 'unread'],
  queryFn: async () => (await client.call('listNotifications', { query: { limit: 1 } })).unread,
})

/** What one was told, the newest first. */
export const inboxQuery = (onlyUnread: boolean) =>
  infiniteQueryOptions({
    queryKey: [...queryKey, 'list', onlyUnread],
    queryFn: ({ pageParam: cursor }) =>
      client.call('listNotifications', {
        query: { ...(onlyUnread ? { unread: true } : {}), ...(cursor ? { cursor } : {}) },
      }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })

const renew = (): Promise<void> => queryClient.invalidateQueries({ queryKey })

/** The inbox, and what became of mails that one caused, are asked for anew when the service says that they are others. */
export function useLiveInbox(): void {
  useEffect(
    () =>
      getLive().onInbox(() => {
        void renew()
        void queryClient.invalidateQueries({ queryKey: ['deliveries'] })
      }),
    [],
  )
}

export const useMark = () =>
  useMutation({
    mutationFn: (body: InboxMark) => client.call('markNotifications', { body }),
    onSettled: renew,
    onError: (error) => showError('That was not marked', error),
  })
