import type { DeliveryState, DeliveryWait, MailCadence } from '@throughline/contract'
import { sql } from 'kysely'
import type { Transaction } from './database.ts'
import { channels, type Signal } from './streams.ts'
import { allInOrder } from './transaction.ts'
import { finishMailWork } from './work-requests.ts'

/** The mail of a notification. */
export interface MailDelivery {
  state: DeliveryState
  messageId: string | null
  attempts: number
  unanswered: number
  carriedBy: string | null
  /** The whole mail went out, or was about to, and nobody recorded what the server answered. */
  answerAwaited: boolean
  postponements: number
  personId: string | null
  /** Why the last attempt failed. */
  lastError: string | null
}

/** Words of the version before this one. */
const formerStates: Readonly<Record<string, DeliveryState>> = { claimed: 'sending', 'not-deliverable': 'failed' }
export const deliveryStateOf = (state: string): DeliveryState => formerStates[state] ?? (state as DeliveryState)

const columns = [
  ...(['state', 'message_id as messageId', 'attempts', 'unanswered', 'carried_by as carriedBy'] as const),
  ...([
    'answer_awaited as answerAwaited',
    'postponements',
    'last_error as lastError',
    'person_id as personId',
  ] as const),
] as const

/**
 * A delivery is there from its notification on; of one that a function of the database inserted, from here on. Answers
 * whether there is such a notification that had none.
 */
export async function insertMailDelivery(
  transaction: Transaction,
  { notificationId }: { notificationId: string },
): Promise<boolean> {
  return (await insertMailDeliveries(transaction, [notificationId])) > 0
}

/** The same for several; answers of how many that holds. */
export async function insertMailDeliveries(transaction: Transaction, ids: readonly string[]): Promise<number> {
  const { rows } = await sql`
    insert into email_delivery (notification_id, organisation_id, person_id, state)
    select n.id, n.organisation_id, n.person_id, 'pending' from notification n where n.id = any(${ids}::uuid[])
    on conflict (notification_id) do nothing returning 1`.execute(transaction)
  return rows.length
}

/** Locked until the transaction ends; null when there is no such. */
export async function lockMailDelivery(transaction: Transaction, notificationId: string): Promise<MailDelivery | null> {
  const row = await transaction
    .selectFrom('email_delivery')
    .select(columns)
    .where('notification_id', '=', notificationId)
    .forUpdate()
    .executeTakeFirst()
  return row ? { ...row, state: deliveryStateOf(row.state) } : null
}

/** A delivery about to be attempted. */
export interface MailToSend extends MailDelivery {
  /** What came back from the address of its person, so that nothing is sent there; null: nothing did. */
  suspendedBecause: string | null
  /** Notifications that it tells of as well, the oldest first, as many as one mail tells of; and how many there are. */
  carriedIds: string[]
  carriedCount: number
}

/** Locked until the transaction ends; null when there is no such. */
export async function lockMailToSend(transaction: Transaction, notificationId: string): Promise<MailToSend | null> {
  const row = await transaction
    .selectFrom('email_delivery as d')
    .select(columns)
    .select([
      sql<string | null>`(select s.reply from mail_suspension s
        join person p on p.id = s.person_id and p.email = s.email where s.person_id = d.person_id)`.as(
        'suspendedBecause',
      ),
      sql<string[]>`array(select c.notification_id from email_delivery c where c.carried_by = d.notification_id
        order by c.created_at, c.notification_id limit ${mostInOneMail})`.as('carriedIds'),
      sql<number>`(select count(*) from email_delivery c where c.carried_by = d.notification_id)`.as('carriedCount'),
    ])
    .where('d.notification_id', '=', notificationId)
    .forUpdate('d')
    .executeTakeFirst()
  return row ? { ...row, state: deliveryStateOf(row.state) } : null
}

/**
 * Begins an attempt. The first fixes the Message-ID for all others. One before it whose answer nobody recorded counts as
 * unanswered.
 */
export async function beginMailAttempt(
  transaction: Transaction,
  notificationId: string,
  messageId: string,
): Promise<{ messageId: string; attempts: number }> {
  const row = await transaction
    .updateTable('email_delivery')
    .set({
      state: 'sending',
      message_id: sql`coalesce(message_id, ${messageId})`,
      attempts: sql`attempts + 1`,
      unanswered: sql`unanswered + answer_awaited::integer`,
      answer_awaited: false,
      waits_for: null,
      waits_until: null,
    })
    .where('notification_id', '=', notificationId)
    .returning(['message_id as messageId', 'attempts'])
    .executeTakeFirstOrThrow()
  return { messageId: row.messageId ?? messageId, attempts: row.attempts }
}

/**
 * Records that the last byte of a mail is about to go out. Answers false where it must not: the delivery was cancelled, or
 * another attempt has begun meanwhile.
 */
export async function awaitMailAnswer(
  transaction: Transaction,
  notificationId: string,
  attempt: number,
): Promise<boolean> {
  const row = await transaction
    .updateTable('email_delivery')
    .set({ answer_awaited: true })
    .where('notification_id', '=', notificationId)
    .where('state', '=', 'sending')
    .where('attempts', '=', attempt)
    .returning('notification_id')
    .executeTakeFirst()
  return row !== undefined
}

