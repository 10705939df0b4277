import { findFreePorts } from '@throughline/deploy'
import { SMTPServer } from 'smtp-server'

export interface ReceivedMail {
  to: string[]
  /** The whole message, headers first. */
  source: string
  messageId: string
}

/** An SMTP server that keeps what it gets; it can go away and come back at the same address. */
export class SmtpSink {
  readonly mails: ReceivedMail[] = []
  readonly #port: number
  #server: SMTPServer | undefined

  private constructor(port: number) {
    this.#port = port
  }

  static async create(): Promise<SmtpSink> {
    const [port = 0] = await findFreePorts(1)
    return new SmtpSink(port)
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.#port}`
  }

  async start(): Promise<void> {
    const server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      onData: (stream, session, done) => {
        let source = ''
        stream.setEncoding('utf8')
        stream.on('data', (chunk: string) => {
          source += chunk
        })
        stream.on('end', () => {
          this.#keep(
            session.envelope.rcptTo.map(({ address }) => address),
            source,
          )
          done()
        })
      },
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

  #keep(to: string[], source: string): void {
    this.mails.push({ to, source, messageId: /^message-id:\s*(<[^>]+>)/im.exec(source)?.[1] ?? '' })
  }
}
