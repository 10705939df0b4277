import { createHash } from 'node:crypto'
import { confirmFormat, type ImportFormat, usualUploadMegabytes } from '@throughline/contract'
import type { FetchAttempt, FetchOutcome } from '@throughline/domain'
import {
  type FileStore,
  faultPoint,
  inPieces,
  type Outgoing,
  OutgoingError,
  type OutgoingFailure,
  type OutgoingFile,
} from '@throughline/platform'
import { storedPieces } from './import-source.ts'

/** Of one attempt. */
export interface FetchLimits {
  mostBytes: number
  mostMilliseconds: number
  silentMilliseconds: number
}

export const fetchLimits: FetchLimits = {
  mostBytes: usualUploadMegabytes * 1_048_576,
  mostMilliseconds: 30 * 60_000,
  silentMilliseconds: 20_000,
}

export interface FetchContext {
  outgoing: Outgoing
  store: FileStore
  limits: FetchLimits
  signal: AbortSignal
  /** Told now and then how much has come; answers whether to go on. */
  report(told: { bytesDone: number; bytesTotal: number | null }): Promise<boolean>
}

const reportEveryMilliseconds = 500

/** Why there will be no file however often it is asked for. */
class RefusedFileError extends Error {}
class FetchStopped extends Error {}

/**
 * One attempt at the file of an import: it goes into the store piece by piece as it comes, and is looked at when its first
 * piece is there. What the host sends of its own, be it a text about an error, is shown to nobody.
 */
export async function fetchFile(context: FetchContext, attempt: FetchAttempt): Promise<FetchOutcome> {
  const { outgoing, limits, signal } = context
  // What is packed on the way would be more than it says it is.
  const headers = { 'accept-encoding': 'identity', 'user-agent': 'Throughline' }
  try {
    return await outgoing.receive(attempt.url, { headers, signal, ...limits }, (file) => take(context, attempt, file))
  } catch (error) {
    if (error instanceof FetchStopped || signal.aborted) return { kind: 'stopped' }
    if (error instanceof RefusedFileError) return { kind: 'failed', problem: error.message, mayPass: false }
    if (!(error instanceof OutgoingError)) throw error
    return { kind: 'failed', problem: sentenceOf(error.failure, error.message), mayPass: mayPass(error) }
  }
}

async function take(context: FetchContext, attempt: FetchAttempt, file: OutgoingFile): Promise<FetchOutcome> {
  const { status, byteCount: bytesTotal } = file
  if (status !== 200) return { kind: 'failed', problem: `the host answered ${status}.`, mayPass: isPassing(status) }
  const { job, fetch } = attempt
  const hash = createHash('sha256')
  let byteCount = 0
  async function* told(): AsyncGenerator<Uint8Array> {
    let toldAt = 0
    for await (const part of file.body) {
      hash.update(part)
      byteCount += part.length
      if (Date.now() - toldAt >= reportEveryMilliseconds) {
        toldAt = Date.now()
        if (!(await context.report({ bytesDone: byteCount, bytesTotal }))) throw new FetchStopped()
      }
      yield part
    }
  }
  const { file: stored, first } = storedPieces(job)
  let sequence = first
  let format: ImportFormat | null = null
  for await (const piece of inPieces(told())) {
    format ??= formatOf(piece, job.fileName, fetch.said)
    await context.store.put(stored, sequence++, piece)
    await faultPoint('import:fetch-piece')
  }
  if (format === null) throw new RefusedFileError('the file is empty.')
  return { kind: 'fetched', byteCount, sha256: hash.digest(), format }
}

function formatOf(piece: Uint8Array, fileName: string, said: ImportFormat | null): ImportFormat {
  const { format, refusal } = confirmFormat(piece, fileName, said ?? undefined)
  if (format === null) throw new RefusedFileError(refusal)
  return format
}

/** The host is busy, or does not work just now. */
const isPassing = (status: number): boolean => status >= 500 || status === 408 || status === 425 || status === 429

function mayPass({ failure, cause }: OutgoingError): boolean {
  // The servers that know names did not answer; else there is no such name.
  if (failure === 'name-not-found') return (cause as NodeJS.ErrnoException | undefined)?.code === 'EAI_AGAIN'
  return failure === 'not-reachable' || failure === 'timed-out'
}

function sentenceOf(failure: OutgoingFailure, message: string): string {
  if (failure === 'too-large') return `it is larger than ${usualUploadMegabytes} MB.`
  return `${message.charAt(0).toLowerCase()}${message.slice(1)}`
}
