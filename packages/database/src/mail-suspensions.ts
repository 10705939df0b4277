import { randomUUID } from 'node:crypto'
import type { MailSuspension } from '@throughline/contract'
import { sql } from 'kysely'
import type { Transaction } from './database.ts'
import { endMailDelivery, insertMailDelivery } from './mail-deliveries.ts'
import { insertNotifications } from './notifications.ts'
import { sendSignals } from './streams.ts'

/** Why nothing is sent to the address that a person has now; null when mails are. */
export async function findMailSuspension(transaction: Transaction, personId: string): Promise<MailSuspension | null> {
  const row = await transaction
    .selectFrom('mail_suspension as s')
    .innerJoin('person as p', (join) => join.onRef('p.id', '=', 's.person_id').onRef('p.email', '=', 's.email'))
    .select([sql<string>`s.email::text`.as('address'), 's.reply', 's.created_at as since'])
    .where('s.person_id', '=', personId)
    .executeTakeFirst()
  return row ?? null
}

/** Mails go to the address again, until one comes back. */
export async function liftMailSuspension(transaction: Transaction, personId: string): Promise<void> {
  await transaction.deleteFrom('mail_suspension').where('person_id', '=', personId).execute()
}

export interface DeadAddress {
  organisationId: string
  personId: string
  address: string
  /** What the server said. */
  reply: string
  /** The notification whose mail came back. */
  notificationId: string
}

/**
 * Nothing more is sent to an address that nobody can be reached at, and its owner is told in the inbox; unless it is not
 * theirs, or not any more.
 */
export async function suspendAddress(transaction: Transaction, dead: DeadAddress): Promise<void> {
  const { organisationId, personId, address, reply, notificationId } = dead
  const { rows } = await sql`
    insert into mail_suspension (organisation_id, person_id, email, reply)
    select m.organisation_id, p.id, p.email, ${reply}
    from person p join membership m on m.person_id = p.id and m.organisation_id = ${organisationId}
    where p.id = ${personId} and p.email = ${address}::citext
    on conflict (organisation_id, person_id) do update
      set email = excluded.email, reply = excluded.reply, created_at = now()
      where mail_suspension.email <> excluded.email
    returning 1`.execute(transaction)
  if (rows.length === 0) return
  const id = randomUUID()
  await insertNotifications(transaction, [
    { id, organisationId, personId, kind: 'address-suspended', effectKey: `address-suspended/${notificationId}` },
  ])
  await insertMailDelivery(transaction, { notificationId: id })
  await endMailDelivery(transaction, id, { state: 'not-wanted' })
  await sendSignals(transaction, [{ kind: 'inbox', organisationId, personId }])
}
