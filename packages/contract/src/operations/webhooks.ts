import { z } from 'zod'
import { id } from '../primitives.ts'
import { listOf } from '../rows-query.ts'
import {
  newWebhook,
  webhook,
  webhookDelivery,
  webhookDeliveryDetail,
  webhookDeliveryPage,
  webhookDeliveryState,
  webhookPatch,
  webhookValues,
} from '../webhook.ts'
import { operation } from './operation.ts'

const tag = 'Webhooks'
const params = z.object({ webhookId: id })
const deliveryParams = z.object({ webhookId: id, deliveryId: id })

export const webhookOperations = {
  listWebhooks: operation({
    ...listOf(webhook, { sort: ['name', 'createdAt'] }),
    path: '/webhooks',
    summary: 'The webhooks of the organisation, without their secrets',
    tag,
    problems: ['forbidden'],
  }),
  createWebhook: operation({
    method: 'post',
    path: '/webhooks',
    summary: 'Have an address told of events; the secret that signs them is shown this once',
    tag,
    body: webhookValues,
    status: 201,
    response: newWebhook,
    problems: ['forbidden', 'not-found', 'conflict'],
  }),
  getWebhook: operation({
    method: 'get',
    path: '/webhooks/:webhookId',
    summary: 'A webhook, without its secret',
    tag,
    params,
    status: 200,
    response: webhook,
    problems: ['forbidden', 'not-found'],
  }),
  patchWebhook: operation({
    method: 'patch',
    path: '/webhooks/:webhookId',
    summary: 'Change a webhook, or switch it off or on again',
    tag,
    params,
    body: webhookPatch,
    status: 200,
    response: webhook,
    problems: ['forbidden', 'not-found'],
  }),
  deleteWebhook: operation({
    method: 'delete',
    path: '/webhooks/:webhookId',
    summary: 'Delete a webhook and the log of its deliveries; what waits is given up',
    tag,
    params,
    status: 204,
    problems: ['forbidden', 'not-found'],
  }),
  rotateWebhookSecret: operation({
    method: 'post',
    path: '/webhooks/:webhookId/secret',
    summary: 'Make a new secret, shown this once; for 24 hours deliveries are signed with the old one as well',
    tag,
    params,
    status: 201,
    response: newWebhook,
    problems: ['forbidden', 'not-found'],
  }),
  testWebhook: operation({
    method: 'post',
    path: '/webhooks/:webhookId/test',
    summary: 'Send an event of the type `webhook.test`',
    tag,
    params,
    status: 202,
    response: webhookDelivery,
    problems: ['forbidden', 'not-found', 'conflict'],
  }),
  listWebhookDeliveries: operation({
    method: 'get',
    path: '/webhooks/:webhookId/deliveries',
    summary: 'What a webhook was sent, newest first; kept for 30 days',
    tag,
    params,
    query: z.object({
      state: webhookDeliveryState.optional(),
      cursor: id.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    status: 200,
    response: webhookDeliveryPage,
    problems: ['forbidden', 'not-found'],
  }),
  getWebhookDelivery: operation({
    method: 'get',
    path: '/webhooks/:webhookId/deliveries/:deliveryId',
    summary: 'One delivery, with its body and its attempts',
    tag,
    params: deliveryParams,
    status: 200,
    response: webhookDeliveryDetail,
    problems: ['forbidden', 'not-found'],
  }),
  replayWebhookDelivery: operation({
    method: 'post',
    path: '/webhooks/:webhookId/deliveries/:deliveryId/replay',
    summary: 'Deliver it once more, as a new delivery with the same `webhook-id`',
    tag,
    params: deliveryParams,
    status: 202,
    response: webhookDelivery,
    problems: ['forbidden', 'not-found', 'conflict'],
  }),
}
