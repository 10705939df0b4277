import { infiniteQueryOptions, queryOptions, useMutation } from '@tanstack/react-query'
import type { DeliveryState } from '@throughline/contract'
import { queryClient } from '../../../lib/query-client.ts'
import { client } from '../../../lib/service.ts'
import { showError } from '../../../lib/toasts.ts'

export type DeliveryScope = 'own' | 'organisation'
const queryKey = ['deliveries'] as const

/** What became of mails, the newest first; they change while one looks. */
export const deliveriesQuery = (scope: DeliveryScope, state: DeliveryState | undefined) =>
  infiniteQueryOptions({
    queryKey: [...queryKey, scope, state ?? 'all'],
    queryFn: ({ pageParam: cursor }) =>
      client.call('listDeliveries', { query: { scope, ...(state ? { state } : {}), ...(cursor ? { cursor } : {}) } }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    refetchInterval: 10_000,
  })

export const queueQuery = queryOptions({
  queryKey: [...queryKey, 'queue'],
  queryFn: () => client.call('getDeliveryQueue'),
  refetchInterval: 10_000,
})

export const useSteer = (deliveryId: string) =>
  useMutation({
    mutationFn: (act: 'sendDeliveryAgain' | 'cancelDelivery') => client.call(act, { params: { deliveryId } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey }),
    onError: (error) => showError('That was not done', error),
  })
