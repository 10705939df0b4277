import { createHash } from 'node:crypto'
import type { OrganisationRunInput, OrganisationRunResult } from '@throughline/contract/temporal'
import {
  endOrganisationRun,
  findOrganisationRun,
  type OrganisationRunChange,
  reportOrganisationRun,
  setRunFile,
  withSnapshot,
  withTransaction,
} from '@throughline/database'
import { type ArchiveContext, archiveStore } from './archive-store.ts'
import { RunStopped } from './run-stopped.ts'
import { writeArchive } from './write-archive.ts'

const reportEveryMilliseconds = 500

/** Packs an organisation into its file. What an attempt before wrote is taken away first, so that it can run again. */
export async function packOrganisation(
  context: ArchiveContext,
  input: OrganisationRunInput,
  keptDays: number,
): Promise<OrganisationRunResult> {
  const { organisationId, runId } = input
  const { database, buckets } = context
  const inTransaction = <Result>(act: Parameters<typeof withTransaction<Result>>[2]) =>
    withTransaction(database, { organisationId }, act)
  const run = await inTransaction((transaction) => findOrganisationRun(transaction, runId))
  if (!run) return { state: 'cancelled', rows: 0 }
  if (run.endedAt !== null) return { state: run.state as OrganisationRunResult['state'], rows: run.rowsDone }
  const report = async (change: OrganisationRunChange) => {
    if (!(await inTransaction((transaction) => reportOrganisationRun(transaction, runId, change))))
      throw new RunStopped('the export has ended, or is to be paused or cancelled')
  }

  const fileStore = buckets.current?.place ?? null
  const store = archiveStore(context, organisationId, fileStore)
  const file = { organisationId, importId: runId }
  await report({ fileStore, fileExpiresInDays: keptDays })
  await store.remove(file)

  const hash = createHash('sha256')
  let byteCount = 0
  let sequence = 0
  let rows = 0
  let reportedAt = 0
  await withSnapshot(database, { organisationId }, async (snapshot) => {
    const onRows = async (done: number, total: number) => {
      rows = done
      if (Date.now() - reportedAt < reportEveryMilliseconds) return
      reportedAt = Date.now()
      await report({ rowsDone: done, rowsTotal: total })
    }
    for await (const piece of writeArchive(context, snapshot, organisationId, onRows)) {
      hash.update(piece)
      byteCount += piece.length
      await store.put(file, sequence++, piece)
    }
  })
  await inTransaction(async (transaction) => {
    const end = { rowsDone: rows, rowsTotal: rows, byteCount, sha256: hash.digest(), fileExpiresInDays: keptDays }
    await setRunFile(transaction, runId, end)
    // Whoever asks for a pause now comes too late.
    if (!(await endOrganisationRun(transaction, runId, { state: 'completed' })))
      throw new RunStopped('the export has ended, or is to be cancelled')
  })
  return { state: 'completed', rows }
}
