import { infiniteQueryOptions, queryOptions, useMutation } from '@tanstack/react-query'
import type { GivenWebhookValues, WebhookPatch } from '@throughline/contract'
import { queryClient } from '../../../lib/query-client.ts'
import { client } from '../../../lib/service.ts'
import { showError } from '../../../lib/toasts.ts'

const queryKey = ['webhooks'] as const
const deliveriesKey = (webhookId: string) => ['webhook-deliveries', webhookId] as const
const refresh = () => queryClient.invalidateQueries({ queryKey })

export const webhooksQuery = queryOptions({ queryKey, queryFn: () => client.call('listWebhooks') })

/** Newest first; looked at often, since it is read after something was sent. */
export const deliveriesQuery = (webhookId: string) =>
  infiniteQueryOptions({
    queryKey: deliveriesKey(webhookId),
    queryFn: ({ pageParam }) =>
      client.call('listWebhookDeliveries', {
        params: { webhookId },
        query: { limit: 20, ...(pageParam ? { cursor: pageParam } : {}) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: 3_000,
    staleTime: 0,
  })

export const deliveryQuery = (webhookId: string, deliveryId: string) =>
  queryOptions({
    queryKey: [...deliveriesKey(webhookId), deliveryId],
    queryFn: () => client.call('getWebhookDelivery', { params: { webhookId, deliveryId } }),
    refetchInterval: 3_000,
    staleTime: 0,
  })

export const useCreateWebhook = () =>
  useMutation({
    mutationFn: (body: GivenWebhookValues) => client.call('createWebhook', { body }),
    onSuccess: refresh,
    onError: (error) => showError('The webhook was not made', error),
  })

export const usePatchWebhook = (webhookId: string) =>
  useMutation({
    mutationFn: (body: WebhookPatch) => client.call('patchWebhook', { params: { webhookId }, body }),
    onSettled: refresh,
    onError: (error) => showError('The webhook was not changed', error),
  })

export const useDeleteWebhook = (webhookId: string) =>
  useMutation({
    mutationFn: () => client.call('deleteWebhook', { params: { webhookId } }),
    onSettled: refresh,
    onError: (error) => showError('The webhook was not deleted', error),
  })

export const useRotateSecret = (webhookId: string) =>
  useMutation({
    mutationFn: () => client.call('rotateWebhookSecret', { params: { webhookId } }),
    onSuccess: refresh,
    onError: (error) => showError('There is no new secret', error),
  })

export const useTestWebhook = (webhookId: string) =>
  useMutation({
    mutationFn: () => client.call('testWebhook', { params: { webhookId } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: deliveriesKey(webhookId) }),
    onError: (error) => showError('No test event was sent', error),
  })

export const useReplay = (webhookId: string) =>
  useMutation({
    mutationFn: (deliveryId: string) => client.call('replayWebhookDelivery', { params: { webhookId, deliveryId } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: deliveriesKey(webhookId) }),
    onError: (error) => showError('It was not sent again', error),
  })
