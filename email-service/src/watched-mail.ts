import { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import type { SendMailOptions, Transporter } from 'nodemailer'

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
 * Sends mails by a transport of nodemailer, and knows of each how far it came (decision 44). The content of a mail is read
 * once the server has said that it may come, and its end is the last that is asked for: after that nodemailer writes the
 * final dot.
 */
export function watchMails(transport: Transporter) {
  transport.use('stream', (mail, done) => {
    const { progress } = mail.data as { progress?: Progress }
    if (progress)
      mail.message.processFunc((content) => Readable.from(watched(content, progress), { objectMode: false }))
    done()
  })

  /** Rejects with `UnansweredMail`, `BrokenOffMail`, or the error of nodemailer. */
  return async function send(mail: SendMailOptions, options: SendOptions = {}): Promise<SentMail> {
    const { signal, beforeEnd = async () => {} } = options
    const progress: Progress = { beforeEnd, isWhole: false }
    const data = { ...mail, progress, ...(signal ? { signal } : {}) }
    try {
      const { response } = await transport.sendMail(data)
      return { response: response ?? '' }
    } catch (error) {
      progress.isOver = true
      await progress.ending?.catch(() => undefined)
      if (progress.brokenOff) throw progress.brokenOff
      if (progress.isWhole && !isAnswer(error))
        throw new UnansweredMail('No answer to the whole mail', { cause: error })
      throw error
    }
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
  // Two turns of the event loop: the end of a connection that is here already is seen before the last byte goes out.
  await setImmediate()
  await setImmediate()
  if (progress.isOver) throw new Error('The connection is gone')
  progress.isWhole = true
}

const isAnswer = (error: unknown): boolean =>
  typeof (error as { responseCode?: unknown } | null)?.responseCode === 'number'
