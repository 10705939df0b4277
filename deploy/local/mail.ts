import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'
import type { StackContext } from './stack-context.ts'

/** Starts the development mail inbox (maildev): an SMTP server that delivers nothing, with a web page of what came in. */
export async function startMail(context: StackContext): Promise<void> {
  const folder = join(context.home.folder, 'mail')
  mkdirSync(folder, { recursive: true })
  const require = createRequire(import.meta.url)
  const { mailSmtp, mailWeb } = context.ports
  const listen = ['--ip', '127.0.0.1', '--web-ip', '127.0.0.1', '--smtp', String(mailSmtp), '--web', String(mailWeb)]
  await context.run({
    name: 'mail',
    command: process.execPath,
    args: [
      join(dirname(require.resolve('maildev/package.json')), 'bin/maildev'),
      ...listen,
      '--mail-directory',
      folder,
    ],
    env: context.settings.environment,
    cwd: context.home.folder,
    ready: async () => (await canConnect(mailSmtp)) ?? (await canFetch(`http://127.0.0.1:${mailWeb}/healthz`)),
  })
}

/** Null when something accepts TCP connections there. */
export function canConnect(port: number, host = '127.0.0.1'): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ port, host, timeout: 2_000 })
    const end = (answer: string | null) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => end(null))
    socket.once('timeout', () => end(`${host}:${port} does not answer`))
    socket.once('error', (error) => end(error.message || `${host}:${port} refuses connections`))
  })
}

/** Null when a GET answers with a status below 400; else what it said. */
export async function canFetch(address: string): Promise<string | null> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(3_000) })
    const body = await response.text()
    return response.ok ? null : `${address} answers ${response.status}: ${body.slice(0, 300)}`
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
    return `${address}: ${cause}`
  }
}
