import type { FilePlace, ImportColumns, ImportCounts, ImportJob } from '@throughline/contract'
import {
  countPlannedRows,
  deleteImportRows,
  findTableMapping,
  type ImportJobRow,
  insertImportRows,
  lockImportJob,
  type StagedRow,
  type Transaction,
} from '@throughline/database'
import { notifyImportWaiting } from '../notifications/notify.ts'
import { changeImport } from './change-import.ts'
import type { WorkflowUrl } from './present-import.ts'
import { headerHash } from './table-columns.ts'

export interface StagedFile {
  rows: readonly StagedRow[]
  /** The project that the rows are for. */
  projectId: string
  warnings: readonly FilePlace[]
  /** Of a table: how its columns were read. */
  columns: ImportColumns | null
}

/** How long an import waits for somebody before it is given up, and one that failed to be tried again, in seconds. */
export interface Waits {
  expireSeconds: number
}

const batchesWanted = 10
const smallestBatch = 50
const largestBatch = 1_000

/**
 * Stores the difference between the file and the plan, in place of one that was stored before. From here on the import
 * waits for approval, or, where that was asked for, is written at once.
 */
export async function stageImport(
  transaction: Transaction,
  importId: string,
  file: StagedFile,
  waits: Waits,
  workflowUrl: WorkflowUrl,
): Promise<void> {
  const row = await lockImportJob(transaction, importId)
  if (!row || row.cancelRequestedAt || !awaitsStaging(row)) return
  await deleteImportRows(transaction, importId)
  await insertImportRows(transaction, { organisationId: row.organisationId, importId }, file.rows)
  const counts = countsOf(file.rows)
  const shared = { counts, warnings: file.warnings, ...(file.columns ? { columns: file.columns } : {}) }
  if (row.mode === 'review' && row.state === 'parsing') {
    const rowsTotal = await countPlannedRows(transaction, importId)
    const wait = { state: 'waiting', rowsDone: 0, rowsTotal, expiresInSeconds: waits.expireSeconds } as const
    await changeImport(transaction, importId, { ...shared, ...wait }, workflowUrl)
    const { organisationId, personId } = row
    await notifyImportWaiting(transaction, { organisationId, importId, personId, projectId: null })
    return
  }
  await changeImport(transaction, importId, shared, workflowUrl)
  await beginWriting(transaction, { ...row, counts }, workflowUrl)
}

/** Also one that is being written but was never staged: it was begun by the version before this one. */
export const awaitsStaging = ({ state, counts }: ImportJobRow): boolean =>
  state === 'parsing' || (state === 'writing' && counts === null)

/** What is chosen is counted and cut into batches; about ten of them, so that the progress of a small file is seen too. */
export async function beginWriting(
  transaction: Transaction,
  { id, rowsDone, state }: ImportJobRow,
  workflowUrl: WorkflowUrl,
): Promise<ImportJob> {
  const planned = await countPlannedRows(transaction, id)
  const done = state === 'parked' || state === 'paused' ? rowsDone : 0
  const batchSize = Math.min(largestBatch, Math.max(smallestBatch, Math.ceil(planned / batchesWanted)))
  const changes = { state: 'writing', rowsDone: done, rowsTotal: done + planned, batchSize } as const
  return changeImport(transaction, id, { ...changes, phaseBegins: true, expiresInSeconds: null }, workflowUrl)
}

export function countsOf(rows: readonly StagedRow[]): ImportCounts {
  const counts: ImportCounts = { create: 0, update: 0, delete: 0, unchanged: 0, conflict: 0, parked: 0 }
  for (const { action, conflict, state } of rows) {
    counts[action] += 1
    if (conflict) counts.conflict += 1
    if (state === 'parked' || state === 'held') counts.parked += 1
  }
  return counts
}

/** How this organisation read a table with such a header before; null when it did not. */
export const findMapping = (transaction: Transaction, header: readonly string[]) =>
  findTableMapping(transaction, headerHash(header))
