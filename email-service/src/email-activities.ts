import type { NotifyInput, NotifyResult } from '@throughline/contract/temporal'

/** The activities of the task queue `email`, as workflows call them. */
export interface EmailActivities {
  deliverNotification(input: NotifyInput): Promise<NotifyResult>
}
