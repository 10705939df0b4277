import { ApplicationFailure } from '@temporalio/common'
import { id } from '@throughline/contract'
import {
  type DigestInput,
  type DigestStep,
  failureTypes,
  type NotifyInput,
  type NotifyStep,
} from '@throughline/contract/temporal'
import { type Database, withTransaction } from '@throughline/database'
import { decideDigest, decideNotification } from '@throughline/domain'
import { faultPoint } from '@throughline/platform'

export interface NotificationDependencies {
  database: Database
  mailWindowSeconds: number
}

/** What is to be done next about what people are told. The database knows how far it is: a repeated activity asks again. */
export function createNotificationActivities({ database, mailWindowSeconds }: NotificationDependencies) {
  return {
    async decideNotification({ organisationId, notificationId }: NotifyInput): Promise<NotifyStep> {
      const input = { organisationId: id.parse(organisationId), notificationId: id.parse(notificationId) }
      const place = { now: new Date(), window: mailWindowSeconds * 1_000 }
      const step = await withTransaction(database, input, (transaction) =>
        decideNotification(transaction, input, place),
      )
      if (!step) throw ApplicationFailure.nonRetryable('There is no such notification', failureTypes.notFound)
      await faultPoint('notify:decided')
      return step
    },

    async decideDigest({ organisationId, personId, cadence }: DigestInput): Promise<DigestStep> {
      const input = { organisationId: id.parse(organisationId), personId: id.parse(personId), cadence }
      const step = await withTransaction(database, input, (transaction) => decideDigest(transaction, input, new Date()))
      await faultPoint('digest:decided')
      return step
    },
  }
}

export type NotificationActivities = ReturnType<typeof createNotificationActivities>
