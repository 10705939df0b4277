import { ImapFlow } from 'imapflow'

export interface UnseenMail {
  source: Uint8Array
  /** Marks it as read. */
  markSeen(): Promise<void>
}

/** Where reports of bounces arrive: `imaps://user:password@host/INBOX`. */
export interface Mailbox {
  /** Hands over the mails that are not read yet, some at most, the oldest first. */
  readUnseen(act: (mail: UnseenMail) => Promise<void>): Promise<void>
}

/** At most, in one turn: the next comes in a minute. */
const mostInOneTurn = 200
/** A report quotes the mail that it is about; what names it stands before. */
const mostBytes = 512 * 1_024

export function createMailbox(imapUrl: string): Mailbox {
  const url = new URL(imapUrl)
  const secure = url.protocol === 'imaps:'
  const isLocal = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname)
  const options = {
    host: url.hostname,
    port: Number(url.port) || (secure ? 993 : 143),
    secure,
    // The password goes over no open line but to this machine.
    ...(secure || isLocal ? {} : { doSTARTTLS: true }),
    auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    ...{ connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 },
    logger: false as const,
    disableAutoIdle: true,
  }
  const path = decodeURIComponent(url.pathname.slice(1)) || 'INBOX'

  return {
    readUnseen: async (act) => {
      const client = new ImapFlow(options)
      // Without anybody listening it would end the process; the command that was under way rejects as well.
      client.on('error', () => undefined)
      try {
        await client.connect()
        await client.mailboxOpen(path)
        const found = await client.search({ seen: false }, { uid: true })
        for (const uid of (found || []).slice(0, mostInOneTurn)) {
          const mail = await client.fetchOne(String(uid), { source: { maxLength: mostBytes } }, { uid: true })
          if (mail === false || !mail.source) continue
          await act({
            source: mail.source,
            markSeen: async () => {
              await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true })
            },
          })
        }
        await client.logout()
      } finally {
        client.close()
      }
    },
  }
}
