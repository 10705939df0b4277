import { listInbox, listPreferences, markNotifications, putPreference, removePreference } from '@throughline/domain'
import type { Handlers } from '../http/call.ts'

type Notifications = Pick<
  Handlers,
  | 'listNotifications'
  | 'markNotifications'
  | 'listNotificationPreferences'
  | 'putNotificationPreference'
  | 'deleteNotificationPreference'
>

export const notificationHandlers: Notifications = {
  listNotifications: ({ transaction, actor, query }) => listInbox(transaction, actor, query),
  markNotifications: ({ transaction, actor, body }) => markNotifications(transaction, actor, body),
  listNotificationPreferences: async ({ transaction, actor }) => ({
    items: await listPreferences(transaction, actor.personId),
  }),
  putNotificationPreference: ({ transaction, actor, params, body }) =>
    putPreference(transaction, actor, params.kind, body),
  deleteNotificationPreference: ({ transaction, actor, params }) => removePreference(transaction, actor, params.kind),
}
