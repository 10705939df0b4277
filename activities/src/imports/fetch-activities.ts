import { Context } from '@temporalio/activity'
import { id } from '@throughline/contract'
import type { ImportInput, ImportStep } from '@throughline/contract/temporal'
import { type Database, type Transaction, withTransaction } from '@throughline/database'
import { beginFetch, endFetch, nextImportStep, reportFetching, type WorkflowUrl } from '@throughline/domain'
import { type Buckets, faultPoint, type Outgoing, type Sealer } from '@throughline/platform'
import { beatingHeart } from '../heartbeat.ts'
import { type FetchLimits, fetchFile, fetchLimits } from './fetch-file.ts'
import { createFetchPlaces } from './fetch-places.ts'
import { fileStoreOf } from './import-source.ts'

export interface FetchDependencies {
  database: Database
  buckets: Buckets
  outgoing: Outgoing
  linkSealer: Sealer
  /** From each attempt to the next. */
  fetchRetrySeconds: readonly number[]
  fetchLimits?: FetchLimits
  workflowUrl: WorkflowUrl
}

/** So long an import waits where enough files are fetched already. */
const turnMilliseconds = 5_000

export function createFetchActivities(dependencies: FetchDependencies) {
  const { database, buckets, outgoing, linkSealer, fetchRetrySeconds: retrySeconds, workflowUrl } = dependencies
  const limits = dependencies.fetchLimits ?? fetchLimits
  const places = createFetchPlaces()
  const inTransaction = <Result>(input: ImportInput, act: (transaction: Transaction) => Promise<Result>) =>
    withTransaction(database, input, act)

  /**
   * One attempt to fetch the file of an import from its link, into the store piece by piece. One that dies is made anew from
   * the beginning: hosts need not know ranges, nor have the same file still. A link that is wrong is a result, not a failure.
   */
  async function fetchImport(given: ImportInput): Promise<ImportStep> {
    const input = { organisationId: id.parse(given.organisationId), importId: id.parse(given.importId) }
    const release = places.take(input.organisationId)
    if (!release) return { next: 'wait', milliseconds: turnMilliseconds }
    try {
      return await beatingHeart(async () => {
        await attemptFetch(input)
        return inTransaction(input, (transaction) => nextImportStep(transaction, input.importId, Date.now()))
      })
    } finally {
      release()
    }
  }

  async function attemptFetch(input: ImportInput): Promise<void> {
    const { importId } = input
    const begun = await inTransaction(input, (transaction) =>
      beginFetch(transaction, importId, linkSealer, workflowUrl),
    )
    if (!begun) return
    const { attempt } = begun.fetch
    const { cancellationSignal: signal, cancelled } = Context.current()
    const report = (told: { bytesDone: number; bytesTotal: number | null }) =>
      inTransaction(input, (transaction) => reportFetching(transaction, importId, { attempt, ...told }, workflowUrl))
    const store = fileStoreOf(database, buckets, begun.job)
    const outcome = await fetchFile({ outgoing, limits, store, signal, report }, begun)
    // Rejects with what Temporal expects of an activity that it cancelled.
    if (signal.aborted) await cancelled
    await faultPoint('import:fetched')
    await inTransaction(input, (transaction) =>
      endFetch(transaction, importId, attempt, outcome, { retrySeconds, workflowUrl }),
    )
  }

  return { fetchImport }
}

export type FetchActivities = ReturnType<typeof createFetchActivities>
