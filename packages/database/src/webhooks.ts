import type { WebhookDelivery, WebhookEventType, WebhookFormat, WebhookPatch } from '@throughline/contract'
import { sql } from 'kysely'
import type { Transaction } from './database.ts'

const columns = [
  'id',
  'organisation_id as organisationId',
  'name',
  'url',
  'format',
  'event_types as eventTypes',
  'project_ids as projectIds',
  'secret',
  'previous_secret as previousSecret',
  sql<string | null>`case when previous_until > now() then previous_until end`.as('previousUntil'),
  'disabled_at as disabledAt',
  'disabled_because as disabledBecause',
  'failing_since as failingSince',
  'created_at as createdAt',
  'updated_at as updatedAt',
] as const

const select = (transaction: Transaction) => transaction.selectFrom('webhook').select(columns)
export type WebhookRow = Awaited<ReturnType<typeof listWebhookRows>>[number]

/** Of the organisation of the transaction, in the order of their making. */
export const listWebhookRows = (transaction: Transaction) =>
  select(transaction).orderBy('created_at').orderBy('id').execute()

export async function findWebhookRow(transaction: Transaction, id: string): Promise<WebhookRow | null> {
  return (await select(transaction).where('id', '=', id).executeTakeFirst()) ?? null
}

/** The webhook that a delivery is for, locked against other attempts; null when there is none. Events go on meanwhile. */
export async function lockWebhookOf(transaction: Transaction, deliveryId: string): Promise<WebhookRow | null> {
  const row = await select(transaction)
    .where('id', '=', ({ selectFrom }) =>
      selectFrom('webhook_delivery').select('webhook_id').where('webhook_delivery.id', '=', deliveryId),
    )
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row ?? null
}

export interface NewWebhookRow {
  id: string
  organisationId: string
  name: string
  url: string
  format: WebhookFormat
  eventTypes: WebhookEventType[]
  projectIds: string[] | null
  secret: string
  createdBy: string
}

export async function insertWebhook(transaction: Transaction, webhook: NewWebhookRow) {
  await transaction
    .insertInto('webhook')
    .values({
      id: webhook.id,
      organisation_id: webhook.organisationId,
      name: webhook.name,
      url: webhook.url,
      format: webhook.format,
      event_types: webhook.eventTypes,
      project_ids: webhook.projectIds,
      secret: webhook.secret,
      created_by: webhook.createdBy,
    })
    .execute()
}

export async function updateWebhook(transaction: Transaction, id: string, patch: WebhookPatch) {
  const { name, url, format, eventTypes, projectIds, enabled } = patch
  await transaction
    .updateTable('webhook')
    .set({
      updated_at: sql`now()`,
      ...(name === undefined ? {} : { name }),
      ...(url === undefined ? {} : { url, failing_since: null }),
      ...(format === undefined ? {} : { format }),
      ...(eventTypes === undefined ? {} : { event_types: eventTypes }),
      ...(projectIds === undefined ? {} : { project_ids: projectIds }),
      ...(enabled === undefined ? {} : enabled ? enabledAgain : disabled('person')),
    })
    .where('id', '=', id)
    .execute()
}

const enabledAgain = { disabled_at: null, disabled_because: null, failing_since: null }
const disabled = (because: 'person' | 'gone' | 'failing') => ({
  disabled_at: sql<string>`coalesce(disabled_at, now())`,
  disabled_because: sql<string>`coalesce(disabled_because, ${because})`,
})

export async function disableWebhook(transaction: Transaction, id: string, because: 'gone' | 'failing') {
  await transaction.updateTable('webhook').set(disabled(because)).where('id', '=', id).execute()
}

/** The secret that was there goes on for so many hours. */
export async function replaceWebhookSecret(transaction: Transaction, id: string, secret: string, hours: number) {
  await transaction
    .updateTable('webhook')
    .set({
      secret,
      previous_secret: sql`secret`,
      previous_until: sql`now() + make_interval(hours => ${hours})`,
      updated_at: sql`now()`,
    })
    .where('id', '=', id)
    .execute()
}

/** Answers whether there was one; its deliveries go with it. */
export async function deleteWebhookRow(transaction: Transaction, id: string): Promise<boolean> {
  const { numDeletedRows } = await transaction.deleteFrom('webhook').where('id', '=', id).executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}

/** Notes how an attempt went; answers whether every one has failed for so many days now. */
export async function noteEndpoint(
  transaction: Transaction,
  id: string,
  works: boolean,
  days: number,
): Promise<boolean> {
  const row = await transaction
    .updateTable('webhook')
    .set({ failing_since: works ? null : sql`coalesce(failing_since, now())` })
    .where('id', '=', id)
    .returning(sql<boolean>`coalesce(failing_since < now() - make_interval(days => ${days}), false)`.as('isHopeless'))
    .executeTakeFirst()
  return row?.isHopeless ?? false
}

const deliveryColumns = sql`id, webhook_id as "webhookId", message_id as "messageId", event_type as "eventType", state,
  attempts, case when state = 'pending' then next_attempt_at end as "nextAttemptAt", created_at as "createdAt",
  ended_at as "endedAt"`

export interface NewDelivery {
  id: string
  organisationId: string
  webhookId: string
  messageId: string
  eventType: string
  data: unknown
  /** Now, when left out. */
  happenedAt?: string
}

export async function insertDelivery(transaction: Transaction, delivery: NewDelivery) {
  await transaction
    .insertInto('webhook_delivery')
    .values({
      id: delivery.id,
      organisation_id: delivery.organisationId,
      webhook_id: delivery.webhookId,
      message_id: delivery.messageId,
      event_type: delivery.eventType,
      data: JSON.stringify(delivery.data),
      ...(delivery.happenedAt === undefined ? {} : { happened_at: delivery.happenedAt }),
    })
    .execute()
}

