import { findMailSuspension, liftMailSuspension } from '@throughline/database'
import {
  cancelMailDelivery,
  getMailQueue,
  getMailReceipt,
  getTimes,
  listDefaults,
  listInbox,
  listMailReceipts,
  listNotificationProjects,
  listPreferences,
  listTaskWatchers,
  markNotifications,
  putDefault,
  putNotificationProject,
  putPreference,
  putTimes,
  removeDefault,
  removeNotificationProject,
  removePreference,
  removeTimes,
  sendMailAgain,
  unwatchTask,
  watchTask,
} from '@throughline/domain'
import type { AppContext } from '../context.ts'
import type { Handlers } from '../http/call.ts'
import { workflowUrl } from '../service/temporal-url.ts'

type Notifications = Pick<
  Handlers,
  | ('listNotifications' | 'markNotifications')
  | ('listNotificationPreferences' | 'putNotificationPreference' | 'deleteNotificationPreference')
  | ('listNotificationDefaults' | 'putNotificationDefault' | 'deleteNotificationDefault')
  | ('getNotificationTimes' | 'putNotificationTimes' | 'deleteNotificationTimes')
  | ('listNotificationProjects' | 'putNotificationProject' | 'deleteNotificationProject')
  | ('listTaskWatchers' | 'watchTask' | 'unwatchTask')
  | ('listDeliveries' | 'getDeliveryQueue' | 'getDelivery' | 'sendDeliveryAgain' | 'cancelDelivery')
  | ('getMailSuspension' | 'liftMailSuspension')
>

const urlOf = ({ settings }: AppContext) => workflowUrl(settings)

export const notificationHandlers: Notifications = {
  listNotifications: ({ transaction, actor, query }) => listInbox(transaction, actor, query),
  markNotifications: ({ transaction, actor, body }) => markNotifications(transaction, actor, body),

  listNotificationPreferences: async ({ transaction, actor }) => ({
    items: await listPreferences(transaction, actor.personId),
  }),
  putNotificationPreference: ({ transaction, actor, params, body }) =>
    putPreference(transaction, actor, params.kind, body),
  deleteNotificationPreference: ({ transaction, actor, params }) => removePreference(transaction, actor, params.kind),

  listNotificationDefaults: async ({ transaction }) => ({ items: await listDefaults(transaction) }),
  putNotificationDefault: ({ transaction, actor, params, body }) => putDefault(transaction, actor, params.kind, body),
  deleteNotificationDefault: ({ transaction, actor, params }) => removeDefault(transaction, actor, params.kind),

  getNotificationTimes: ({ transaction, actor }) => getTimes(transaction, actor),
  putNotificationTimes: ({ transaction, actor, body }) => putTimes(transaction, actor, body),
  deleteNotificationTimes: ({ transaction, actor }) => removeTimes(transaction, actor),

  listNotificationProjects: async ({ transaction, actor }) => ({
    items: await listNotificationProjects(transaction, actor),
  }),
  putNotificationProject: ({ transaction, actor, params, body }) =>
    putNotificationProject(transaction, actor, { ...params, ...body }),
  deleteNotificationProject: ({ transaction, actor, params }) =>
    removeNotificationProject(transaction, actor, params.projectId),

  listTaskWatchers: async ({ transaction, actor, params }) => ({
    items: await listTaskWatchers(transaction, actor, params.taskId),
  }),
  watchTask: ({ transaction, actor, params }) => watchTask(transaction, actor, params.taskId),
  unwatchTask: ({ transaction, actor, params }) => unwatchTask(transaction, actor, params.taskId),

  listDeliveries: ({ transaction, actor, query, context }) =>
    listMailReceipts(transaction, actor, query, urlOf(context)),
  getDeliveryQueue: ({ transaction, actor }) => getMailQueue(transaction, actor),
  getDelivery: ({ transaction, actor, params, context }) =>
    getMailReceipt(transaction, actor, params.deliveryId, urlOf(context)),
  sendDeliveryAgain: ({ transaction, actor, params, context }) =>
    sendMailAgain(transaction, actor, params.deliveryId, urlOf(context)),
  cancelDelivery: ({ transaction, actor, params, context }) =>
    cancelMailDelivery(transaction, actor, params.deliveryId, urlOf(context)),

  getMailSuspension: async ({ transaction, actor }) => ({
    suspension: await findMailSuspension(transaction, actor.personId),
  }),
  liftMailSuspension: ({ transaction, actor }) => liftMailSuspension(transaction, actor.personId),
}
