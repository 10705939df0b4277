import {
  allInOrder,
  insertMailDelivery,
  listNotificationsForMail,
  lockMailToSend,
  type MailToSend,
  type NotificationForMail,
  type Transaction,
} from '@throughline/database'
import type { Carried } from './mail.ts'

export interface LoadedMail {
  notification: NotificationForMail
  carried: Carried
  /** Locked until the transaction ends. */
  delivery: MailToSend
}

/** All that the mail of a notification is made from; null when there is no such notification. */
export async function loadForMail(transaction: Transaction, notificationId: string): Promise<LoadedMail | null> {
  const [there, [notification]] = await allInOrder([
    lockMailToSend(transaction, notificationId),
    listNotificationsForMail(transaction, [notificationId]),
  ])
  if (!notification) return null
  const delivery = there ?? (await insertAndLock(transaction, notificationId))
  const { carriedIds, carriedCount } = delivery
  const items = carriedIds.length > 0 ? await listNotificationsForMail(transaction, carriedIds) : []
  return { notification, delivery, carried: { items, more: carriedCount - carriedIds.length } }
}

/** Of a notification that a function of the database inserted. */
async function insertAndLock(transaction: Transaction, notificationId: string): Promise<MailToSend> {
  await insertMailDelivery(transaction, { notificationId })
  const delivery = await lockMailToSend(transaction, notificationId)
  if (!delivery) throw new Error(`the notification ${notificationId} has no delivery`)
  return delivery
}
