import { type ChangeOperation, InvalidChangeError, ProblemError, type ProjectValues } from '@throughline/contract'
import {
  allInOrder,
  countImportRows,
  countStuckRows,
  type ImportJobRow,
  listMendedRows,
  listOutline,
  listPlannedRows,
  listStuckRowIds,
  lockImportJob,
  markImportRows,
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

/** Ids of what an import makes: the same however often it is tried. */
export const importedId = (importId: string, key: string): string => uuidOf(key, importId)

export const importedProjectId = (row: Pick<ImportJobRow, 'id' | 'projectId' | 'makesProject'>): string =>
  row.projectId ?? importedId(row.id, 'project')

/** `written`: another batch may follow. The others say why none does. */
export type BatchOutcome = 'written' | 'finished' | 'parked' | 'paused' | 'cancelled' | 'stopped'

/** Planned rows behind the row of a number. They stay as they are while an import is written. */
export interface RowsAhead {
  after: number
  rows: readonly PlannedRow[]
}

export interface Ahead {
  /** What was read while the batch before this one was written. */
  read: RowsAhead | null
  /** Told before a batch is written behind which row the next one begins, and of how many rows it is. */
  onTaken(after: number, limit: number): void
}

/** Why a row cannot be taken, found while its batch was tried. */
interface Refusal {
  row: PlannedRow
  problem: NonNullable<StagedRow['problem']>
}

/**
 * Writes the next batch as a change set, and in the same transaction how far the import is written: the next attempt goes
 * on behind it. A row that the plan refuses is parked with the reason, and the batch is tried without it and what needs it.
 */
export async function writeImportBatch(
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
  const batch = await takeNextRows(transaction, job, ahead.read)
  if (batch.rows.length === 0) return endWriting(transaction, job, waits, workflowUrl)
  ahead.onTaken(batch.writtenTo, sizeOf(job))
  await write(transaction, job, batch, workflowUrl)
  return 'written'
}

const sizeOf = ({ batchSize }: ImportJobRow): number => batchSize ?? 1_000

interface Batch {
  rows: readonly PlannedRow[]
  /** How far the import is written with it. */
  writtenTo: number
}

async function write(
  transaction: Transaction,
  job: ImportJobRow,
  { rows, writtenTo }: Batch,
  workflowUrl: WorkflowUrl,
): Promise<void> {
  const { id: importId } = job
  const actor = await importActor(transaction, job.organisationId, job.personId)
  const projectId = importedProjectId(job)
  const isFirst = job.makesProject && job.projectId === null
  if (isFirst) await createProject(transaction, actor, projectOf(rows, projectId), { kind: 'import' })
  const written = await apply(transaction, actor, job, { projectId, rows })
  const parkedCount = rows.length - written.length
  const progress = {
    projectId,
    writtenTo,
    rowsDone: job.rowsDone + written.length,
    nextBatch: job.nextBatch + 1,
    ...(parkedCount > 0
      ? { rowsTotal: (job.rowsTotal ?? 0) - parkedCount, counts: await countImportRows(transaction, importId) }
      : {}),
  }
  const mended = numbersOf(written.filter(({ isMended }) => isMended))
  await allInOrder([
    markImportRows(transaction, importId, mended, 'written'),
    changeImport(transaction, importId, progress, workflowUrl),
  ])
}

const numbersOf = (rows: readonly PlannedRow[]): number[] => rows.map(({ number }) => number)

/** Planned rows in their order, then those that were mended since. Rows that name one that is parked are held back with it. */
async function takeNextRows(transaction: Transaction, job: ImportJobRow, read: RowsAhead | null): Promise<Batch> {
  for (let { writtenTo } = job; ; ) {
    const planned =
      read?.after === writtenTo ? read.rows : await listPlannedRows(transaction, job.id, writtenTo, sizeOf(job))
    const rows = planned.length > 0 ? planned : await listMendedRows(transaction, job.id, sizeOf(job))
    writtenTo = planned.at(-1)?.number ?? writtenTo
    if ((job.counts?.parked ?? 0) === 0) return { rows, writtenTo }
    const stuck = new Set(await listStuckRowIds(transaction, job.id))
    const { free, held } = withoutStuck(rows, stuck)
    await markImportRows(transaction, job.id, numbersOf(held), 'held')
    if (free.length > 0 || held.length === 0) return { rows: free, writtenTo }
  }
}

function withoutStuck(rows: readonly PlannedRow[], stuck: Set<string>): { free: PlannedRow[]; held: PlannedRow[] } {
  const free: PlannedRow[] = []
  const held: PlannedRow[] = []
  for (const row of rows) {
    const isHeld = row.needs.some((id) => stuck.has(id))
    if (isHeld) stuck.add(row.rowId)
    ;(isHeld ? held : free).push(row)
  }
  return { free, held }
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
