import type { NotifyInput, NotifyResult } from '@throughline/contract/temporal'

/** The activities of the task queue `email`, as workflows call them. */
export interface EmailActivities {
  deliverNotification(input: NotifyInput): Promise<NotifyResult>
  /** Ends the delivery of a mail that was not taken in its time. */
  settleNotification(input: NotifyInput): Promise<NotifyResult>
  /** Reads reports of mails that could not be delivered. */
  readBounces(): Promise<{ read: number; bounced: number }>
}
