import { proxyActivities } from '@temporalio/workflow'
import type { NotifyInput, NotifyResult } from '@throughline/contract/temporal'
import type { EmailActivities } from '@throughline/email-service'
import { mailOptions } from './activity-options.ts'

const { deliverNotification } = proxyActivities<EmailActivities>(mailOptions)

/** Delivers one notification by mail. */
export async function notify(input: NotifyInput): Promise<NotifyResult> {
  return deliverNotification(input)
}
