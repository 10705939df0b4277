import { proxyActivities } from '@temporalio/workflow'
import type { EmailActivities } from '@throughline/email-service'
import { bounceOptions } from './activity-options.ts'

const email = proxyActivities<EmailActivities>(bounceOptions)

/** Looks for reports of mails that could not be delivered, and marks those mails. */
export async function readBounces(): Promise<{ read: number; bounced: number }> {
  return email.readBounces()
}
