import type { DeliveryQueue, DeliveryState, DeliveryWait, NotificationKind } from '@throughline/contract'
import { type Kysely, sql } from 'kysely'
import type { Schema, Transaction } from './database.ts'
import { deliveryStateOf } from './mail-deliveries.ts'

/** The mail of a notification as its receipt tells of it. One that another carries has the Message-ID and words of that. */
export interface ReceiptRow {
  id: string
  kind: NotificationKind
  at: string
  personId: string | null
  personName: string | null
  /** Where the mail goes: that of the person, or of the link. */
  address: string | null
  hasLink: boolean
  actorId: string | null
  actorName: string | null
  projectId: string | null
  state: DeliveryState
  attempts: number
  unanswered: number
  waitsFor: DeliveryWait | null
  waitsUntil: string | null
  carriedBy: string | null
  messageId: string | null
  reply: string | null
  endedAt: string | null
}

export interface ReceiptFilter {
  /** Who caused them; null: whoever. */
  actorId: string | null
  id: string | null
  state: DeliveryState | null
  kind: NotificationKind | null
  personId: string | null
  projectId: string | null
  isOpen: boolean | null
  /** The last one of the page before. */
  before: string | null
  limit: number
}

const openStates = sql`('pending', 'sending', 'claimed', 'unknown')`

/** The newest first. A digest is told of by what it carries. */
export async function listReceiptRows(transaction: Transaction, filter: ReceiptFilter): Promise<ReceiptRow[]> {
  const { actorId, id, state, kind, personId, projectId, isOpen, before, limit } = filter
  const { rows } = await sql<ReceiptRow>`
    select n.id, n.kind, d.created_at as at, n.person_id as "personId", p.name as "personName",
      coalesce(l.email, p.email)::text as address, l.id is not null as "hasLink", n.actor_id as "actorId",
      a.name as "actorName", n.project_id as "projectId", d.state, coalesce(c.attempts, d.attempts) as attempts,
      coalesce(c.unanswered, d.unanswered) as unanswered, coalesce(c.waits_for, d.waits_for) as "waitsFor",
      coalesce(c.waits_until, d.waits_until) as "waitsUntil", d.carried_by as "carriedBy",
      coalesce(c.message_id, d.message_id) as "messageId",
      coalesce(c.reply, c.last_error, d.reply, d.last_error) as reply, d.ended_at as "endedAt"
    from email_delivery d
    join notification n on n.id = d.notification_id
    left join email_delivery c on c.notification_id = d.carried_by
    left join person p on p.id = n.person_id
    left join person a on a.id = n.actor_id
    left join one_use_link l on l.id = n.link_id
    where (${id}::uuid is null or d.notification_id = ${id}::uuid)
      and (${actorId}::uuid is null or n.actor_id = ${actorId}::uuid)
      and (${state}::text is null or d.state = ${state}::text
        or (${state}::text = 'sending' and d.state = 'claimed') or (${state}::text = 'failed' and d.state = 'not-deliverable'))
      and (${kind}::text is null or n.kind = ${kind}::text)
      and (${personId}::uuid is null or n.person_id = ${personId}::uuid)
      and (${projectId}::uuid is null or n.project_id = ${projectId}::uuid)
      and (${isOpen}::boolean is null or (d.state in ${openStates}) = ${isOpen}::boolean)
      and (${before}::uuid is null or (d.created_at, d.notification_id) <
        (select b.created_at, b.notification_id from email_delivery b where b.notification_id = ${before}::uuid))
    order by d.created_at desc, d.notification_id desc limit ${limit}`.execute(transaction)
  return rows.map((row) => ({ ...row, state: deliveryStateOf(row.state) }))
}

/** How the mails of the organisation stand; each mail is counted once, whatever it carries. */
export async function findDeliveryQueue(transaction: Transaction): Promise<DeliveryQueue> {
  const isDue = sql`state in ('pending', 'sending', 'claimed') and waits_for is null and carried_by is null`
  const { rows } = await sql<DeliveryQueue>`
    select count(*) filter (where state in ${openStates} and carried_by is null)::integer as open,
      count(*) filter (where ${isDue})::integer as due,
      min(created_at) filter (where ${isDue}) as "oldestDueAt",
      count(*) filter (where state = 'unknown')::integer as unknown,
      count(*) filter (where state in ('failed', 'bounced', 'not-deliverable') and carried_by is null)::integer as failed,
      count(*) filter (where state = 'sent' and carried_by is null)::integer as sent
    from email_delivery
    where organisation_id = (select current_organisation())
      and (state in ${openStates} or created_at > now() - interval '7 days')`.execute(transaction)
  return rows[0] as DeliveryQueue
}

/**
 * A delivery that ended without a mail that is known to have arrived, or that waits, goes out anew: with the same
 * Message-ID, and by itself where another carried it.
 */
export async function askForMail(transaction: Transaction, notificationId: string): Promise<void> {
  await sql`
    update email_delivery set state = 'pending', asked_at = now(), ended_at = null, carried_by = null, digest = null,
      waits_for = null, waits_until = null, last_error = null
    where notification_id = ${notificationId}`.execute(transaction)
}

/** What it carried goes out without it; answers the ids of these. */
export async function cancelMail(transaction: Transaction, notificationId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update email_delivery set carried_by = null, digest = null, waits_for = null, waits_until = null
    where carried_by = ${notificationId} and state = 'pending' returning notification_id as id`.execute(transaction)
  await sql`
    update email_delivery set state = 'cancelled', ended_at = now(), waits_for = null, waits_until = null
    where notification_id = ${notificationId}`.execute(transaction)
  return rows.map(({ id }) => id)
}

/** Of all organisations: mails that wait for nothing but to be sent, and since how many seconds the oldest does. */
export interface MailBacklog {
  due: number
  oldestSeconds: number
  /** Mails of which nobody knows whether they arrived, and that are held. */
  unknown: number
}

export async function findMailBacklog(executor: Kysely<Schema>): Promise<MailBacklog> {
  const { rows } = await sql<MailBacklog>`
    select due, oldest_seconds as "oldestSeconds", unknown from mail_backlog()`.execute(executor)
  return rows[0] as MailBacklog
}
