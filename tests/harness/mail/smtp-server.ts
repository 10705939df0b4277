import type { AddressInfo, Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import { type MailServers, type Manner, manners, smallSize, type TakenMail } from './manners.ts'

interface OneServer {
  port: number
  mails: TakenMail[]
  close(): Promise<void>
}

/** smtp-server, from npm. */
export async function startSmtpServers(): Promise<MailServers> {
  const started = await Promise.all(manners.map(async (manner) => [manner, await start(manner)] as const))
  const servers = new Map(started)
  const of = (manner: Manner): OneServer => servers.get(manner) as OneServer
  return {
    port: (manner) => of(manner).port,
    taken: (manner) => of(manner).mails,
    close: async () => {
      await Promise.all(started.map(([, server]) => server.close()))
    },
  }
}

async function start(manner: Manner): Promise<OneServer> {
  const mails: TakenMail[] = []
  const sockets = new Set<Socket>()
  let turns = 0
  const isFirst = (): boolean => {
    turns += 1
    return turns === 1
  }
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  const server = new SMTPServer({
    authOptional: true,
    closeTimeout: 100,
    disabledCommands: ['STARTTLS'],
    ...(manner === 'small' ? { size: smallSize } : {}),
    onRcptTo: ({ address }, _session, done) => {
      if (manner === 'unknown') return done(refusal(550, `5.1.1 <${address}> is unknown`))
      if (manner === 'greylist' && isFirst()) return done(refusal(451, '4.7.1 try again later'))
      if (manner === 'slow' && isFirst()) return
      done()
    },
    onData: (stream, session, done) => {
      if (manner === 'cut-in-data' && isFirst()) {
        stream.resume()
        return cut()
      }
      const { mailFrom, rcptTo } = session.envelope
      const to = rcptTo.map(({ address }) => address)
      text(stream).then((source) => {
        if (stream.sizeExceeded) return done(refusal(552, '5.3.4 message too big'))
        mails.push({ manner, from: mailFrom ? mailFrom.address : '', to, source })
        if (manner === 'cut-before-250' && isFirst()) return cut()
        done(null, `2.0.0 taken, for ${to.join()}`)
      }, done)
    },
  })
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  // Of connections that it cut itself.
  server.on('error', () => undefined)
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.server.address() as AddressInfo
  const close = () =>
    new Promise<void>((resolve) => {
      cut()
      server.close(() => resolve())
    })
  return { port, mails, close }
}

const refusal = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode })
