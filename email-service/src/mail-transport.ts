import { Readable } from 'node:stream'
import { createTransport } from 'nodemailer'

export interface OutgoingMail {
  messageId: string
  to: { name: string; address: string }
  subject: string
  html: string
  text: string
  headers: Record<string, string>
}

export interface SendOptions {
  /** Ends the attempt wherever it stands, also while it waits for a connection. */
  signal?: AbortSignal
  /** Awaited when all but the end of the mail is out. Where it rejects, the mail is broken off and the server takes nothing. */
  beforeEnd?: () => Promise<void>
}

export interface SentMail {
  /** What the server said when it took the mail. */
  response: string
}

/** The whole mail went out, and the server's answer to it did not come: it may have taken it, or not. */
export class UnansweredMail extends Error {
  override name = 'UnansweredMail'
}

/** Not sent, for what `beforeEnd` rejected with: its cause. */
export class BrokenOffMail extends Error {
  override name = 'BrokenOffMail'
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

/** How far a mail has come on its way out. */
interface Progress {
  beforeEnd: () => Promise<void>
  /** Of `beforeEnd`, once it is awaited. */
  ending?: Promise<void>
  isWhole: boolean
  /** The connection broke, or the attempt was given up: nothing goes out any more. */
  isOver?: true
  brokenOff?: BrokenOffMail
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
  // The content of a mail is read once the server has said that it may come, and its end is the last that is asked for:
  // after that nodemailer writes the final dot.
  transport.use('stream', (mail, done) => {
    const { progress } = mail.data as { progress?: Progress }
    if (progress)
      mail.message.processFunc((content) => Readable.from(watched(content, progress), { objectMode: false }))
    done()
  })

  async function send(mail: OutgoingMail, options: SendOptions = {}): Promise<SentMail> {
    const { signal, beforeEnd = async () => {} } = options
    const progress: Progress = { beforeEnd, isWhole: false }
    const { bounceAddress } = settings
    const data = {
      ...{ from: settings.from, ...mail, progress },
      ...(bounceAddress ? { envelope: { from: bounceAddress, to: mail.to.address } } : {}),
      ...(signal ? { signal } : {}),
    }
    try {
      const { response } = await transport.sendMail(data)
      return { response }
    } catch (error) {
      progress.isOver = true
      await progress.ending?.catch(() => undefined)
      if (progress.brokenOff) throw progress.brokenOff
      if (progress.isWhole && !isAnswer(error))
        throw new UnansweredMail('No answer to the whole mail', { cause: error })
      throw error
    }
  }

  return {
    send,
    verify: async () => {
      await transport.verify()
    },
    close: () => transport.close(),
  }
}

async function* watched(content: AsyncIterable<Buffer>, progress: Progress): AsyncGenerator<Buffer> {
  yield* content
  try {
    progress.ending = progress.beforeEnd()
    await progress.ending
  } catch (error) {
    progress.brokenOff = new BrokenOffMail('The mail was broken off before its end', { cause: error })
    throw new Error(progress.brokenOff.message)
  }
  if (progress.isOver) throw new Error('The connection is gone')
  progress.isWhole = true
}

const isAnswer = (error: unknown): boolean =>
  typeof (error as { responseCode?: unknown } | null)?.responseCode === 'number'
