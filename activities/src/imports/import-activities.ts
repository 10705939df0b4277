import { Context, log } from '@temporalio/activity'
import { ApplicationFailure } from '@temporalio/common'
import { type FilePlace, id, ProblemError } from '@throughline/contract'
import { failureTypes, type ImportInput } from '@throughline/contract/temporal'
import { type Database, type ImportRow, withTransaction } from '@throughline/database'
import {
  beginImport,
  beginWriting,
  finishImport as endUnwritten,
  importedId,
  rejectImport,
  reportParsing,
  type WorkflowUrl,
  writeImportBatch,
} from '@throughline/domain'
import { FormatError } from '@throughline/formats'
import { faultPoint } from '@throughline/platform'
import { beatingHeart } from '../heartbeat.ts'
import { batchesOf, type ImportBatches } from './batches.ts'
import { readDocument } from './read-document.ts'

export interface ImportDependencies {
  database: Database
  workflowUrl: WorkflowUrl
}

export interface ImportFileResult {
  outcome: 'written' | 'rejected' | 'cancelled'
  rows: number
}

export interface FinishImportInput extends ImportInput {
  state: 'failed' | 'cancelled'
}

const reportEveryMilliseconds = 250

export function createImportActivities({ database, workflowUrl }: ImportDependencies) {
  const parseInput = (given: ImportInput): ImportInput => ({
    organisationId: id.parse(given.organisationId),
    importId: id.parse(given.importId),
  })

  /**
   * Reads and checks the whole file before the first row is written, then writes batch by batch, going on after the
   * last batch that an earlier attempt wrote. A file that is wrong is a result, not a failure.
   */
  async function importFile(given: ImportInput): Promise<ImportFileResult> {
    const input = parseInput(given)
    return beatingHeart(async () => {
      const job = await withTransaction(database, input, (transaction) =>
        beginImport(transaction, input.importId, workflowUrl),
      )
      await faultPoint('import:begun')
      if (!job) throw ApplicationFailure.nonRetryable('There is no such import', failureTypes.notFound)
      const ended = outcomeOf(job)
      if (ended) return { outcome: ended, rows: job.rowsDone }
      try {
        return await write(input, await read(input, job))
      } catch (error) {
        const place = explain(error)
        if (!place) throw error
        await withTransaction(database, input, (transaction) =>
          rejectImport(transaction, input.importId, place, workflowUrl),
        )
        log.info('a file was refused', { ...input, line: place.line })
        return { outcome: 'rejected', rows: 0 }
      }
    })
  }

  async function read(input: ImportInput, job: ImportRow): Promise<ImportBatches> {
    let reportedAt = 0
    const document = await readDocument({
      database,
      ...input,
      format: job.format,
      onPage: async (tasks) => {
        await throwIfCancelled()
        if (job.state !== 'parsing' || Date.now() - reportedAt < reportEveryMilliseconds) return
        reportedAt = Date.now()
        await withTransaction(database, input, (transaction) =>
          reportParsing(transaction, input.importId, tasks, workflowUrl),
        )
      },
    })
    await faultPoint('import:parsed')
    return batchesOf(document, job, (key) => importedId(job.id, key))
  }

  async function write(input: ImportInput, batches: ImportBatches): Promise<ImportFileResult> {
    const { importId } = input
    const { project, rowsTotal, warnings, list } = batches
    const begun = await withTransaction(database, input, (transaction) =>
      beginWriting(transaction, importId, { rowsTotal, warnings }, workflowUrl),
    )
    for (let index = begun?.nextBatch ?? 0; index < list.length; index += 1) {
      await throwIfCancelled()
      const batch = { importId, index, count: list.length, operations: list[index] ?? [], project }
      const outcome = await withTransaction(database, input, async (transaction) => {
        const written = await writeImportBatch(transaction, batch, workflowUrl)
        await faultPoint('import:in-batch')
        return written
      })
      if (outcome === 'cancelled') return { outcome, rows: 0 }
      if (outcome === 'stale') throw new Error(`batch ${index} of the import was written or is not to be written`)
      await faultPoint('import:batch-written')
    }
    await faultPoint('import:rows-written')
    return { outcome: 'written', rows: rowsTotal }
  }

  /** Ends an import that was not written to its end, and takes away what it wrote. */
  async function finishImport(given: FinishImportInput): Promise<{ state: 'completed' | 'failed' | 'cancelled' }> {
    const input = parseInput(given)
    const state = await withTransaction(database, input, (transaction) =>
      endUnwritten(transaction, input.importId, given.state, workflowUrl),
    )
    return { state }
  }

  return { importFile, finishImport }
}

export type ImportActivities = ReturnType<typeof createImportActivities>

function outcomeOf(job: ImportRow): ImportFileResult['outcome'] | null {
  if (job.state === 'recomputing' || job.state === 'completed') return 'written'
  if (job.state === 'cancelled' || job.cancelRequestedAt) return 'cancelled'
  return job.state === 'failed' ? 'rejected' : null
}

/** Rejects with the CancelledFailure that Temporal expects of an activity that it cancelled. */
async function throwIfCancelled(): Promise<void> {
  const { cancellationSignal, cancelled } = Context.current()
  if (cancellationSignal.aborted) await cancelled
}

/** What is wrong with the file; null for what is wrong with something else. */
function explain(error: unknown): FilePlace | null {
  if (error instanceof FormatError)
    return { message: error.message, line: error.line || null, column: error.column || null }
  if (error instanceof ProblemError) return { message: error.message, line: null, column: null }
  return null
}
