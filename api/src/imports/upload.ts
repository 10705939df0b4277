import { createHash } from 'node:crypto'
import { ProblemError, usualUploadMegabytes } from '@throughline/contract'
import { inPieces } from '@throughline/platform'
import type { Request } from 'express'

const longestPause = 20_000

/** The body of an upload, read once, as it comes. */
export interface Upload {
  /**
   * Chunks of one MiB, the last one smaller; each is good until the next one is asked for. Throws `too-large` beyond
   * what the operation takes.
   */
  chunks(): AsyncGenerator<Uint8Array>
  readonly byteCount: number
  /** SHA-256 of all; reads what nobody has read yet. */
  finish(): Promise<Buffer>
}

export function createUpload(request: Request, mostMegabytes = usualUploadMegabytes): Upload {
  const hash = createHash('sha256')
  let byteCount = 0
  let digest: Buffer | undefined
  let reading: AsyncGenerator<Uint8Array> | undefined

  async function* read(): AsyncGenerator<Uint8Array> {
    refuseTooLarge(Number(request.headers['content-length'] ?? 0), mostMegabytes)
    for await (const part of withoutLongPauses(request)) {
      byteCount += part.length
      refuseTooLarge(byteCount, mostMegabytes)
      hash.update(part)
      yield part
    }
  }

  const chunks = () => {
    reading ??= inPieces(read())
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

function refuseTooLarge(bytes: number, mostMegabytes: number): void {
  if (bytes > mostMegabytes * 1_048_576)
    throw new ProblemError('too-large', { detail: `A file may have ${mostMegabytes} MB.` })
}

/**
 * The transaction waits with the sender: one who stops sending is cut off. What storing takes does not count. After a
 * refusal the rest is read and dropped, so that the connection can carry the answer, and the next request.
 */
async function* withoutLongPauses(request: Request): AsyncGenerator<Uint8Array> {
  const limit = () => setTimeout(() => request.destroy(new Error('the upload paused too long')), longestPause)
  let timer = limit()
  try {
    for await (const part of request.iterator({ destroyOnReturn: false })) {
      clearTimeout(timer)
      yield part as Uint8Array
      timer = limit()
    }
  } finally {
    clearTimeout(timer)
    request.resume()
  }
}
