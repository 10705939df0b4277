import { type ChangeOperation, InvalidChangeError, ProblemError, type ProjectValues } from '@throughline/contract'
import {
  allInOrder,
  countImportRows,
  countStuckRows,
  type ImportJobRow,
  listOutline,
  lockImportJob,
  markImportRows,
  type PlannedRange,
  type PlannedRow,
  type StagedRow,
  type Transaction,
  updateImportRow,
} from '@throughline/database'
import { sql } from 'kysely'
import { v5 as uuidOf } from 'uuid'
import type { Actor } from '../actor.ts'
import { applyChangeSet, type ChangeRequest } from '../changes/apply-change-set.ts'
import { partSummary } from '../changes/part-summary.ts'
import { createProject } from '../projects/create-project.ts'
import { changeImport } from './change-import.ts'
import { finishWriting, parkImport } from './finish-writing.ts'
import { importActor } from './import-actor.ts'
import type { WorkflowUrl } from './present-import.ts'
import type { Waits } from './stage-import.ts'
import { lastPlanned, numbersOf, type RowsAhead, type TakenRows, takeNextRows, withoutStuck } from './take-rows.ts'

/** Ids of what an import makes: the same however often it is tried. */
export const importedId = (importId: string, key: string): string => uuidOf(key, importId)

export const importedProjectId = (row: Pick<ImportJobRow, 'id' | 'projectId' | 'makesProject'>): string =>
  row.projectId ?? importedId(row.id, 'project')

/** `written`: another batch may follow. The others say why none does. */
export type BatchOutcome = 'written' | 'finished' | 'parked' | 'paused' | 'cancelled' | 'stopped'

export interface Ahead {
  /** What was read while the rows before these were written. */
  read: RowsAhead | null
  /** Told before rows are written where the next ones are. */
  onTaken(range: PlannedRange): void
}

/** Why a row cannot be taken, found while its batch was tried. */
interface Refusal {
  row: PlannedRow
  problem: NonNullable<StagedRow['problem']>
}

/**
 * Writes the next batches, each as a change set, and in the same transaction how far the import is written: the next attempt
 * goes on behind them. A row that the plan refuses is parked with the reason, and its batch is tried without it and what
 * needs it.
 */
export async function writeImportBatches(
  transaction: Transaction,
  importId: string,
  waits: Waits,
  workflowUrl: WorkflowUrl,
  ahead: Ahead = { read: null, onTaken: () => undefined },
): Promise<BatchOutcome> {
  const job = await lockImportJob(transaction, importId)
  if (job?.state !== 'writing') return 'stopped'
  if (job.cancelRequestedAt) return 'cancelled'
  if (job.pauseRequested) {
    await changeImport(transaction, importId, { state: 'paused', pauseRequested: false }, workflowUrl)
    return 'paused'
  }
  const range = { last: lastNumberOf(job), limit: sizeOf(job) * batchesOf(job) }
  const taken = await takeNextRows(transaction, job, ahead.read, range)
  if (taken.rows.length === 0) return endWriting(transaction, job, waits, workflowUrl)
  if (taken.writtenTo > job.writtenTo) ahead.onTaken({ ...range, after: taken.writtenTo })
  await write(transaction, job, taken, workflowUrl)
  return 'written'
}

/** Rows of a file are numbered from 1. */
function lastNumberOf({ counts }: ImportJobRow): number {
  return counts ? counts.create + counts.update + counts.delete + counts.unchanged : 0
}

const largestBatch = 1_000
const sizeOf = ({ batchSize }: ImportJobRow): number => batchSize ?? largestBatch

/**
 * Batches of a transaction. What it takes besides them is a fifth of the time that a large file is written in; more would
 * hold up who edits the project meanwhile. Those of small files are seen one by one, and stop at each.
 */
const batchesOf = (job: ImportJobRow): number => (sizeOf(job) < largestBatch ? 1 : 4)