export interface FailedAttempt {
  attempt: number
  /** What the server said, or that it said nothing. */
  error: string
  /** The whole mail may have arrived. */
  isUnanswered: boolean
  /** The server refused it for now. */
  isPostponed: boolean
}

/**
 * Says how an attempt ended that another one follows; unless that has begun already. A mail that no server answered keeps
 * its place among those at work: while a server is away, others wait in the queue, and not for a turn to be tried in vain.
 */
export async function failMailAttempt(
  transaction: Transaction,
  notificationId: string,
  { attempt, error, isUnanswered, isPostponed }: FailedAttempt,
): Promise<void> {
  await transaction
    .updateTable('email_delivery')
    .set({
      last_error: error,
      answer_awaited: false,
      unanswered: sql`unanswered + ${isUnanswered ? 1 : 0}`,
      postponements: sql`postponements + ${isPostponed ? 1 : 0}`,
    })
    .where('notification_id', '=', notificationId)
    .where('state', '=', 'sending')
    .where('attempts', '=', attempt)
    .execute()
  if (isUnanswered || isPostponed) await finishMailWork(transaction, notificationId)
}

export interface MailOutcome {
  state: DeliveryState
  /** What the server said when it took the mail. */
  reply?: string | null
  /** Why it did not go out. */
  error?: string | null
  /** The answer to the last attempt was lost. */
  isUnanswered?: boolean
}

const endings: readonly DeliveryState[] = [
  'sent',
  'bounced',
  'failed',
  'not-wanted',
  'obsolete',
  'cancelled',
  'unknown',
]

/**
 * Says what became of a delivery, and of those that it carries. What was sent stays sent, unless it bounced; what was
 * cancelled meanwhile stays so, unless it was sent. Answers since when it was to be told, where that was news.
 */
export async function endMailDelivery(
  transaction: Transaction,
  notificationId: string,
  { state, reply = null, error = null, isUnanswered = false }: MailOutcome,
): Promise<{ createdAt: string } | null> {
  const update = transaction
    .updateTable('email_delivery')
    .set({
      state,
      reply: reply?.slice(0, 1_000) ?? null,
      last_error: error?.slice(0, 1_000) ?? null,
      answer_awaited: false,
      unanswered: sql`unanswered + ${isUnanswered ? 1 : 0}`,
      waits_for: null,
      waits_until: null,
      ...(endings.includes(state) ? { ended_at: sql`now()` } : {}),
      ...(state === 'sent' ? { sent_at: sql`now()` } : {}),
    })
    .where((row) => row.or([row('notification_id', '=', notificationId), row('carried_by', '=', notificationId)]))
    .where(
      'state',
      'not in',
      state === 'bounced' ? ['cancelled'] : state === 'sent' ? ['sent', 'bounced'] : ['sent', 'bounced', 'cancelled'],
    )
    .returning(['notification_id as id', 'created_at as createdAt'])
  const [rows] = await allInOrder([
    update.execute(),
    finishMailWork(transaction, notificationId),
    tellActors(transaction, notificationId),
  ])
  return rows.find(({ id }) => id === notificationId) ?? null
}

/** The screens of who caused a mail, or what it carries, ask for the receipts anew. */
async function tellActors(transaction: Transaction, notificationId: string): Promise<void> {
  await sql`
    select pg_notify(${channels.signal}, json_build_object('kind', ${'inbox' satisfies Signal['kind']}::text,
      'organisationId', a.organisation_id, 'personId', a.actor_id)::text)
    from (select distinct n.organisation_id, n.actor_id from email_delivery d join notification n on n.id = d.notification_id
      where (d.notification_id = ${notificationId} or d.carried_by = ${notificationId}) and n.actor_id is not null) a`.execute(
    transaction,
  )
}

/** A pending one waits, for what and until when; null: for a worker. */
export async function postponeMail(
  transaction: Transaction,
  notificationId: string,
  wait: { waitsFor: DeliveryWait; until: Date | null; digest?: Exclude<MailCadence, 'at-once' | 'off'> } | null,
): Promise<void> {
  await transaction
    .updateTable('email_delivery')
    .set({
      waits_for: wait?.waitsFor ?? null,
      waits_until: wait?.until?.toISOString() ?? null,
      digest: wait?.digest ?? null,
    })
    .where('notification_id', '=', notificationId)
    .where('state', '=', 'pending')
    .execute()
}

/** What a digest tells of; it says how many more there are. */
export const mostInOneMail = 100

/** Whose mail it was, by any of what may be its Message-ID; before a tenant is known. */
export async function findMail(
  transaction: Transaction,
  messageIds: readonly string[],
): Promise<{ organisationId: string; notificationId: string } | null> {
  const { rows } = await sql<{ organisationId: string; notificationId: string }>`
    select m.organisation_id as "organisationId", m.notification_id as "notificationId"
    from unnest(${messageIds}::text[]) with ordinality i (id, place), find_mail(i.id) m
    order by i.place limit 1`.execute(transaction)
  return rows[0] ?? null
}
