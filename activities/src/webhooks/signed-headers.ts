import { Webhook } from 'standardwebhooks'

export interface Message {
  messageId: string
  body: string
  /** Each signs; a program that knows one of them accepts it. */
  secrets: readonly string[]
  at: Date
}

/** What goes with the body of a webhook: https://www.standardwebhooks.com */
export const signedHeaders = ({ messageId, body, secrets, at }: Message): Record<string, string> => ({
  'content-type': 'application/json',
  'user-agent': 'Throughline-Webhooks',
  'webhook-id': messageId,
  'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
  'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(messageId, at, body)).join(' '),
})