async function write(
  transaction: Transaction,
  job: ImportJobRow,
  { rows, writtenTo }: TakenRows,
  workflowUrl: WorkflowUrl,
): Promise<void> {
  const actor = await importActor(transaction, job.organisationId, job.personId)
  const projectId = importedProjectId(job)
  const isFirst = job.makesProject && job.projectId === null
  if (isFirst) await createProject(transaction, actor, projectOf(rows, projectId), { kind: 'import' })
  const written: PlannedRow[] = []
  let { nextBatch } = job
  let tried = 0
  // What stands behind a batch may name rows of it that are parked now: it is looked at anew.
  while (tried < rows.length && written.length === tried) {
    const batch = rows.slice(tried, tried + sizeOf(job))
    written.push(...(await apply(transaction, actor, { ...job, nextBatch }, { projectId, rows: batch })))
    tried += batch.length
    nextBatch += 1
  }
  const progress = {
    projectId,
    nextBatch,
    writtenTo: tried === rows.length ? writtenTo : (lastPlanned(rows.slice(0, tried)) ?? job.writtenTo),
    rowsDone: job.rowsDone + written.length,
    ...(await parkedOf(transaction, job, tried - written.length)),
  }
  const mended = numbersOf(written.filter(({ isMended }) => isMended))
  await allInOrder([
    markImportRows(transaction, job.id, mended, 'written'),
    changeImport(transaction, job.id, progress, workflowUrl),
  ])
}

async function parkedOf(transaction: Transaction, { id, rowsTotal }: ImportJobRow, parkedCount: number) {
  if (parkedCount === 0) return {}
  return { rowsTotal: (rowsTotal ?? 0) - parkedCount, counts: await countImportRows(transaction, id) }
}

async function endWriting(
  transaction: Transaction,
  job: ImportJobRow,
  { expireSeconds }: Waits,
  workflowUrl: WorkflowUrl,
): Promise<BatchOutcome> {
  const counts = await countImportRows(transaction, job.id)
  if ((await countStuckRows(transaction, job.id)) === 0) {
    await finishWriting(transaction, job, { counts }, workflowUrl)
    return 'finished'
  }
  await parkImport(transaction, job, { counts }, expireSeconds, workflowUrl)
  return 'parked'
}

/** What the first batch makes the project with; the rest of its row is a change like any other. */
function projectOf(rows: readonly PlannedRow[], id: string): ProjectValues & { id: string } {
  const values = rows.find(({ entity }) => entity === 'project')?.fileValues ?? {}
  const { name = 'Imported plan', startsAt, timeZone } = values as Partial<ProjectValues>
  return { id, name, ...(startsAt ? { startsAt } : {}), ...(timeZone ? { timeZone } : {}) }
}

async function apply(
  transaction: Transaction,
  actor: Actor,
  job: ImportJobRow,
  { projectId, rows }: { projectId: string; rows: readonly PlannedRow[] },
): Promise<PlannedRow[]> {
  let left = [...rows]
  for (;;) {
    if (left.length === 0) return []
    const outcome = await tryBatch(transaction, actor, job, { projectId, rows: left })
    if (outcome === 'written') return left
    left = await park(transaction, job.id, outcome, left)
  }
}

async function park(
  transaction: Transaction,
  importId: string,
  { row, problem }: Refusal,
  rows: readonly PlannedRow[],
): Promise<PlannedRow[]> {
  await updateImportRow(transaction, importId, { ...row, state: 'parked', problem })
  const { free, held } = withoutStuck(rows, new Set([row.rowId]))
  const others = held.filter(({ number }) => number !== row.number)
  await markImportRows(transaction, importId, numbersOf(others), 'held')
  return free.filter(({ number }) => number !== row.number)
}

