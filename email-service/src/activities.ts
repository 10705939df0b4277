import { setTimeout as sleep } from 'node:timers/promises'
import { Context, log } from '@temporalio/activity'
import { ApplicationFailure } from '@temporalio/common'
import { id } from '@throughline/contract'
import { failureTypes, type NotifyInput, type NotifyResult } from '@throughline/contract/temporal'
import {
  allInOrder,
  awaitMailAnswer,
  type Database,
  endMailDelivery,
  endWith,
  failMailAttempt,
  findMailSettings,
  isConnectionLost,
  lockMailDelivery,
  suspendAddress,
  withTransaction,
} from '@throughline/database'
import { faultPoint, linkSecret, unsubscribeSecret } from '@throughline/platform'
import { beatWhile } from '@throughline/platform/temporal-worker'
import { type Begun, beginAttempt, endedAs, settleDelivery, type WhenUnknown } from './attempt.ts'
import type { Mailbox } from './bounces/mailbox.ts'
import { readBounces } from './bounces/read-bounces.ts'
import { composeMail } from './compose-mail.tsx'
import type { EmailActivities } from './email-activities.ts'
import { loadForMail } from './load-for-mail.ts'
import type { ComposedMail, MailPlace } from './mail.ts'
import type { MailTransport, OutgoingMail } from './mail-transport.ts'
import type { MailMetrics } from './metrics.ts'
import { hasOwnServer } from './organisation-mail.ts'
import { settingsFor } from './settings-for.ts'
import { describe, failureOf, isDeadAddress, serverWords, toFailure, wordsOf } from './smtp-failure.ts'
import { BrokenOffMail, type SentMail } from './watched-mail.ts'

const markAgainAfter = 250
/** Waiting for a connection included; shorter than the activity's own limit. */
const attemptLasts = 4 * 60_000

export interface EmailDependencies {
  database: Database
  transport: MailTransport
  /** Where reports of bounces arrive, if any do. */
  mailbox?: Mailbox | undefined
  metrics: MailMetrics
  /** What is done about a mail of which nobody knows whether the server took it. */
  whenUnknown: WhenUnknown
  /** Where people reach the product, without a trailing slash. */
  publicUrl: string
  /** What secrets of links are made from. */
  sessionSecret: string
  attemptMilliseconds?: number
}

interface Recipient {
  personId: string | null
  address: string
  /** The mail goes out by a server that its organisation gave. */
  byOwnServer: boolean
}

/** Another attempt began beside this one, or somebody called the mail off: the mail is broken off before its end. */
class OvertakenAttempt extends Error {}

/**
 * Delivers the mail of a notification (decision 44). Its row says of each attempt how far it came: it is begun, its last
 * byte is about to go out, it has ended. So an attempt that dies is known for what it was: one that the server cannot have
 * taken, or one of which nobody knows. Copies, with the same Message-ID, come only of the latter.
 */
