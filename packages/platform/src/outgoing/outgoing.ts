import { Agent, type Dispatcher, request } from 'undici'
import { guardedLookup, type Resolve, resolveBySystem } from './guarded-lookup.ts'
import { OutgoingError } from './outgoing-error.ts'
import { type AllowedHosts, readTarget } from './outgoing-target.ts'

export interface OutgoingRequest {
  method?: 'GET' | 'POST'
  headers?: Readonly<Record<string, string>>
  body?: string
  /** Of the answer's body. */
  mostBytes?: number
  /** What becomes of an answer that is larger: refused, or cut there. */
  whenLarger?: 'refuse' | 'cut'
}

export interface OutgoingAnswer {
  status: number
  contentType: string | null
  /** The header: how long to leave it alone; null where it says nothing that can be read. */
  retryAfterSeconds: number | null
  body: Buffer
}

/** A request for a file, which comes in its own time. */
export interface OutgoingFileRequest {
  headers?: Readonly<Record<string, string>>
  /** Of the file. */
  mostBytes: number
  /** From the start to the end of the file. */
  mostMilliseconds: number
  /** How long nothing may come, before its beginning or in between. */
  silentMilliseconds: number
  /** Gives it up. */
  signal?: AbortSignal
}

export interface OutgoingFile {
  status: number
  /** As the host says; null where it says nothing. */
  byteCount: number | null
  /** Parts as they come. Throws OutgoingError. */
  body: AsyncIterable<Uint8Array>
}

export interface Outgoing {
  /** Throws OutgoingError for an address that tells already that it is refused; names are looked up at the request. */
  check(address: string): void
  /** Answers with any status but a redirect. Throws OutgoingError otherwise. */
  send(address: string, request?: OutgoingRequest): Promise<OutgoingAnswer>
  /** Gives the answer to `take` while its body comes, and answers what that does; nothing of it is kept. Throws as `send`. */
  receive<Result>(
    address: string,
    request: OutgoingFileRequest,
    take: (file: OutgoingFile) => Promise<Result>,
  ): Promise<Result>
}

export interface OutgoingOptions {
  allowedHosts: AllowedHosts
  resolve?: Resolve
  /** From the lookup of the name to the end of the answer. */
  timeoutMilliseconds?: number
}

const timeouts = new Set([
  ...['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'],
])
const usualTimeout = 15_000
const usualBytes = 1_048_576

/**
 * Requests to addresses that people give. Each has a connection of its own, to an address that was checked for it
 * (docs/security.md); redirects are never followed.
 */
export function createOutgoing(options: OutgoingOptions): Outgoing {
  const { allowedHosts, resolve = resolveBySystem, timeoutMilliseconds = usualTimeout } = options

  /** Asks by a connection of its own, which ends with what `take` makes of the answer. */
  async function ask<Result>(
    address: string,
    asked: Asked,
    take: (answer: Dispatcher.ResponseData) => Promise<Result>,
  ): Promise<Result> {
    const { url, isAllowed } = readTarget(address, allowedHosts)
    const agent = new Agent({
      connect: { lookup: guardedLookup(resolve, isAllowed), timeout: timeoutMilliseconds },
      pipelining: 0,
      maxHeaderSize: 16_384,
    })
    try {
      const answer = await request(url, { ...asked, dispatcher: agent }).catch(throwOutgoing)
      if (answer.statusCode >= 300 && answer.statusCode < 400) throw new OutgoingError('redirected')
      return await take(answer)
    } finally {
      await agent.destroy()
    }
  }

  return {
    check: (address) => void readTarget(address, allowedHosts),
    send(address, given = {}) {
      const { method = 'GET', headers = {}, body = null } = given
      const signal = AbortSignal.timeout(timeoutMilliseconds)
      return ask(address, { method, headers, body, signal }, (answer) => read(answer, given).catch(throwOutgoing))
    },
    receive(address, { headers = {}, mostBytes, mostMilliseconds, silentMilliseconds, signal }, take) {
      const asked = {
        ...({ method: 'GET', headers, headersTimeout: silentMilliseconds, bodyTimeout: silentMilliseconds } as const),
        signal: AbortSignal.any([AbortSignal.timeout(mostMilliseconds), ...(signal ? [signal] : [])]),
      }
      return ask(address, asked, (answer) => {
        const byteCount = byteCountOf(answer)
        if (byteCount !== null && byteCount > mostBytes) throw new OutgoingError('too-large')
        return take({ status: answer.statusCode, byteCount, body: received(answer.body, mostBytes) })
      })
    },
  }
}

type Asked = Pick<
  Dispatcher.RequestOptions,
  'method' | 'headers' | 'body' | 'signal' | 'headersTimeout' | 'bodyTimeout'
>

function byteCountOf({ headers }: Dispatcher.ResponseData): number | null {
  const said = headers['content-length']
  return typeof said === 'string' && /^\d{1,15}$/.test(said) ? Number(said) : null
}

async function* received(body: AsyncIterable<Uint8Array>, mostBytes: number): AsyncGenerator<Uint8Array> {
  let left = mostBytes
  try {
    for await (const part of body) {
      left -= part.length
      if (left < 0) throw new OutgoingError('too-large')
      yield part
    }
  } catch (error) {
    throwOutgoing(error)
  }
}

async function read(answer: Dispatcher.ResponseData, given: OutgoingRequest): Promise<OutgoingAnswer> {
  const contentType = answer.headers['content-type']
  return {
    status: answer.statusCode,
    contentType: typeof contentType === 'string' ? contentType : null,
    retryAfterSeconds: retryAfterOf(answer),
    body: await readBody(answer, given),
  }
}

/** Seconds, or a date (RFC 9110, 10.2.3). */
function retryAfterOf({ headers }: Dispatcher.ResponseData): number | null {
  const said = headers['retry-after']
  if (typeof said !== 'string') return null
  if (/^\d{1,9}$/.test(said)) return Number(said)
  const until = Date.parse(said)
  return Number.isNaN(until) ? null : Math.max(0, Math.ceil((until - Date.now()) / 1_000))
}

async function readBody({ body }: Dispatcher.ResponseData, given: OutgoingRequest): Promise<Buffer> {
  const { mostBytes = usualBytes, whenLarger = 'refuse' } = given
  const pieces: Uint8Array[] = []
  let left = mostBytes
  for await (const piece of body as AsyncIterable<Buffer>) {
    if (piece.length > left && whenLarger === 'refuse') throw new OutgoingError('too-large')
    pieces.push(new Uint8Array(piece.subarray(0, left)))
    left -= piece.length
    if (left <= 0 && whenLarger === 'cut') break
  }
  return Buffer.concat(pieces)
}

function throwOutgoing(error: unknown): never {
  throw toOutgoingError(error)
}

/** Names of the system's errors tell nothing but which kind it was. */
function toOutgoingError(error: unknown): OutgoingError {
  if (error instanceof OutgoingError) return error
  const { name, code = '' } = error as NodeJS.ErrnoException
  if (name === 'TimeoutError' || timeouts.has(code)) return new OutgoingError('timed-out', { cause: error })
  if (/^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|SELF_SIGNED|DEPTH_ZERO)/.test(code))
    return new OutgoingError('bad-certificate', { cause: error })
  return new OutgoingError('not-reachable', { cause: error })
}