/** Answers the row that keeps the batch from being written, where there is one. */
async function tryBatch(
  transaction: Transaction,
  actor: Actor,
  job: ImportJobRow,
  { projectId, rows }: { projectId: string; rows: readonly PlannedRow[] },
): Promise<'written' | Refusal> {
  const taskIds = await taskIdsFor(transaction, projectId, rows)
  const operations = rows.map((row) => operationOf(row, projectId, taskIds))
  const change: ChangeRequest = {
    id: importedId(job.id, `change-set/${job.nextBatch}`),
    projectId,
    operations,
    kind: 'import',
    summary: partSummary(`Imported ${job.fileName}`, job.nextBatch, batchCount(job, rows.length)),
    actId: job.id,
    // The readers refuse circles; a plan that is there may close one with what the file brings.
    isPart: job.makesProject,
  }
  try {
    await allInOrder([sql`savepoint batch`.execute(transaction), applyChangeSet(transaction, actor, change)])
    return 'written'
  } catch (error) {
    const refusal = refusalOf(error, rows)
    await sql`rollback to savepoint batch`.execute(transaction)
    return refusal
  }
}

const batchCount = ({ batchSize, rowsTotal, nextBatch }: ImportJobRow, rows: number): number =>
  Math.max(nextBatch + 1, Math.ceil((rowsTotal ?? rows) / Math.max(1, batchSize ?? rows)))

/** The tasks that are there when this batch is written, where a baseline is to be told of them; else none are looked for. */
async function taskIdsFor(
  transaction: Transaction,
  projectId: string,
  rows: readonly PlannedRow[],
): Promise<ReadonlySet<string>> {
  if (!rows.some(({ entity, action }) => entity === 'baseline' && action === 'create')) return new Set()
  const present = await listOutline(transaction, projectId, [])
  const coming = rows.filter(({ entity, action }) => entity === 'task' && action === 'create')
  return new Set([...present.map(({ id }) => id), ...coming.map(({ rowId }) => rowId)])
}

/** A baseline holds the dates of tasks that are there; those that were left out, or are parked, have none in it. */
function baselineValues(values: StagedRow['fileValues'], taskIds: ReadonlySet<string>): Record<string, unknown> {
  const tasks = (values.tasks ?? []) as readonly { taskId: string }[]
  return { ...values, tasks: tasks.filter(({ taskId }) => taskIds.has(taskId)) }
}

function operationOf(row: PlannedRow, projectId: string, taskIds: ReadonlySet<string>): ChangeOperation {
  const { entity, action, rowId: id } = row
  if (entity === 'project') {
    const patch = action === 'create' ? row.fileValues : patchOf(row)
    return { op: 'update', entity, id: projectId, patch } as ChangeOperation
  }
  const values = entity === 'baseline' ? baselineValues(row.fileValues, taskIds) : row.fileValues
  if (action === 'create') return { op: 'create', entity, id, values } as ChangeOperation
  if (action === 'delete') return { op: 'delete', entity, id }
  return { op: 'update', entity, id, patch: patchOf(row) } as ChangeOperation
}

const patchOf = ({ changes }: PlannedRow): Record<string, unknown> =>
  Object.fromEntries(changes.filter(({ chosen }) => chosen).map(({ field, to }) => [field, to]))

/** The row that an error is about; rethrows what is about none, such as a connection that broke. */
function refusalOf(error: unknown, rows: readonly PlannedRow[]): Refusal {
  if (error instanceof InvalidChangeError) {
    const [, index = '0', field] = /^(?:operations\/(\d+)\/)?(?:(?:values|patch)\/)?(\w*)/.exec(pathOf(error)) ?? []
    const row = rows[Number(index)]
    if (row) return { row, problem: { message: error.message, field: field || null, text: null } }
  }
  if (error instanceof ProblemError && error.type === 'link-cycle') {
    const row = closingRow(error, rows)
    if (row) return { row, problem: { message: error.message, field: null, text: null } }
  }
  throw error
}

const pathOf = ({ details }: ProblemError): string => details.issues?.[0]?.path ?? ''

/** Of a circle, the last of the batch's rows that is part of it. */
function closingRow({ details }: ProblemError, rows: readonly PlannedRow[]): PlannedRow | undefined {
  const within = new Set((details.cycle ?? []).map(({ id }) => id))
  return rows.findLast(({ entity, needs, action }) => {
    if (action === 'delete' || (entity !== 'link' && entity !== 'task')) return false
    return needs.length > 0 && needs.every((id) => within.has(id))
  })
}
