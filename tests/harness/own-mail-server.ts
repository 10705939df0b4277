import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

/** A mail server of an organisation, on loopback: it takes mail from one user, and keeps what it gets. */
export class OwnMailServer {
  readonly username = 'plans'
  readonly password = 'quite a secret of a mail server'
  readonly mails: { to: string[]; source: string }[] = []
  readonly #server: SMTPServer

  private constructor() {
    this.#server = new SMTPServer({
      authMethods: ['PLAIN'],
      allowInsecureAuth: true,
      disabledCommands: ['STARTTLS'],
      closeTimeout: 100,
      onAuth: ({ username, password }, _session, done) => {
        if (username === this.username && password === this.password) done(null, { user: username })
        else done(new Error('unknown user or password'))
      },
      onData: (stream, { envelope }, done) => {
        text(stream).then((source) => {
          this.mails.push({ to: envelope.rcptTo.map(({ address }) => address), source })
          done()
        }, done)
      },
    })
    this.#server.on('error', () => undefined)
  }

  static async start(): Promise<OwnMailServer> {
    const own = new OwnMailServer()
    own.#server.listen(0, '127.0.0.1')
    await once(own.#server.server, 'listening')
    return own
  }

  get port(): number {
    return (this.#server.server.address() as AddressInfo).port
  }

  stop(): Promise<void> {
    return new Promise((stopped) => this.#server.close(() => stopped()))
  }
}
