import { createHash } from 'node:crypto'
import { ProblemError } from '@throughline/contract'
import type { Request } from 'express'

const chunkBytes = 1_048_576
export const largestUpload = 100 * 1_048_576
const longestPause = 20_000

/** The body of an upload, read once, as it comes. */
export interface Upload {
  /** Chunks of one MiB, the last one smaller. Throws `too-large` beyond 100 MiB. */
  chunks(): AsyncGenerator<Uint8Array>
  readonly byteCount: number
  /** SHA-256 of all; reads what nobody has read yet. */
  finish(): Promise<Buffer>
}

export function createUpload(request: Request): Upload {
  const hash = createHash('sha256')
  let byteCount = 0
  let digest: Buffer | undefined
  let reading: AsyncGenerator<Uint8Array> | undefined

  async function* read(): AsyncGenerator<Uint8Array> {
    refuseTooLarge(Number(request.headers['content-length'] ?? 0))
    let waiting: Uint8Array[] = []
    let size = 0
    for await (const part of withoutLongPauses(request)) {
      byteCount += part.length
      refuseTooLarge(byteCount)
      hash.update(part)
      waiting.push(part)
      size += part.length
      if (size < chunkBytes) continue
      const whole = join(waiting)
      let from = 0
      for (; whole.length - from >= chunkBytes; from += chunkBytes) yield whole.subarray(from, from + chunkBytes)
      waiting = [whole.subarray(from)]
      size = whole.length - from
    }
    if (size > 0) yield join(waiting)
  }

  const chunks = () => {
    reading ??= read()
    return reading
  }
  return {
    chunks,
    get byteCount() {
      return byteCount
    },
    async finish() {
      for await (const _ of chunks());
      digest ??= hash.digest()
      return digest
    },
  }
}

/** A Buffer is a Uint8Array, which the installed declarations do not say. */
const join = (parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts) as unknown as Uint8Array

function refuseTooLarge(bytes: number): void {
  if (bytes > largestUpload) throw new ProblemError('too-large', { detail: 'A file may have 100 MB.' })
}

/**
 * The transaction waits with the sender: one who stops sending is cut off. After a refusal the rest is read and dropped,
 * so that the connection can carry the answer, and the next request.
 */
async function* withoutLongPauses(request: Request): AsyncGenerator<Uint8Array> {
  const timer = setTimeout(() => request.destroy(new Error('the upload paused too long')), longestPause)
  try {
    for await (const part of request.iterator({ destroyOnReturn: false })) {
      timer.refresh()
      yield part as Uint8Array
    }
  } finally {
    clearTimeout(timer)
    request.resume()
  }
}
