import type { MailSettingsRow } from '@throughline/database'
import { createTransport } from 'nodemailer'
import { type SendOptions, type SentMail, watchMails } from './watched-mail.ts'

export interface OutgoingMail {
  messageId: string
  to: { name: string; address: string }
  subject: string
  html: string
  text: string
  headers: Record<string, string>
  /** Left out: that of the instance. */
  from?: { name: string; address: string }
  replyTo?: string
  /** How its organisation sends mails; null or left out: as the instance does. Only `createOrganisationMail` heeds it. */
  settings?: MailSettingsRow | null
}

export interface MailTransport {
  /** Rejects with `UnansweredMail`, `BrokenOffMail`, or the error of nodemailer. */
  send(mail: OutgoingMail, options?: SendOptions): Promise<SentMail>
  /** Rejects when the server cannot be reached or does not take our sign-in. */
  verify(): Promise<void>
  close(): void
}

export interface MailServerSettings {
  smtpUrl: string
  from: string
  /** Where reports of mails that cannot be delivered go; left out: to the sender. */
  bounceAddress?: string | undefined
  /** Kept connections at most; mails beyond that wait for their turn. */
  connections?: number
  /** Mails a second at most, over all connections of this process. */
  perSecond?: number
  /** How long the server may say nothing. */
  silenceMilliseconds?: number
}

/**
 * Few kept connections to one SMTP server. The time limits are shorter than the activity's, so that an attempt ends before
 * Temporal begins another one beside it; nothing but Temporal tries again.
 */
export function createMailTransport(settings: MailServerSettings): MailTransport {
  const { connections = 5, perSecond = 50, silenceMilliseconds = 20_000 } = settings
  const transport = createTransport({
    url: settings.smtpUrl,
    pool: true,
    maxConnections: connections,
    rateLimit: perSecond,
    rateDelta: 1_000,
    maxRequeues: 0,
    connectionTimeout: Math.min(10_000, silenceMilliseconds),
    greetingTimeout: Math.min(10_000, silenceMilliseconds),
    socketTimeout: silenceMilliseconds,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const send = watchMails(transport)
  const { from, bounceAddress } = settings
  return {
    send: ({ settings: _, ...mail }, options) =>
      send(
        { from, ...mail, ...(bounceAddress ? { envelope: { from: bounceAddress, to: mail.to.address } } : {}) },
        options,
      ),
    verify: async () => {
      await transport.verify()
    },
    close: () => transport.close(),
  }
}
