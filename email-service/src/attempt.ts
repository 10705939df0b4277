import { type DeliveryState, type EndedDeliveryState, isEndedDelivery } from '@throughline/contract'
import { beginMailAttempt, endMailDelivery, endWith, lockMailDelivery, type Transaction } from '@throughline/database'
import type { LoadedMail } from './load-for-mail.ts'

/** Sent again with the same Message-ID, or held until somebody asks for it. */
export type WhenUnknown = 'send-again' | 'hold'

export interface Begun {
  messageId: string
  /** Which attempt it is, from 1 on. */
  attempt: number
  /** How often the server put the mail off before. */
  postponements: number
}

type Ended = EndedDeliveryState | 'unknown'

/** How a delivery ended; what is held waits for somebody, and not for an attempt. */
export const endedAs = (state: DeliveryState): Ended | null =>
  isEndedDelivery(state) || state === 'unknown' ? state : null

export type Beginning = { begun: Begun; ended?: never } | { begun: null; ended: Ended }

/** Begins the next attempt, unless the delivery has ended, or is to be held because of the one before. */
export async function beginAttempt(
  transaction: Transaction,
  { notification, delivery }: LoadedMail,
  place: { notificationId: string; messageId: string; whenUnknown: WhenUnknown },
): Promise<Beginning> {
  const { notificationId, messageId, whenUnknown } = place
  const ended = endedAs(delivery.state)
  if (ended) return { begun: null, ended }
  // What goes by a link is sent: the address is that of the link, and somebody asked for it to show that they read it.
  if (delivery.suspendedBecause !== null && !notification.linkId) {
    const error = `Not sent, because mail to the address comes back: ${delivery.suspendedBecause}`
    await endMailDelivery(transaction, notificationId, { state: 'failed', error })
    return { begun: null, ended: 'failed' }
  }
  if (delivery.answerAwaited && whenUnknown === 'hold') {
    await endMailDelivery(transaction, notificationId, { state: 'unknown', error: lostAnswer, isUnanswered: true })
    return { begun: null, ended: 'unknown' }
  }
  const { attempts, messageId: fixed } = await endWith(
    transaction,
    beginMailAttempt(transaction, notificationId, messageId),
  )
  return { begun: { messageId: fixed, attempt: attempts, postponements: delivery.postponements } }
}

/** Ends a delivery whose time is over, and answers how. */
export async function settleDelivery(transaction: Transaction, notificationId: string): Promise<Ended> {
  const delivery = await lockMailDelivery(transaction, notificationId)
  if (!delivery) return 'obsolete'
  const ended = endedAs(delivery.state)
  if (ended) return ended
  const { answerAwaited, lastError } = delivery
  const state = answerAwaited ? 'unknown' : 'failed'
  const error = answerAwaited ? lostAnswer : notTaken(lastError)
  await endMailDelivery(transaction, notificationId, { state, error, isUnanswered: answerAwaited })
  return state
}

const lostAnswer = 'The mail server did not answer whether it took the mail'
const notTaken = (lastError: string | null): string =>
  lastError ? `Not taken within 24 hours. Last: ${lastError}` : 'Not taken within 24 hours'