export function createEmailActivities(dependencies: EmailDependencies): EmailActivities {
  const { database, transport, metrics, whenUnknown, publicUrl, sessionSecret } = dependencies
  const { attemptMilliseconds = attemptLasts, mailbox } = dependencies
  const place: MailPlace = {
    publicUrl,
    linkSecretOf: (linkId) => linkSecret(sessionSecret, linkId),
    unsubscribeSecretOf: (mails) => unsubscribeSecret(sessionSecret, mails),
  }
  const host = new URL(publicUrl).hostname

  async function prepare(input: NotifyInput) {
    const { notificationId } = input
    return withTransaction(database, input, async (transaction) => {
      // The read of the settings goes out with the others, whether or not they are needed.
      const [loaded, own] = await allInOrder([loadForMail(transaction, notificationId), findMailSettings(transaction)])
      if (!loaded) throw ApplicationFailure.nonRetryable('There is no such notification', failureTypes.notFound)
      const { notification, carried } = loaded
      const messageId = `<${notificationId}@${host}>`
      const place = { notificationId, messageId, whenUnknown }
      const beginning = await beginAttempt(transaction, loaded, place)
      return { notification, carried, ...beginning, settings: settingsFor(notification, own) }
    })
  }

  /** What was sent is not sent again because the database is away for a moment; the activity's time is the limit. */
  async function markSent(input: NotifyInput, { response }: SentMail): Promise<void> {
    const { cancellationSignal } = Context.current()
    const outcome = { state: 'sent', reply: serverWords(response) } as const
    for (;;) {
      try {
        const told = await withTransaction(database, input, (transaction) =>
          endWith(transaction, endMailDelivery(transaction, input.notificationId, outcome)),
        )
        if (told) metrics.sentAfter.observe((Date.now() - Date.parse(told.createdAt)) / 1_000)
        return
      } catch (error) {
        if (!isConnectionLost(error)) throw error
        log.warn('a sent mail waits for the database', { notificationId: input.notificationId })
        await sleep(markAgainAfter, undefined, { signal: cancellationSignal })
      }
    }
  }

  /** Written before the last byte goes out: what is not marked so cannot have arrived. */
  async function markWhole(input: NotifyInput, attempt: number): Promise<void> {
    await faultPoint('email:in-data')
    const mayGo = await withTransaction(database, input, (transaction) =>
      endWith(transaction, awaitMailAnswer(transaction, input.notificationId, attempt)),
    )
    if (!mayGo) throw new OvertakenAttempt('The attempt was overtaken')
  }

  const send = (
    input: NotifyInput,
    { messageId, attempt }: Begun,
    mail: ComposedMail & Pick<OutgoingMail, 'settings'>,
  ): Promise<SentMail> =>
    transport.send(
      { messageId, ...mail },
      {
        signal: AbortSignal.any([Context.current().cancellationSignal, AbortSignal.timeout(attemptMilliseconds)]),
        beforeEnd: () => markWhole(input, attempt),
      },
    )

  /** Writes down what became of a failed attempt, and answers how the delivery ended by it; throws where it is tried again. */
  async function failed(input: NotifyInput, begun: Begun, to: Recipient, error: unknown): Promise<NotifyResult> {
    if (error instanceof BrokenOffMail) {
      if (error.cause instanceof OvertakenAttempt) return overtaken(input)
      throw error.cause
    }
    const failure = failureOf(error)
    metrics.mails.inc({ outcome: failure })
    log.info('mail not sent', { notificationId: input.notificationId, failure, reason: describe(error) })
    const isUnanswered = failure === 'unanswered'
    const isPostponed = failure === 'postponed' || (failure === 'unreachable' && to.byOwnServer)
    const isHeld = isUnanswered && whenUnknown === 'hold'
    await withTransaction(database, input, async (transaction) => {
      if (isHeld || failure === 'refused') {
        const state = isHeld ? 'unknown' : 'failed'
        await endMailDelivery(transaction, input.notificationId, { state, error: wordsOf(error), isUnanswered })
        if (to.personId && isDeadAddress(error))
          await suspendAddress(transaction, {
            ...{ ...input, personId: to.personId, address: to.address },
            reply: wordsOf(error),
          })
      } else {
        const { attempt } = begun
        const ended = { attempt, error: wordsOf(error), isUnanswered, isPostponed }
        await failMailAttempt(transaction, input.notificationId, ended)
      }
    })
    if (isHeld) return { outcome: 'unknown' }
    throw toFailure(error, { postponements: begun.postponements, isPostponed })
  }

  async function overtaken(input: NotifyInput): Promise<NotifyResult> {
    const delivery = await withTransaction(database, input, (transaction) =>
      lockMailDelivery(transaction, input.notificationId),
    )
    const outcome = delivery && endedAs(delivery.state)
    if (outcome) return { outcome }
    throw ApplicationFailure.retryable('Another attempt at the mail began beside this one', 'OvertakenError')
  }

  async function deliverNotification(given: NotifyInput): Promise<NotifyResult> {
    const input = parsed(given)
    const { notification, carried, begun, ended, settings } = await prepare(input)
    await faultPoint('email:claimed')
    if (!begun) return { outcome: ended }

    const mail = await composeMail(notification, place, carried)
    if (!mail) {
      await withTransaction(database, input, (transaction) =>
        endMailDelivery(transaction, input.notificationId, { state: 'obsolete' }),
      )
      log.info('a notification is not deliverable any more', { notificationId: input.notificationId })
      return { outcome: 'obsolete' }
    }
    await faultPoint('email:before-send')
    const sent = await send(input, begun, { ...mail, settings }).catch((error: unknown) => ({ error }))
    if ('error' in sent) {
      const to = {
        personId: notification.personId,
        address: mail.to.address,
        byOwnServer: hasOwnServer(settings),
      }
      return failed(input, begun, to, sent.error)
    }
    await faultPoint('email:after-send')
    await markSent(input, sent)
    await faultPoint('email:marked')
    metrics.mails.inc({ outcome: 'sent' })
    log.info('mail sent', {
      notificationId: input.notificationId,
      kind: notification.kind,
      attempts: begun.attempt,
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
    settleNotification: async (given) => {
      const input = parsed(given)
      return {
        outcome: await withTransaction(database, input, (transaction) =>
          settleDelivery(transaction, input.notificationId),
        ),
      }
    },
    readBounces: async () => {
      if (!mailbox) throw ApplicationFailure.nonRetryable('IMAP_URL is not set', failureTypes.notFound)
      const context = Context.current()
      return beatWhile(
        () => context.heartbeat(),
        () => readBounces(mailbox, { database, metrics }).catch(withoutWords),
      )
    },
  }
}

/** Errors of IMAP tell of the mailbox, and of what is in it: histories keep the code only. */
function withoutWords(error: unknown): never {
  const { code, name } = error as { code?: unknown; name?: unknown }
  throw ApplicationFailure.retryable(`The mailbox was not read: ${String(code ?? name)}`, 'MailboxError')
}

const parsed = (given: NotifyInput): NotifyInput => ({
  organisationId: id.parse(given.organisationId),
  notificationId: id.parse(given.notificationId),
})
