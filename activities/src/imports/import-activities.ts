import { Context, log } from '@temporalio/activity'
import { ApplicationFailure } from '@temporalio/common'
import { id } from '@throughline/contract'
import { failureTypes, type ImportInput, type ImportResult, type ImportStep } from '@throughline/contract/temporal'
import {
  type Database,
  findImportJob,
  listPlannedRows,
  type PlannedRange,
  type Transaction,
  withTransaction,
} from '@throughline/database'
import {
  beginImport,
  keepsFile,
  nextImportStep,
  type RowsAhead,
  rejectImport,
  remindOfImport,
  settleImport as settle,
  storedFileOf,
  takeImportBack,
  type Waits,
  type WorkflowUrl,
  writeImportBatches,
} from '@throughline/domain'
import { type Buckets, faultPoint } from '@throughline/platform'
import { beatingHeart } from '../heartbeat.ts'
import type { ImportPool } from './import-pool.ts'

export interface ImportDependencies {
  database: Database
  imports: Pick<ImportPool, 'read' | 'report' | 'megabytes'>
  buckets: Buckets
  importWaits: Waits
  workflowUrl: WorkflowUrl
}

export interface SettleImportInput extends ImportInput {
  state: 'failed' | 'cancelled' | 'expired'
}

/** A removal that takes longer is left to the purge; the activity around it has half a minute. */
const removalMilliseconds = 15_000

