import { proxyActivities } from '@temporalio/workflow'
import type { NotifyInput, NotifyResult } from '@throughline/contract/temporal'
import type { EmailActivities } from '@throughline/email-service'
import { mailOptions } from './activity-options.ts'

const { deliverNotification } = proxyActivities<EmailActivities>(mailOptions)

/** Of the version before `notifyPerson`: for runs that began by then. */
export async function notify(input: NotifyInput): Promise<NotifyResult> {
  return deliverNotification(input)
}