export interface DeliveryRange {
  webhookId: string
  state?: WebhookDelivery['state'] | undefined
  /** The delivery that was listed last. */
  after?: string | undefined
  limit: number
}

/** Newest first. */
export async function listDeliveryRows(transaction: Transaction, { webhookId, state, after, limit }: DeliveryRange) {
  const { rows } = await sql<WebhookDelivery>`
    select ${deliveryColumns} from webhook_delivery d
    where webhook_id = ${webhookId} and (${state ?? null}::text is null or state = ${state ?? null})
      and (${after ?? null}::uuid is null
        or (created_at, id) < (select c.created_at, c.id from webhook_delivery c where c.id = ${after ?? null}))
    order by created_at desc, id desc limit ${limit}`.execute(transaction)
  return rows
}

export type DeliveryRow = WebhookDelivery & { data: unknown; happenedAt: string }

export async function findDeliveryRow(transaction: Transaction, deliveryId: string): Promise<DeliveryRow | null> {
  const { rows } = await sql<DeliveryRow>`
    select ${deliveryColumns}, data, happened_at as "happenedAt" from webhook_delivery
    where id = ${deliveryId}`.execute(transaction)
  return rows[0] ?? null
}

export const listAttemptRows = (transaction: Transaction, deliveryId: string) =>
  transaction
    .selectFrom('webhook_attempt')
    .select(['number', 'started_at as startedAt', 'milliseconds', 'status', 'error'])
    .where('delivery_id', '=', deliveryId)
    .orderBy('number')
    .execute()

export interface Queue {
  /** Milliseconds until the delivery is due. */
  wait: number
  /** Other deliveries of the webhook that are being attempted, and those that are due. */
  running: number
  due: number
  /** How long the last attempt at one of the webhook's that wait took, in milliseconds; null: none was attempted yet. */
  lasted: number | null
}

/** Asked under the lock of the webhook. */
export async function lookAtQueue(transaction: Transaction, deliveryId: string): Promise<Queue> {
  const { rows } = await sql<Queue>`
    select ceil(greatest(0, extract(epoch from d.next_attempt_at - now())) * 1000)::float8 as wait,
      (select count(*) from webhook_delivery o
        where o.webhook_id = d.webhook_id and o.state = 'pending' and o.id <> d.id and o.claimed_until > now()) as running,
      (select count(*) from webhook_delivery o
        where o.webhook_id = d.webhook_id and o.state = 'pending' and o.next_attempt_at <= now()) as due,
      (select a.milliseconds from webhook_delivery o
        join webhook_attempt a on a.delivery_id = o.id and a.number = o.attempts
        where o.webhook_id = d.webhook_id and o.state = 'pending'
        order by a.started_at desc limit 1) as lasted
    from webhook_delivery d where d.id = ${deliveryId}`.execute(transaction)
  return rows[0] ?? { wait: 0, running: 0, due: 0, lasted: null }
}

/** Begins the attempt of this number, or begins it anew where its worker died. */
export async function claimAttempt(
  transaction: Transaction,
  attempt: { deliveryId: string; organisationId: string; number: number; seconds: number },
) {
  await sql`
    with claimed as (
      update webhook_delivery set claimed_until = now() + make_interval(secs => ${attempt.seconds})
      where id = ${attempt.deliveryId})
    insert into webhook_attempt (delivery_id, organisation_id, number)
    values (${attempt.deliveryId}, ${attempt.organisationId}, ${attempt.number})
    on conflict (delivery_id, number) do update
      set started_at = now(), milliseconds = null, status = null, error = null`.execute(transaction)
}

export interface AttemptEnd {
  deliveryId: string
  number: number
  milliseconds: number
  status: number | null
  error: string | null
  state: WebhookDelivery['state']
  /** Until the next attempt. */
  retrySeconds: number
}

/** Ends an attempt, unless another worker has already. What was delivered stays so. */
export async function endAttempt(transaction: Transaction, end: AttemptEnd) {
  await sql`
    with ended as (
      update webhook_delivery
      set attempts = ${end.number}, claimed_until = null, state = ${end.state},
        next_attempt_at = now() + make_interval(secs => ${end.retrySeconds}),
        ended_at = case when ${end.state} <> 'pending' then now() end
      where id = ${end.deliveryId} and state = 'pending' and (attempts < ${end.number} or ${end.state} = 'delivered')
      returning id)
    update webhook_attempt a set milliseconds = ${end.milliseconds}, status = ${end.status}, error = ${end.error}
    from ended where a.delivery_id = ended.id and a.number = ${end.number}`.execute(transaction)
}

/** An endpoint that asks for a pause gets one: nothing of it that waits is due before. Asked under the lock of the webhook. */
export async function restEndpoint(transaction: Transaction, webhookId: string, seconds: number) {
  await sql`
    update webhook_delivery set next_attempt_at = greatest(next_attempt_at, now() + make_interval(secs => ${seconds}))
    where webhook_id = ${webhookId} and state = 'pending' and claimed_until is null`.execute(transaction)
}

export async function cancelDelivery(transaction: Transaction, deliveryId: string) {
  await transaction
    .updateTable('webhook_delivery')
    .set({ state: 'cancelled', claimed_until: null, ended_at: sql`now()` })
    .where('id', '=', deliveryId)
    .where('state', '=', 'pending')
    .execute()
}
