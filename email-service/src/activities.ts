import { setTimeout as sleep } from 'node:timers/promises'
import { Context, log } from '@temporalio/activity'
import { ApplicationFailure } from '@temporalio/common'
import { id, type NotificationKind, notificationKinds } from '@throughline/contract'
import { failureTypes, type NotifyInput, type NotifyResult } from '@throughline/contract/temporal'
import {
  claimEmailDelivery,
  type Database,
  findNotificationForMail,
  isConnectionLost,
  type NotificationForMail,
  updateEmailDelivery,
  withTransaction,
} from '@throughline/database'
import { faultPoint, linkSecret } from '@throughline/platform'
import { beatWhile } from '@throughline/platform/temporal-worker'
import { type ComposedMail, composeMail } from './compose-mail.tsx'
import type { EmailActivities } from './email-activities.ts'
import type { MailTransport } from './mail-transport.ts'
import { describe, isNotDeliverable, toFailure } from './smtp-failure.ts'

const markAgainAfter = 250

export interface EmailDependencies {
  database: Database
  transport: MailTransport
  /** Where people reach the product, without a trailing slash. */
  publicUrl: string
  /** What secrets of links are made from. */
  sessionSecret: string
}

/**
 * Delivers the mail of a notification. The delivery row, claimed before sending and marked after, makes repeats harmless;
 * a process that dies between the server's answer and the mark sends the mail again, with the same Message-ID, by which
 * mail systems know a duplicate. A database that is away is waited for. So delivery is at least once, and once in all
 * other cases.
 */
export function createEmailActivities(dependencies: EmailDependencies): EmailActivities {
  const { database, transport, publicUrl, sessionSecret } = dependencies
  const place = { publicUrl, linkSecretOf: (linkId: string) => linkSecret(sessionSecret, linkId) }
  const host = new URL(publicUrl).hostname

  async function prepare(input: NotifyInput) {
    return withTransaction(database, input, async (transaction) => {
      const notification = await findNotificationForMail(transaction, input.notificationId)
      if (!notification) throw ApplicationFailure.nonRetryable('There is no such notification', failureTypes.notFound)
      const messageId = `<${input.notificationId}@${host}>`
      return { notification, delivery: await claimEmailDelivery(transaction, { ...input, messageId }) }
    })
  }

  const mark = (input: NotifyInput, outcome: Parameters<typeof updateEmailDelivery>[2]) =>
    withTransaction(database, input, (transaction) => updateEmailDelivery(transaction, input.notificationId, outcome))

  /** What was sent is not sent again because the database is away for a moment; the activity's time is the limit. */
  async function markSent(input: NotifyInput): Promise<void> {
    const { cancellationSignal } = Context.current()
    for (;;) {
      try {
        return await mark(input, { state: 'sent' })
      } catch (error) {
        if (!isConnectionLost(error)) throw error
        log.warn('a sent mail waits for the database', { notificationId: input.notificationId })
        await sleep(markAgainAfter, undefined, { signal: cancellationSignal })
      }
    }
  }

  async function send(input: NotifyInput, messageId: string, mail: ComposedMail) {
    try {
      await transport.send({ messageId, ...mail, headers: automaticHeaders(host) })
    } catch (error) {
      const state = isNotDeliverable(error) ? 'not-deliverable' : 'claimed'
      await mark(input, { state, error: describe(error) })
      throw toFailure(error)
    }
  }

  async function deliverNotification(given: NotifyInput): Promise<NotifyResult> {
    const input = { organisationId: id.parse(given.organisationId), notificationId: id.parse(given.notificationId) }
    const { notification, delivery } = await prepare(input)
    await faultPoint('email:claimed')
    if (delivery.state === 'sent') return { outcome: 'already-sent' }
    if (delivery.state === 'not-deliverable' || delivery.state === 'not-wanted') return { outcome: delivery.state }
    if (!isWanted(notification)) {
      await mark(input, { state: 'not-wanted' })
      return { outcome: 'not-wanted' }
    }

    const mail = await composeMail(notification, place)
    if (!mail) {
      await mark(input, { state: 'not-deliverable', error: 'what it tells of, or who it is for, is gone' })
      log.info('a notification is not deliverable any more', { notificationId: input.notificationId })
      return { outcome: 'not-deliverable' }
    }
    await faultPoint('email:before-send')
    await send(input, delivery.messageId, mail)
    await faultPoint('email:after-send')
    await markSent(input)
    await faultPoint('email:marked')
    log.info('mail sent', {
      notificationId: input.notificationId,
      kind: notification.kind,
      attempts: delivery.attempts,
    })
    return { outcome: 'sent' }
  }

  return {
    deliverNotification: (input) => {
      const context = Context.current()
      return beatWhile(
        () => context.heartbeat(),
        () => deliverNotification(input),
      )
    },
  }
}

/** What they chose last counts, until the mail goes out. */
function isWanted({ kind, mail }: NotificationForMail): boolean {
  const known = notificationKinds[kind as NotificationKind]
  return known.isFixed || (mail ?? known.mail) !== 'off'
}

/** So that filters can sort the mail, and absence notes do not answer it. */
function automaticHeaders(host: string): Record<string, string> {
  return {
    'List-Id': `Throughline notifications <notifications.${host}>`,
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
  }
}
