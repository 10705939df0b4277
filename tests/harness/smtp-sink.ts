import type { Socket } from 'node:net'
import { findFreePorts } from '@throughline/deploy'
import { SMTPServer, type SMTPServerEnvelope } from 'smtp-server'
import { untilValue } from './until.ts'

export interface ReceivedMail {
  /** Of the envelope, as is `to`. */
  from: string
  to: string[]
  /** The whole message, headers first. */
  source: string
  messageId: string
  /** When it was there as a whole: milliseconds since 1970. */
  at: number
}

/** An SMTP server that keeps what it gets; it can go away and come back at the same address. */
export class SmtpSink {
  readonly mails: ReceivedMail[] = []
  readonly #port: number
  #server: SMTPServer | undefined
  readonly #sockets = new Set<Socket>()
  #answersToLose = 0
  #putOffWith: string | null = null

  private constructor(port: number) {
    this.#port = port
  }

  static async create(): Promise<SmtpSink> {
    const [port = 0] = await findFreePorts(1)
    return new SmtpSink(port)
  }

  get port(): number {
    return this.#port
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.#port}`
  }

  /** The first mail to an address, once it is there; with a subject that begins so, where one is given. */
  async mailTo(address: string, subject = ''): Promise<ReceivedMail> {
    const isMeant = ({ to, source }: ReceivedMail) => to.includes(address) && source.includes(`\nSubject: ${subject}`)
    const find = async () => this.mails.find(isMeant)
    const mail = await untilValue(find, (found) => found !== undefined, {
      what: `mail to ${address}`,
      withinMs: 30_000,
    })
    return mail as ReceivedMail
  }

  /** Takes the next mails and goes away without the answer that says so. */
  loseAnswers(count: number): void {
    this.#answersToLose = count
  }

  /** Answers every mail again. */
  mend(): void {
    this.#answersToLose = 0
  }

  /** From now on says no for now to each recipient, in these words. */
  putOff(words: string): void {
    this.#putOffWith = words
  }

  async start(): Promise<void> {
    const server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      onRcptTo: (_address, _session, done) => {
        if (this.#putOffWith === null) done()
        else done(Object.assign(new Error(this.#putOffWith), { responseCode: 451 }))
      },
      onData: (stream, session, done) => {
        let source = ''
        stream.setEncoding('utf8')
        stream.on('data', (chunk: string) => {
          source += chunk
        })
        stream.on('end', () => {
          // It has said by now that it goes away, which is the answer to this mail.
          if (this.#server !== server) return done(Object.assign(new Error('Shutting down'), { responseCode: 421 }))
          this.#keep(session.envelope, source)
          if (this.#answersToLose === 0) return done()
          this.#answersToLose -= 1
          for (const socket of this.#sockets) socket.destroy()
        })
      },
    })
    server.server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket)
      socket.once('close', () => this.#sockets.delete(socket))
    })
    this.#server = server
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(this.#port, '127.0.0.1', resolve)
    })
  }

  async stop(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()))
  }

  #keep({ mailFrom, rcptTo }: SMTPServerEnvelope, source: string): void {
    this.mails.push({
      from: mailFrom ? mailFrom.address : '',
      to: rcptTo.map(({ address }) => address),
      source,
      messageId: /^message-id:\s*(<[^>]+>)/im.exec(source)?.[1] ?? '',
      at: Date.now(),
    })
  }
}
