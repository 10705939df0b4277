import { z } from 'zod'
import { inbox, inboxMark, notificationKind, notificationPreference, preferenceValues } from '../notification.ts'
import { flag, id, wholeNumber } from '../primitives.ts'
import { listOf } from '../rows-query.ts'
import { operation } from './operation.ts'

const tag = 'Notifications'
const ofKind = z.object({ kind: notificationKind })

export const notificationOperations = {
  listNotifications: operation({
    method: 'get',
    path: '/notifications',
    summary: 'What you were told, the newest first',
    tag,
    query: z.object({
      unread: flag().optional().meta({ description: '`true`: only what you have not read' }),
      kind: notificationKind.optional(),
      projectId: id.optional(),
      limit: wholeNumber(1, 200).default(50),
      cursor: id.optional().meta({ description: '`next` of the page before' }),
    }),
    status: 200,
    response: inbox,
  }),
  markNotifications: operation({
    method: 'patch',
    path: '/notifications',
    summary: 'Mark what you were told as read, or as not read',
    tag,
    body: inboxMark,
    status: 200,
    response: z.object({ unread: z.int() }),
  }),
  listNotificationPreferences: operation({
    ...listOf(notificationPreference, { key: 'kind', sort: ['group', 'title'] }),
    path: '/notification-preferences',
    summary: 'Of what you are told, and how',
    tag,
  }),
  putNotificationPreference: operation({
    method: 'put',
    path: '/notification-preferences/:kind',
    summary: 'Choose how you are told of a kind of event',
    tag,
    params: ofKind,
    body: preferenceValues,
    status: 200,
    response: notificationPreference,
    problems: ['invalid-change'],
  }),
  deleteNotificationPreference: operation({
    method: 'delete',
    path: '/notification-preferences/:kind',
    summary: 'Go back to how people are told by default',
    tag,
    params: ofKind,
    status: 204,
  }),
}
