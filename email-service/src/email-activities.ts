import type { NotifyInput, NotifyResult } from '@throughline/contract/temporal'

/** The activities of the task queue `email`, as workflows call them. */
export interface EmailActivities {
  deliverNotification(input: NotifyInput): Promise<NotifyResult>
  /** One that was tried for as long as it may be has failed. */
  settleNotification(input: NotifyInput): Promise<void>
}
