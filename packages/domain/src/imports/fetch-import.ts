// How the fetching of a file goes on, by the import in the database. Each attempt stores pieces under numbers of its own, so
// that one that was thought dead spoils nothing: only the newest is heard.
import type { FilePlace, ImportFormat } from '@throughline/contract'
import {
  findImportLink,
  type ImportFetch,
  type ImportJobRow,
  lockImportJob,
  type Transaction,
} from '@throughline/database'
import { SealError, type Sealer } from '@throughline/platform'
import { changeImport } from './change-import.ts'
import type { WorkflowUrl } from './present-import.ts'

export interface FetchAttempt {
  job: ImportJobRow
  fetch: ImportFetch
  url: string
}

/** `stopped`: by who cancelled the import, or by a newer attempt. `failed`: for good, unless it may pass. */
export type FetchOutcome =
  | { kind: 'fetched'; byteCount: number; sha256: Buffer; format: ImportFormat }
  | { kind: 'failed'; problem: string; mayPass: boolean }
  | { kind: 'stopped' }

const secretLost = 'its address was kept by another SESSION_SECRET. Start the import again.'

/** The next attempt begins; null where none is to be made now. */
export async function beginFetch(
  transaction: Transaction,
  importId: string,
  sealer: Sealer,
  workflowUrl: WorkflowUrl,
): Promise<FetchAttempt | null> {
  const job = await lockImportJob(transaction, importId)
  if (!job?.fetch || !isFetched(job)) return null
  const fetch = { ...job.fetch, attempt: job.fetch.attempt + 1, bytesDone: 0, bytesTotal: null, triesAgainAt: null }
  const url = await openLink(transaction, importId, sealer)
  if (url === null) {
    await changeImport(transaction, importId, { error: placeOf(fetch, secretLost) }, workflowUrl)
    return null
  }
  await changeImport(transaction, importId, { fetch, phaseBegins: true }, workflowUrl)
  return { job: { ...job, fetch }, fetch, url }
}

const isFetched = ({ state, error, cancelRequestedAt }: ImportJobRow): boolean =>
  state === 'fetching' && error === null && cancelRequestedAt === null

async function openLink(transaction: Transaction, importId: string, sealer: Sealer): Promise<string | null> {
  const link = await findImportLink(transaction, importId)
  try {
    return link && sealer.open(link.address, link.id)
  } catch (error) {
    if (error instanceof SealError) return null
    throw error
  }
}

/** Tells how much has come; answers whether the attempt is to go on. */
export async function reportFetching(
  transaction: Transaction,
  importId: string,
  told: Pick<ImportFetch, 'attempt' | 'bytesDone' | 'bytesTotal'>,
  workflowUrl: WorkflowUrl,
): Promise<boolean> {
  const job = await lockImportJob(transaction, importId)
  if (!job?.fetch || !isFetched(job) || job.fetch.attempt !== told.attempt) return false
  await changeImport(transaction, importId, { fetch: { ...job.fetch, ...told } }, workflowUrl)
  return true
}

/** Keeps what came of an attempt: the file is there, it is tried again later, or the import fails. */
export async function endFetch(
  transaction: Transaction,
  importId: string,
  attempt: number,
  outcome: FetchOutcome,
  { retrySeconds, workflowUrl }: { retrySeconds: readonly number[]; workflowUrl: WorkflowUrl },
): Promise<void> {
  const job = await lockImportJob(transaction, importId)
  if (outcome.kind === 'stopped' || !job?.fetch || !isFetched(job) || job.fetch.attempt !== attempt) return
  if (outcome.kind === 'fetched') {
    const { byteCount, sha256, format } = outcome
    const fetch = { ...job.fetch, bytesDone: byteCount, bytesTotal: byteCount, problem: null }
    await changeImport(transaction, importId, { state: 'uploaded', byteCount, sha256, format, fetch }, workflowUrl)
    return
  }
  const { problem, mayPass } = outcome
  const fetch = { ...job.fetch, failures: job.fetch.failures + 1, problem }
  const pause = retrySeconds[job.fetch.failures]
  if (!mayPass || pause === undefined) {
    await changeImport(transaction, importId, { fetch, error: placeOf(fetch, problem) }, workflowUrl)
    return
  }
  const triesAgainAt = new Date(Date.now() + pause * 1_000).toISOString()
  await changeImport(transaction, importId, { fetch: { ...fetch, triesAgainAt } }, workflowUrl)
}

const placeOf = ({ origin }: ImportFetch, problem: string): FilePlace => ({
  message: `The file could not be fetched from ${origin}: ${problem}`,
  line: null,
  column: null,
})
