import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { AwsV4Signer } from 'aws4fetch'
import { type BucketAddress, bucketUrl } from './bucket-address.ts'
import { readErrorCode } from './bucket-listing.ts'
import { FileStoreError } from './file-store.ts'

export interface BucketCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

export interface BucketRequest {
  readonly method: 'GET' | 'PUT' | 'DELETE'
  /** Of an object; left out: the bucket itself. */
  readonly key?: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: Uint8Array
  readonly signal?: AbortSignal | undefined
}

/** Answers the body, or null where there is no such object. Throws FileStoreError. */
export type SendToBucket = (request: BucketRequest) => Promise<Uint8Array | null>

const attempts = 3
const attemptMilliseconds = 10_000
const firstPauseMilliseconds = 200
const passing = /^(RequestTimeout|SlowDown|InternalError|ServiceUnavailable|OperationAborted)$/

/**
 * Requests of the S3 protocol, of which we need four. What may pass is tried again, three times in all; so the longest
 * takes half a minute, which a transaction that waits for it survives.
 */
export function createBucketRequests(address: BucketAddress, credentials: BucketCredentials): SendToBucket {
  const base = bucketUrl(address)
  const signingKeys = new Map<string, ArrayBuffer>()

  async function once({ method, key, query = {}, body, signal }: BucketRequest): Promise<Uint8Array | null> {
    const search = new URLSearchParams(query).toString().replaceAll('+', '%20')
    const signer = new AwsV4Signer({
      ...credentials,
      ...{ method, service: 's3', region: address.region, cache: signingKeys },
      url: `${base}${key === undefined ? '' : `/${key}`}${search ? `?${search}` : ''}`,
      headers: { 'X-Amz-Content-Sha256': digestOf(body) },
    })
    const { url, headers } = await signer.sign()
    const late = AbortSignal.timeout(attemptMilliseconds)
    const response = await fetch(url, {
      ...{ method, headers, redirect: 'manual' as const },
      signal: signal ? AbortSignal.any([signal, late]) : late,
      // Never shared memory, which the declaration of an array allows.
      ...(body ? { body: body as Uint8Array<ArrayBuffer> } : {}),
    })
    const bytes = new Uint8Array(await response.arrayBuffer())
    if (response.ok) return bytes
    const code = readErrorCode(new TextDecoder().decode(bytes))
    if (response.status === 404 && key !== undefined && code !== 'NoSuchBucket') return null
    throw refusal(response.status, code)
  }

  return async (request) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await once(request)
      } catch (error) {
        const problem = error instanceof FileStoreError ? error : noAnswer(error)
        if (!problem.mayPass || attempt === attempts || request.signal?.aborted) throw problem
      }
      await pause(firstPauseMilliseconds * 2 ** (attempt - 1) * (0.5 + Math.random()))
    }
  }
}

const digestOf = (body: Uint8Array | undefined): string =>
  createHash('sha256')
    .update(body ?? '')
    .digest('hex')

function refusal(status: number, code: string | null): FileStoreError {
  const mayPass = status >= 500 || status === 429 || passing.test(code ?? '')
  return new FileStoreError(`the file storage answered ${status}${code ? ` ${code}` : ''}`, { mayPass })
}

/** What `fetch` throws says why in its cause only. */
function noAnswer(error: unknown): FileStoreError {
  const cause = (error as Error | undefined)?.cause ?? error
  const { code, name } = (cause ?? {}) as { code?: unknown; name?: unknown }
  const reason = typeof code === 'string' ? code : typeof name === 'string' ? name : 'unknown'
  return new FileStoreError(`the file storage does not answer (${reason})`, { mayPass: true, cause })
}
