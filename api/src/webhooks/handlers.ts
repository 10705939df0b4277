import {
  changeWebhook,
  createWebhook,
  deleteWebhook,
  getDelivery,
  getWebhook,
  listDeliveries,
  listWebhooks,
  replayDelivery,
  rotateWebhookSecret,
  testWebhook,
} from '@throughline/domain'
import type { Handlers } from '../http/call.ts'

type Webhooks = Pick<
  Handlers,
  | 'listWebhooks'
  | 'createWebhook'
  | 'getWebhook'
  | 'patchWebhook'
  | 'deleteWebhook'
  | 'rotateWebhookSecret'
  | 'testWebhook'
  | 'listWebhookDeliveries'
  | 'getWebhookDelivery'
  | 'replayWebhookDelivery'
>

export const webhookHandlers: Webhooks = {
  listWebhooks: async ({ transaction, actor }) => ({ items: await listWebhooks(transaction, actor) }),
  createWebhook({ context, transaction, actor, body, reply }) {
    reply.holdsSecret = true
    return createWebhook(transaction, actor, body, context.webhooks)
  },
  getWebhook: ({ transaction, actor, params }) => getWebhook(transaction, actor, params.webhookId),
  patchWebhook: ({ context, transaction, actor, params, body }) =>
    changeWebhook(transaction, actor, params.webhookId, body, context.webhooks),
  deleteWebhook: ({ transaction, actor, params }) => deleteWebhook(transaction, actor, params.webhookId),
  rotateWebhookSecret({ context, transaction, actor, params, reply }) {
    reply.holdsSecret = true
    return rotateWebhookSecret(transaction, actor, params.webhookId, context.webhooks)
  },
  testWebhook: ({ transaction, actor, params }) => testWebhook(transaction, actor, params.webhookId),
  listWebhookDeliveries: ({ transaction, actor, params, query: { cursor, limit, state } }) =>
    listDeliveries(transaction, actor, { webhookId: params.webhookId, after: cursor, limit, state }),
  getWebhookDelivery: ({ transaction, actor, params }) =>
    getDelivery(transaction, actor, params.webhookId, params.deliveryId),
  replayWebhookDelivery: ({ transaction, actor, params }) =>
    replayDelivery(transaction, actor, params.webhookId, params.deliveryId),
}
