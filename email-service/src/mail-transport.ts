import { createTransport } from 'nodemailer'

export interface OutgoingMail {
  messageId: string
  to: { name: string; address: string }
  subject: string
  html: string
  text: string
  headers: Record<string, string>
}

export interface MailTransport {
  send(mail: OutgoingMail): Promise<void>
  /** Rejects when the server cannot be reached or does not take our sign-in. */
  verify(): Promise<void>
  close(): void
}

/**
 * Few kept connections to one SMTP server. The time limits are shorter than the activity's, so that an attempt ends before
 * Temporal begins another one beside it; nothing but Temporal tries again.
 */
export function createMailTransport(options: { smtpUrl: string; from: string }): MailTransport {
  const transport = createTransport({
    url: options.smtpUrl,
    pool: true,
    maxConnections: 3,
    maxRequeues: 0,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    send: async (mail) => {
      await transport.sendMail({ from: options.from, ...mail })
    },
    verify: async () => {
      await transport.verify()
    },
    close: () => transport.close(),
  }
}
