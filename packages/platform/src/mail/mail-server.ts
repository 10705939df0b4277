import { connect, isIP, type Socket } from 'node:net'
import { createTransport, type Transporter } from 'nodemailer'
import { guardedLookup, type Resolve, resolveBySystem } from '../outgoing/guarded-lookup.ts'
import { OutgoingError } from '../outgoing/outgoing-error.ts'
import { type AllowedHosts, type MailTarget, readMailTarget } from '../outgoing/outgoing-target.ts'

/** A mail server that people of an organisation gave. */
export interface MailServer {
  host: string
  port: number
  tls: 'implicit' | 'starttls' | 'none'
  username: string | null
  password: string | null
}

/** What keeps such servers from being something else. */
export interface GuardedMail {
  allowedHosts: AllowedHosts
  /** Ports of mail servers, for hosts that nobody allowed. */
  ports: readonly number[]
  resolve?: Resolve
  /** Certificates to trust besides those of the system. */
  authorities?: string
}

export interface MailServerOptions {
  /** Connections that are kept; 0: one for each mail. */
  kept: number
  /** Each line of the conversation, as nodemailer logs it. */
  onLine?: (by: 'us' | 'server', line: string) => void
  /** Breaks off whatever is under way. */
  signal?: AbortSignal
}

/** Shorter than for the server of the instance: who waits for one takes a place of all others. */
const silentMilliseconds = 8_000

/**
 * Throws OutgoingError for a server that is refused as it is written; its name is looked up at each connection. Without TLS
 * only at hosts that the operator allows.
 */
export function requireMailServer(server: MailServer, guard: GuardedMail): MailTarget {
  const target = readMailTarget(server, guard.ports, guard.allowedHosts)
  if (server.tls === 'none' && !target.isAllowed) throw new OutgoingError('address-not-allowed')
  return target
}

/**
 * A transport to a server that somebody gave. It gets its sockets from here, connected to an address that was checked in
 * the lookup of that very socket; nodemailer asks no name server, and does TLS on it for the name that was given.
 */
export function openMailServer(server: MailServer, guard: GuardedMail, options: MailServerOptions): Transporter {
  const { kept, onLine, signal } = options
  const { username, password } = server
  const target = requireMailServer(server, guard)
  const settings = {
    host: target.host,
    port: target.port,
    secure: server.tls === 'implicit',
    requireTLS: server.tls === 'starttls',
    ignoreTLS: server.tls === 'none',
    tls: {
      minVersion: 'TLSv1.2' as const,
      ...(isIP(target.host) === 0 ? { servername: target.host } : {}),
      ...(guard.authorities === undefined ? {} : { ca: guard.authorities }),
    },
    ...(username !== null ? { auth: { user: username, pass: password ?? '' } } : {}),
    connectionTimeout: silentMilliseconds,
    greetingTimeout: silentMilliseconds,
    socketTimeout: silentMilliseconds,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(onLine ? { transactionLog: true, logger: lineLogger(onLine) } : {}),
    getSocket: (_: unknown, done: (error: Error | null, socket?: { connection: Socket }) => void) => {
      connectTo(target, guard.resolve ?? resolveBySystem, signal).then(
        (connection) => done(null, { connection }),
        (error: Error) => done(error),
      )
    },
  }
  return kept === 0
    ? createTransport(settings)
    : createTransport({ ...settings, pool: true, maxConnections: kept, maxRequeues: 0 })
}

async function connectTo(target: MailTarget, resolve: Resolve, signal: AbortSignal | undefined): Promise<Socket> {
  const { host, port, isAllowed } = target
  const socket = connect({ host, port, lookup: guardedLookup(resolve, isAllowed) })
  const abort = () => socket.destroy(new OutgoingError('timed-out'))
  signal?.addEventListener('abort', abort, { once: true })
  socket.once('close', () => signal?.removeEventListener('abort', abort))
  const timer = setTimeout(abort, silentMilliseconds)
  try {
    await new Promise<void>((connected, failed) => {
      socket.once('connect', connected)
      socket.once('error', failed)
      if (signal?.aborted) abort()
    })
    return socket
  } catch (error) {
    socket.destroy()
    throw error instanceof OutgoingError ? error : new OutgoingError('not-reachable', { cause: error })
  } finally {
    clearTimeout(timer)
  }
}

/** nodemailer's logger, of which only the lines of the conversation are heard: not what it says of itself, nor mails. */
function lineLogger(onLine: NonNullable<MailServerOptions['onLine']>) {
  const hear = (entry: unknown, text: unknown) => {
    const { tnx } = (entry ?? {}) as { tnx?: string }
    if (tnx === 'client') onLine('us', String(text))
    else if (tnx === 'server') onLine('server', String(text))
  }
  const ignore = () => undefined
  return { level: ignore, trace: ignore, debug: hear, info: ignore, warn: ignore, error: ignore, fatal: ignore }
}
