import {
  CancellationScope,
  condition,
  defineSignal,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
} from '@temporalio/workflow'
import type { NotificationActivities } from '@throughline/activities'
import { type NotifyInput, type NotifyResult, signals } from '@throughline/contract/temporal'
import type { EmailActivities } from '@throughline/email-service'
import { decisionOptions, mailOptions, settleMailOptions } from './activity-options.ts'

const { decideNotification } = proxyLocalActivities<NotificationActivities>(decisionOptions)
const { deliverNotification } = proxyActivities<EmailActivities>(mailOptions)
const { settleNotification } = proxyActivities<EmailActivities>(settleMailOptions)
const notificationWoken = defineSignal(signals.notificationWoken)

/**
 * Tells one person of one thing by mail, when they want to be told: asks the database for the next step, after each wait
 * and whenever it is woken, until the mail has gone out or there is no use in it any more. A mail that a server does not
 * take for now is tried for a day; to send it again, or not at all, interrupts that.
 */
export async function notifyPerson(input: NotifyInput): Promise<NotifyResult> {
  let isWoken = false
  setHandler(notificationWoken, () => {
    isWoken = true
  })
  const wasWoken = () => isWoken
  for (;;) {
    isWoken = false
    const step = await decideNotification(input)
    if (step.next === 'wait') await condition(wasWoken, step.milliseconds)
    else if (step.next === 'send') {
      const result = await sendUnlessWoken(input, wasWoken)
      if (result) return result
    } else if (!isWoken) return { outcome: step.outcome }
  }
}

/** Null: it was woken meanwhile, and the database is to be asked again. */
async function sendUnlessWoken(input: NotifyInput, wasWoken: () => boolean): Promise<NotifyResult | null> {
  const scope = new CancellationScope()
  const sending = scope.run(() => deliverNotification(input))
  await Promise.race([condition(wasWoken), sending.catch(() => undefined)])
  if (wasWoken()) scope.cancel()
  try {
    const result = await sending
    return wasWoken() ? null : result
  } catch (error) {
    if (wasWoken()) return null
    await settleNotification(input)
    if (wasWoken()) return null
    throw error
  }
}
