import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { findFreePorts } from '@throughline/deploy'
import { until } from '../until.ts'
import { mailProgram } from './python-packages.ts'

export interface ImapServer {
  /** With its user and password. */
  url: string
  close(): Promise<void>
}

/** pymap, from PyPI: an IMAP server with one mailbox in memory. */
export async function startImapServer(): Promise<ImapServer> {
  const [port = 0] = await findFreePorts(1)
  const [user, password] = ['bounces', 'not a secret']
  const child = spawn(
    await mailProgram('pymap'),
    [
      ...[
        '--host',
        '127.0.0.1',
        '--port',
        String(port),
        '--no-tls',
        '--no-service',
        'managesieve',
        '--no-service',
        'admin',
      ],
      ...['dict', '--demo-user', user, '--demo-password', password],
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  )
  const isUp = () =>
    new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy()
        resolve(true)
      }).on('error', () => resolve(false))
    })
  await until(isUp, { what: 'pymap', withinMs: 20_000 })
  return {
    url: `imap://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/INBOX`,
    close: async () => {
      const ended = once(child, 'exit')
      child.kill()
      await ended
    },
  }
}
