import { Agent, type Dispatcher, errors, request } from 'undici'
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
  body: Buffer
}

export interface Outgoing {
  /** Throws OutgoingError for an address that tells already that it is refused; names are looked up at the request. */
  check(address: string): void
  /** Answers with any status but a redirect. Throws OutgoingError otherwise. */
  send(address: string, request?: OutgoingRequest): Promise<OutgoingAnswer>
}

export interface OutgoingOptions {
  allowedHosts: AllowedHosts
  resolve?: Resolve
  /** From the lookup of the name to the end of the answer. */
  timeoutMilliseconds?: number
}

const usualTimeout = 15_000
const usualBytes = 1_048_576

/**
 * Requests to addresses that people give. Each has a connection of its own, to an address that was checked for it
 * (docs/security.md); redirects are never followed.
 */
export function createOutgoing(options: OutgoingOptions): Outgoing {
  const { allowedHosts, resolve = resolveBySystem, timeoutMilliseconds = usualTimeout } = options
  return {
    check: (address) => void readTarget(address, allowedHosts),
    async send(address, given = {}) {
      const { url, isAllowed } = readTarget(address, allowedHosts)
      const agent = new Agent({
        connect: { lookup: guardedLookup(resolve, isAllowed), timeout: timeoutMilliseconds },
        pipelining: 0,
        maxHeaderSize: 16_384,
      })
      try {
        return await exchange(url, given, agent, AbortSignal.timeout(timeoutMilliseconds))
      } catch (error) {
        throw toOutgoingError(error)
      } finally {
        await agent.destroy()
      }
    },
  }
}

async function exchange(url: URL, given: OutgoingRequest, dispatcher: Dispatcher, signal: AbortSignal) {
  const { method = 'GET', headers = {}, body = null } = given
  const answer = await request(url, { method, headers, body, dispatcher, signal })
  const { statusCode: status } = answer
  if (status >= 300 && status < 400) throw new OutgoingError('redirected')
  const contentType = answer.headers['content-type']
  return { status, contentType: typeof contentType === 'string' ? contentType : null, body: await read(answer, given) }
}

async function read({ body }: Dispatcher.ResponseData, given: OutgoingRequest): Promise<Buffer> {
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

/** Names of the system's errors tell nothing but which kind it was. */
function toOutgoingError(error: unknown): OutgoingError {
  if (error instanceof OutgoingError) return error
  const { name, code = '' } = error as NodeJS.ErrnoException
  if (name === 'TimeoutError' || error instanceof errors.ConnectTimeoutError || code === 'ETIMEDOUT')
    return new OutgoingError('timed-out', { cause: error })
  if (/^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|SELF_SIGNED|DEPTH_ZERO)/.test(code))
    return new OutgoingError('bad-certificate', { cause: error })
  return new OutgoingError('not-reachable', { cause: error })
}
