import type { WebhookEvent } from '@throughline/contract'
import type { DeliveryRow } from '@throughline/database'

/** What is sent: the same at each attempt and replay. The database's trigger makes the data. */
export const eventOf = ({ eventType, happenedAt, data }: DeliveryRow): WebhookEvent =>
  ({ type: eventType, timestamp: happenedAt, data }) as WebhookEvent
