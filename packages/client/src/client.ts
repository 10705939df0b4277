import { type DryRunId, type FileId, filledBy, type OperationId } from '@throughline/contract'
import type { CallArguments, CalledId, CallOptions, CallResult, DryRunResult } from './call-input.ts'
import { type CalledOperation, calledOperations } from './called-operations.ts'
import { problemOf, RequestError, unreachable } from './request-error.ts'

export interface ClientOptions {
  /** Origin of the service, such as `http://localhost:8000`; empty for the page's own. */
  baseUrl?: string
  /** A bearer token. Browsers leave it out: the session cookie speaks for them. */
  token?: string
  fetch?: typeof fetch
}

export interface Client {
  /** Calls one operation of the contract. Throws {@link RequestError} on a problem or no answer. */
  call<Id extends CalledId>(operationId: Id, ...input: CallArguments<Id>): Promise<CallResult<Id>>
  /** What the call would do; nothing is changed by it. Throws as the call itself would. */
  dryRun<Id extends DryRunId>(operationId: Id, ...input: CallArguments<Id>): Promise<DryRunResult<Id>>
  /** Where a file is, for a link; browsers that follow it show who they are by their cookie. */
  addressOf<Id extends FileId>(operationId: Id, ...input: CallArguments<Id>): string
  /** The answer with a file, whose body comes as it is made. Throws as `call`. */
  download<Id extends FileId>(operationId: Id, ...input: CallArguments<Id>): Promise<Response>
}

interface Input extends CallOptions {
  params?: Record<string, string>
  query?: Record<string, unknown>
  body?: unknown
}

/** Waits, in milliseconds, before the same request is sent again with the same key. */
const retryDelays = [150, 600, 1_500]

export function createClient({ baseUrl = '', token, fetch: send = globalThis.fetch }: ClientOptions = {}): Client {
  const addressOf = (operationId: OperationId, { params, query }: Input = {}) =>
    `${baseUrl.replace(/\/$/, '')}/api/v1${pathOf(calledOperations[operationId], params)}${queryOf(query)}`
  function ask(operationId: OperationId, input: Input = {}): Promise<Response> {
    const url = addressOf(operationId, input)
    const request = requestOf(calledOperations[operationId], input, token)
    return sendWithRetry(() => send(url, request), !isStream(input.body), input.signal)
  }
  async function call(operationId: OperationId, input: Input = {}): Promise<unknown> {
    const response = await ask(operationId, input)
    if (response.status === 204) return undefined
    const operation = calledOperations[operationId]
    const shape = input.query?.dry_run ? operation.dryRun : operation.response
    const body: unknown = await response.json()
    // Of rows with some of their fields, what is not there was not asked for.
    return input.query?.fields ? body : filledBy(shape, body)
  }
  const dryRun = (operationId: OperationId, input: Input = {}) =>
    call(operationId, { ...input, query: { ...input.query, dry_run: true } })
  return { call, dryRun, addressOf, download: ask } as Client
}

/**
 * A lost connection is tried once more; should the first request then turn out to be still at work, its answer is
 * awaited. Other answers are final.
 */
async function sendWithRetry(send: () => Promise<Response>, replayable: boolean, signal?: AbortSignal) {
  let lost = 0
  for (let attempt = 0; ; attempt++) {
    const answer = await attemptOnce(send, signal)
    if (answer instanceof Response) return answer
    if (answer.status === 0) lost++
    const mayRetry = answer.status === 0 ? lost === 1 : lost > 0 && answer.type === 'request-running'
    const delay = retryDelays[attempt]
    if (!replayable || !mayRetry || delay === undefined) throw answer
    await new Promise((resolve) => setTimeout(resolve, delay))
  }
}

async function attemptOnce(send: () => Promise<Response>, signal?: AbortSignal): Promise<Response | RequestError> {
  try {
    const response = await send()
    return response.ok ? response : new RequestError(await problemOf(response))
  } catch (error) {
    if (signal?.aborted) throw error
    return unreachable(error)
  }
}

function requestOf(operation: CalledOperation, input: Input, token?: string): RequestInit {
  const headers: Record<string, string> = { accept: operation.file?.join(', ') ?? 'application/json' }
  if (token) headers.authorization = `Bearer ${token}`
  if (input.ifMatch !== undefined) headers['if-match'] = `"${input.ifMatch}"`
  if (operation.method !== 'get') headers['idempotency-key'] = input.idempotencyKey ?? crypto.randomUUID()
  const request: RequestInit = { method: operation.method.toUpperCase(), headers, credentials: 'include' }
  if (input.signal) request.signal = input.signal
  if (input.body === undefined) return request
  headers['content-type'] = operation.upload ? 'application/octet-stream' : 'application/json'
  request.body = operation.upload ? (input.body as BodyInit) : JSON.stringify(input.body)
  return isStream(input.body) ? Object.assign(request, { duplex: 'half' }) : request
}

const isStream = (body: unknown): boolean => typeof ReadableStream !== 'undefined' && body instanceof ReadableStream

function pathOf(operation: CalledOperation, params: Record<string, string> = {}): string {
  return operation.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = params[name]
    if (value === undefined) throw new TypeError(`${operation.path} needs ${name}`)
    return encodeURIComponent(value)
  })
}

function queryOf(query: Record<string, unknown> = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined)
  if (given.length === 0) return ''
  return `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`
}
