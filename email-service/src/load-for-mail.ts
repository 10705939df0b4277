import {
  countCarried,
  listCarried,
  listNotificationsForMail,
  type NotificationForMail,
  type Transaction,
} from '@throughline/database'
import type { Carried } from './mail.ts'

/** All that the mail of a notification is made from; null when there is no such notification. */
export async function loadForMail(
  transaction: Transaction,
  notificationId: string,
): Promise<{ notification: NotificationForMail; carried: Carried } | null> {
  const [carriedIds, count] = [
    await listCarried(transaction, notificationId),
    await countCarried(transaction, notificationId),
  ]
  const [notification, ...items] = await listNotificationsForMail(transaction, [notificationId, ...carriedIds])
  return notification ? { notification, carried: { items, more: count - carriedIds.length } } : null
}