export function createImportActivities(dependencies: ImportDependencies) {
  const { database, imports, buckets, importWaits, workflowUrl } = dependencies
  const parseInput = (given: ImportInput): ImportInput => ({
    organisationId: id.parse(given.organisationId),
    importId: id.parse(given.importId),
  })

  const inTransaction = <Result>(input: ImportInput, act: (transaction: Transaction) => Promise<Result>) =>
    withTransaction(database, input, act)

  async function stepAfter(input: ImportInput): Promise<ImportStep> {
    const step = await inTransaction(input, (transaction) => nextImportStep(transaction, input.importId, Date.now()))
    if (step.next === 'end') await removeFile(input)
    return step
  }

  /**
   * Takes the file of an import that has ended out of its bucket. Who gets no answer to that asks again; what stays all the
   * same, because the bucket is away, goes by the hourly purge.
   */
  async function removeFile(input: ImportInput): Promise<void> {
    const job = await inTransaction(input, (transaction) => findImportJob(transaction, input.importId))
    if (!job || job.fileStore === null || (keepsFile(job, Date.now()) && job.byteCount > 0)) return
    try {
      await buckets.at(job.fileStore).remove(storedFileOf(job), AbortSignal.timeout(removalMilliseconds))
    } catch (error) {
      log.warn('a file was left to the purge', { ...input, error: (error as Error).message })
    }
  }

  /** What is to be done about an import, as the database has it. */
  const nextStep = (given: ImportInput): Promise<ImportStep> => stepAfter(parseInput(given))

  /** Reads the file and stores how it differs from the plan. A file that is wrong is a result, not a failure. */
  async function readImport(given: ImportInput): Promise<ImportStep> {
    const input = parseInput(given)
    return beatingHeart(async () => {
      const job = await inTransaction(input, (transaction) => beginImport(transaction, input.importId, workflowUrl))
      await faultPoint('import:begun')
      if (!job) throw ApplicationFailure.nonRetryable('There is no such import', failureTypes.notFound)
      const outcome = await imports.read(input)
      await faultPoint('import:parsed')
      if (outcome === 'too-large') await refuseLarge(input)
      if (outcome === 'rejected' || outcome === 'too-large') log.info('a file was refused', { ...input })
      return stepAfter(input)
    })
  }

  async function refuseLarge({ organisationId, importId }: ImportInput): Promise<void> {
    const message = `Reading this file takes more than the ${imports.megabytes} MB of memory that the service gives to one file. Split it, or ask who runs the service for more (IMPORT_MEMORY_MB).`
    await inTransaction({ organisationId, importId }, (transaction) =>
      rejectImport(transaction, importId, { message, line: null, column: null }, workflowUrl),
    )
  }

  /** Writes batch by batch what was approved, going on after the last one that an earlier attempt wrote. */
  async function writeImport(given: ImportInput): Promise<ImportStep> {
    const input = parseInput(given)
    return beatingHeart(async () => {
      await writeBatches(input)
      return stepAfter(input)
    })
  }

  async function writeBatches(input: ImportInput): Promise<void> {
    let reading: Promise<RowsAhead> | null = null
    // While one batch is written the next one is read, by another connection: waited for while none is held.
    const onTaken = (range: PlannedRange) => {
      reading = readAhead(input, range)
      reading.catch(() => undefined)
    }
    for (;;) {
      await throwIfCancelled()
      const read: RowsAhead | null = await reading
      const outcome = await inTransaction(input, async (transaction) => {
        const ahead = { read, onTaken }
        const written = await writeImportBatches(transaction, input.importId, importWaits, workflowUrl, ahead)
        await faultPoint('import:in-batch')
        return written
      })
      if (outcome !== 'written') break
      await faultPoint('import:batch-written')
    }
    await faultPoint('import:rows-written')
  }

  const readAhead = async (input: ImportInput, range: PlannedRange): Promise<RowsAhead> => ({
    after: range.after,
    rows: await inTransaction(input, (transaction) => listPlannedRows(transaction, input.importId, range)),
  })

  /** Ends an import that was not written to its end, and takes away what it wrote unless that is to be kept. */
  async function settleImport(given: SettleImportInput): Promise<ImportResult> {
    const input = parseInput(given)
    return beatingHeart(async () => {
      const state = await inTransaction(input, (transaction) =>
        settle(transaction, input.importId, given.state, importWaits, workflowUrl),
      )
      await removeFile(input)
      return { state, rows: 0 }
    })
  }

  /** Takes back what an import wrote, once it has ended. */
  async function undoImport(given: ImportInput): Promise<ImportStep> {
    const input = parseInput(given)
    return beatingHeart(async () => {
      await inTransaction(input, (transaction) => takeImportBack(transaction, input.importId, workflowUrl))
      return stepAfter(input)
    })
  }

  async function remindImport(given: ImportInput): Promise<ImportStep> {
    const input = parseInput(given)
    await inTransaction(input, (transaction) => remindOfImport(transaction, input.importId, workflowUrl))
    return stepAfter(input)
  }

  /** Keeps which dates of the file are others here, and why. */
  async function reportImport(given: ImportInput): Promise<ImportStep> {
    const input = parseInput(given)
    return beatingHeart(async () => {
      await imports.report(input)
      return stepAfter(input)
    })
  }

  /** What the workflow of the version before this one asks for: all of it, as far as nobody has to be waited for. */
  async function importFile(
    given: ImportInput,
  ): Promise<{ outcome: 'written' | 'rejected' | 'cancelled'; rows: number }> {
    let step = await nextStep(given)
    while (step.next === 'read' || step.next === 'write')
      step = step.next === 'read' ? await readImport(given) : await writeImport(given)
    if (step.next === 'settle') return { outcome: step.state === 'failed' ? 'rejected' : 'cancelled', rows: 0 }
    return { outcome: 'written', rows: step.next === 'end' ? step.rows : 0 }
  }

  const finishImport = settleImport

  const steps = { nextStep, readImport, writeImport, settleImport, remindImport, reportImport, undoImport }
  return { ...steps, importFile, finishImport }
}

export type ImportActivities = ReturnType<typeof createImportActivities>

/** Rejects with the CancelledFailure that Temporal expects of an activity that it cancelled. */
async function throwIfCancelled(): Promise<void> {
  const { cancellationSignal, cancelled } = Context.current()
  if (cancellationSignal.aborted) await cancelled
}
