import { setTimeout as sleep } from 'node:timers/promises'
import { Context, log } from '@temporalio/activity'
import { ApplicationFailure } from '@temporalio/common'
import { id, isEndedDelivery } from '@throughline/contract'
import { failureTypes, type NotifyInput, type NotifyResult } from '@throughline/contract/temporal'
import {
  beginMailAttempt,
  type Database,
  endMailDelivery,
  insertMailDelivery,
  isConnectionLost,
  lockMailDelivery,
  type MailOutcome,
  withTransaction,
} from '@throughline/database'
import { faultPoint, linkSecret, unsubscribeSecret } from '@throughline/platform'
import { beatWhile } from '@throughline/platform/temporal-worker'
import { composeMail } from './compose-mail.tsx'
import type { EmailActivities } from './email-activities.ts'
import { loadForMail } from './load-for-mail.ts'
import type { ComposedMail, MailPlace } from './mail.ts'
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
  const place: MailPlace = {
    publicUrl,
    linkSecretOf: (linkId) => linkSecret(sessionSecret, linkId),
    unsubscribeSecretOf: (mails) => unsubscribeSecret(sessionSecret, mails),
  }
  const host = new URL(publicUrl).hostname

  async function prepare(input: NotifyInput) {
    return withTransaction(database, input, async (transaction) => {
      const loaded = await loadForMail(transaction, input.notificationId)
      if (!loaded) throw ApplicationFailure.nonRetryable('There is no such notification', failureTypes.notFound)
      await insertMailDelivery(transaction, input)
      const delivery = await lockMailDelivery(transaction, input.notificationId)
      if (delivery && isEndedDelivery(delivery.state)) return { loaded, begun: null, ended: delivery.state }
      const messageId = `<${input.notificationId}@${host}>`
      const begun = await beginMailAttempt(transaction, input.notificationId, { messageId, isUnanswered: false })
      return { loaded, begun }
    })
  }

  const mark = (input: NotifyInput, outcome: MailOutcome) =>
    withTransaction(database, input, (transaction) => endMailDelivery(transaction, input.notificationId, outcome))

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
      await transport.send({ messageId, ...mail })
    } catch (error) {
      await mark(input, { state: isNotDeliverable(error) ? 'failed' : 'sending', error: describe(error) })
      throw toFailure(error)
    }
  }

  async function settle({ organisationId, notificationId }: NotifyInput): Promise<void> {
    await withTransaction(database, { organisationId }, async (transaction) => {
      const delivery = await lockMailDelivery(transaction, notificationId)
      if (!delivery || delivery.state !== 'sending') return
      await endMailDelivery(transaction, notificationId, { state: 'failed', error: 'not taken within 24 hours' })
    })
  }

  async function deliverNotification(given: NotifyInput): Promise<NotifyResult> {
    const input = { organisationId: id.parse(given.organisationId), notificationId: id.parse(given.notificationId) }
    const { loaded, begun, ended } = await prepare(input)
    await faultPoint('email:claimed')
    if (!begun) return { outcome: ended }

    const mail = await composeMail(loaded.notification, place, loaded.carried)
    if (!mail) {
      await mark(input, { state: 'obsolete' })
      log.info('a notification is not deliverable any more', { notificationId: input.notificationId })
      return { outcome: 'obsolete' }
    }
    await faultPoint('email:before-send')
    await send(input, begun.messageId, mail)
    await faultPoint('email:after-send')
    await markSent(input)
    await faultPoint('email:marked')
    log.info('mail sent', {
      notificationId: input.notificationId,
      kind: loaded.notification.kind,
      attempts: begun.attempts,
    })
    return { outcome: 'sent' }
  }

  return {
    settleNotification: (input) => settle(input),
    deliverNotification: (input) => {
      const context = Context.current()
      return beatWhile(
        () => context.heartbeat(),
        () => deliverNotification(input),
      )
    },
  }
}
