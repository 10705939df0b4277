import { z } from 'zod'
import { notificationKind } from './notification.ts'
import { flag, id, instant, wholeNumber } from './primitives.ts'

/**
 * What became of the mail of a notification. `unknown`: the server's answer to the whole mail was lost, so that it may
 * have arrived; `obsolete`: what it tells of, or who it is for, was gone before it went out.
 */
export const deliveryStates = [
  ...(['pending', 'sending', 'sent', 'bounced', 'failed', 'unknown', 'not-wanted', 'obsolete', 'cancelled'] as const),
] as const
export const deliveryState = z.enum(deliveryStates).meta({ id: 'DeliveryState' })
export type DeliveryState = z.infer<typeof deliveryState>

/** What ends a delivery; one that failed, bounced, or of which nothing is known, can be sent again. */
export const endedDeliveryStates = ['sent', 'bounced', 'failed', 'not-wanted', 'obsolete', 'cancelled'] as const
export type EndedDeliveryState = (typeof endedDeliveryStates)[number]
export const isEndedDelivery = (state: DeliveryState): state is EndedDeliveryState =>
  (endedDeliveryStates as readonly string[]).includes(state)

/** What a pending delivery waits for: others on the same thing, the end of quiet hours, or the digest that it goes into. */
export const deliveryWait = z.enum(['window', 'quiet-hours', 'digest'])
export type DeliveryWait = z.infer<typeof deliveryWait>

/** The mail of a notification to one recipient: its receipt. */
export const delivery = z
  .object({
    id: id.meta({ description: 'That of the notification' }),
    kind: notificationKind,
    at: instant.meta({ description: 'When it was to be told' }),
    recipient: z.object({
      id: id.nullable().meta({ description: 'Null: an address that was nobody’s yet' }),
      name: z.string(),
      address: z.string().nullable().meta({ description: 'For administrators, and of invitations for who invited' }),
    }),
    actor: z.object({ id, name: z.string() }).nullable().meta({ description: 'Who caused it; null: the service' }),
    projectId: id.nullable(),
    state: deliveryState,
    attempts: z.int(),
    unanswered: z.int().meta({ description: 'Attempts of which nobody knows whether the server took the mail' }),
    waitsFor: deliveryWait.nullable(),
    waitsUntil: instant.nullable(),
    carriedBy: id.nullable().meta({ description: 'The delivery whose mail tells of this one as well' }),
    messageId: z.string().nullable().meta({ description: 'The same however often it is sent' }),
    reply: z.string().nullable().meta({ description: 'What the mail server said to it, or to the last attempt' }),
    endedAt: instant.nullable(),
    workflowUrl: z.string().nullable().meta({ description: 'Its run in the Temporal UI, for administrators' }),
  })
  .meta({ id: 'Delivery' })
export type Delivery = z.infer<typeof delivery>

export const deliveryPage = z.object({ items: z.array(delivery), next: id.nullable() }).meta({ id: 'DeliveryPage' })
export type DeliveryPage = z.infer<typeof deliveryPage>

export const deliveryQuery = z.object({
  scope: z
    .enum(['own', 'organisation'])
    .default('own')
    .meta({ description: '`own`: what you caused; `organisation`: all, for administrators' }),
  state: deliveryState.optional(),
  kind: notificationKind.optional(),
  personId: id.optional().meta({ description: 'The recipient' }),
  projectId: id.optional(),
  isOpen: flag().optional().meta({ description: '`true`: only what has not ended' }),
  limit: wholeNumber(1, 200).default(50),
  cursor: id.optional().meta({ description: '`next` of the page before' }),
})
export type DeliveryQuery = z.infer<typeof deliveryQuery>

/** How the mails of an organisation stand. */
export const deliveryQueue = z
  .object({
    open: z.int().meta({ description: 'Not ended, those that wait for their hour among them' }),
    due: z.int().meta({ description: 'Of these, those that wait for nothing but to be sent' }),
    oldestDueAt: instant.nullable(),
    unknown: z.int(),
    failed: z.int().meta({ description: 'Failed or bounced in the last seven days' }),
    sent: z.int().meta({ description: 'In the last seven days' }),
  })
  .meta({ id: 'DeliveryQueue' })
export type DeliveryQueue = z.infer<typeof deliveryQueue>
