import type { WebhookEvent, WebhookFormat } from '@throughline/contract'
import type { DeliveryRow, Transaction, WebhookRow } from '@throughline/database'
import type { ChatMessage } from './chat/chat-message.ts'
import { chatMessageOf } from './chat/chat-words.ts'
import { slackBody } from './chat/slack-body.ts'
import { teamsBody } from './chat/teams-body.ts'

/** What is told: the same at each attempt and replay. The database's trigger makes the data. */
export const eventOf = ({ eventType, happenedAt, data }: DeliveryRow): WebhookEvent =>
  ({ type: eventType, timestamp: happenedAt, data }) as WebhookEvent

const chatBodies: { readonly [Format in Exclude<WebhookFormat, 'standard'>]: (message: ChatMessage) => object } = {
  slack: slackBody,
  teams: teamsBody,
}

/** What is sent: the event itself to a program; to a chat a message about it, with the names of this moment. */
export async function bodyOf(
  transaction: Transaction,
  webhook: WebhookRow,
  delivery: DeliveryRow,
  publicUrl: string,
): Promise<string> {
  const event = eventOf(delivery)
  const format = webhook.format as WebhookFormat
  if (format === 'standard') return JSON.stringify(event)
  const message = await chatMessageOf(transaction, { webhook, messageId: delivery.messageId, event, publicUrl })
  return JSON.stringify(chatBodies[format](message))
}
