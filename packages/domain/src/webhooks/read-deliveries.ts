import {
  NotFoundError,
  ProblemError,
  type WebhookAttempt,
  type WebhookDelivery,
  type WebhookDeliveryDetail,
} from '@throughline/contract'
import {
  type DeliveryRange,
  type DeliveryRow,
  findDeliveryRow,
  insertDelivery,
  insertWorkRequest,
  listAttemptRows,
  listDeliveryRows,
  type Transaction,
} from '@throughline/database'
import { v7 as uuid } from 'uuid'
import { requireOrganisationAct } from '../accounts/people.ts'
import type { Actor } from '../actor.ts'
import type { Page } from '../changes/read-change-sets.ts'
import { getWebhook } from './manage-webhooks.ts'
import { eventOf } from './webhook-body.ts'

/** Newest first. Throws NotFoundError, ProblemError `bad-request` for a cursor that names no delivery of the webhook. */
export async function listDeliveries(
  transaction: Transaction,
  actor: Actor,
  range: DeliveryRange,
): Promise<Page<WebhookDelivery>> {
  await getWebhook(transaction, actor, range.webhookId)
  const { after, limit } = range
  if (after !== undefined && (await findDeliveryRow(transaction, after))?.webhookId !== range.webhookId)
    throw new ProblemError('bad-request', { issues: [{ path: 'query.cursor', message: 'is no cursor of this list' }] })
  const rows = await listDeliveryRows(transaction, { ...range, limit: limit + 1 })
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

export async function getDelivery(
  transaction: Transaction,
  actor: Actor,
  webhookId: string,
  deliveryId: string,
): Promise<WebhookDeliveryDetail> {
  const row = await getRow(transaction, actor, webhookId, deliveryId)
  const { data: _, happenedAt: __, ...delivery } = row
  const attemptLog = (await listAttemptRows(transaction, deliveryId)) as WebhookAttempt[]
  return { ...delivery, event: eventOf(row), attemptLog }
}

async function getRow(
  transaction: Transaction,
  actor: Actor,
  webhookId: string,
  deliveryId: string,
): Promise<DeliveryRow> {
  await getWebhook(transaction, actor, webhookId)
  const row = await findDeliveryRow(transaction, deliveryId)
  if (row?.webhookId !== webhookId) throw new NotFoundError('delivery')
  return row
}

/** Delivers an event once more; programs that remember the `webhook-id` of what they have done know it again. */
export async function replayDelivery(
  transaction: Transaction,
  actor: Actor,
  webhookId: string,
  deliveryId: string,
): Promise<WebhookDelivery> {
  requireOrganisationAct(actor, 'webhook.change')
  const { messageId, eventType, data, happenedAt } = await getRow(transaction, actor, webhookId, deliveryId)
  return deliver(transaction, actor, webhookId, { messageId, eventType, data, happenedAt })
}

/** Sends an event that nothing made happen. */
export async function testWebhook(transaction: Transaction, actor: Actor, webhookId: string): Promise<WebhookDelivery> {
  requireOrganisationAct(actor, 'webhook.change')
  return deliver(transaction, actor, webhookId, { eventType: 'webhook.test', data: { webhookId } })
}

async function deliver(
  transaction: Transaction,
  actor: Actor,
  webhookId: string,
  what: { messageId?: string; eventType: string; data: unknown; happenedAt?: string },
): Promise<WebhookDelivery> {
  const { enabled } = await getWebhook(transaction, actor, webhookId)
  if (!enabled) throw new ProblemError('conflict', { detail: 'The webhook is switched off. Switch it on first.' })
  const { organisationId } = actor
  const id = uuid()
  await insertDelivery(transaction, { messageId: id, ...what, id, organisationId, webhookId })
  await insertWorkRequest(transaction, { organisationId, kind: 'webhook', subjectId: id })
  const row = await findDeliveryRow(transaction, id)
  if (!row) throw new NotFoundError('delivery')
  const { data: _, happenedAt: __, ...delivery } = row
  return delivery
}
