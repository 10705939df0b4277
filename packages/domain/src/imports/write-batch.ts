import {
  type ChangeOperation,
  InvalidChangeError,
  NotFoundError,
  ProblemError,
  type ProjectValues,
} from '@throughline/contract'
import {
  countImportRows,
  countStuckRows,
  findOrganisationRole,
  type ImportJobRow,
  keepUnchangedOrigins,
  keepWrittenOrigins,
  listNextImportRows,
  listOutline,
  listStuckRowIds,
  lockImportJob,
  markImportRows,
  type StagedRow,
  type Transaction,
  updateImportRow,
} from '@throughline/database'
import { sql } from 'kysely'
import { v5 as uuidOf } from 'uuid'
import type { Actor } from '../actor.ts'
import { applyChangeSet } from '../changes/apply-change-set.ts'
import { partSummary } from '../changes/part-summary.ts'
import { createProject } from '../projects/create-project.ts'
import { changeImport } from './change-import.ts'
import { finishWriting, parkImport } from './finish-writing.ts'
import type { WorkflowUrl } from './present-import.ts'
import type { Waits } from './stage-import.ts'

/** Ids of what an import makes: the same however often it is tried. */
export const importedId = (importId: string, key: string): string => uuidOf(key, importId)

export const importedProjectId = (row: Pick<ImportJobRow, 'id' | 'projectId' | 'makesProject'>): string =>
  row.projectId ?? importedId(row.id, 'project')

/** `written`: another batch may follow. The others say why none does. */
export type BatchOutcome = 'written' | 'finished' | 'parked' | 'paused' | 'cancelled' | 'stopped'

/** Why a row cannot be taken, found while its batch was tried. */
interface Refusal {
  row: StagedRow
  problem: NonNullable<StagedRow['problem']>
}

/**
 * Writes the next batch as a change set, and in the same transaction that it is written: the next attempt goes on behind
 * it. A row that the plan refuses is parked with the reason, and the batch is tried without it and what needs it.
 */
export async function writeImportBatch(
  transaction: Transaction,
  importId: string,
  waits: Waits,
  workflowUrl: WorkflowUrl,
): Promise<BatchOutcome> {
  const job = await lockImportJob(transaction, importId)
  if (job?.state !== 'writing') return 'stopped'
  if (job.cancelRequestedAt) return 'cancelled'
  if (job.pauseRequested) {
    await changeImport(transaction, importId, { state: 'paused', pauseRequested: false }, workflowUrl)
    return 'paused'
  }
  const rows = await takeNextRows(transaction, job)
  if (rows.length === 0) return endWriting(transaction, job, waits, workflowUrl)
  const actor = await importActor(transaction, job)
  const projectId = importedProjectId(job)
  const isFirst = job.makesProject && job.projectId === null
  if (isFirst) await createProject(transaction, actor, projectOf(rows, projectId), { kind: 'import' })
  const { written, revision } = await apply(transaction, actor, job, { projectId, rows })
  if (revision > 0) {
    const place = { organisationId: job.organisationId, projectId, importId, revision }
    await keepWrittenOrigins(transaction, place, written)
    if (job.nextBatch === 0) await keepUnchangedOrigins(transaction, place)
  }
  const parkedCount = rows.length - written.length
  const progress = {
    projectId,
    rowsDone: job.rowsDone + written.length,
    nextBatch: job.nextBatch + 1,
    ...(parkedCount > 0
      ? { rowsTotal: (job.rowsTotal ?? 0) - parkedCount, counts: await countImportRows(transaction, importId) }
      : {}),
  }
  await changeImport(transaction, importId, progress, workflowUrl)
  return 'written'
}

/** Rows that name one that is parked are held back with it. */
async function takeNextRows(transaction: Transaction, job: ImportJobRow): Promise<StagedRow[]> {
  for (;;) {
    const rows = await listNextImportRows(transaction, job.id, job.batchSize ?? 1_000)
    if ((job.counts?.parked ?? 0) === 0) return rows
    const stuck = new Set(await listStuckRowIds(transaction, job.id))
    const { free, held } = withoutStuck(rows, stuck)
    await markImportRows(
      transaction,
      job.id,
      held.map(({ number }) => number),
      'held',
    )
    if (free.length > 0 || held.length === 0) return free
  }
}

function withoutStuck(rows: readonly StagedRow[], stuck: Set<string>): { free: StagedRow[]; held: StagedRow[] } {
  const free: StagedRow[] = []
  const held: StagedRow[] = []
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
function projectOf(rows: readonly StagedRow[], id: string): ProjectValues & { id: string } {
  const values = rows.find(({ entity }) => entity === 'project')?.fileValues ?? {}
  const { name = 'Imported plan', startsAt, timeZone } = values as Partial<ProjectValues>
  return { id, name, ...(startsAt ? { startsAt } : {}), ...(timeZone ? { timeZone } : {}) }
}

async function apply(
  transaction: Transaction,
  actor: Actor,
  job: ImportJobRow,
  { projectId, rows }: { projectId: string; rows: readonly StagedRow[] },
): Promise<{ written: number[]; revision: number }> {
  let left = [...rows]
  for (;;) {
    if (left.length === 0) return { written: [], revision: 0 }
    const outcome = await tryBatch(transaction, actor, job, { projectId, rows: left })
    if (typeof outcome === 'number') return { written: left.map(({ number }) => number), revision: outcome }
    left = await park(transaction, job.id, outcome, left)
  }
}

async function park(
  transaction: Transaction,
  importId: string,
  { row, problem }: Refusal,
  rows: readonly StagedRow[],
): Promise<StagedRow[]> {
  await updateImportRow(transaction, importId, { ...row, state: 'parked', problem })
  const { free, held } = withoutStuck(rows, new Set([row.rowId]))
  const others = held.filter(({ number }) => number !== row.number)
  await markImportRows(
    transaction,
    importId,
    others.map(({ number }) => number),
    'held',
  )
  return free.filter(({ number }) => number !== row.number)
}

/** Answers the revision that the batch became, or the row that keeps it from becoming one. */
async function tryBatch(
  transaction: Transaction,
  actor: Actor,
  job: ImportJobRow,
  { projectId, rows }: { projectId: string; rows: readonly StagedRow[] },
): Promise<number | Refusal> {
  const taskIds = await taskIdsFor(transaction, projectId, rows)
  const operations = rows.map((row) => operationOf(row, projectId, taskIds))
  await sql`savepoint batch`.execute(transaction)
  try {
    const answer = await applyChangeSet(transaction, actor, {
      id: importedId(job.id, `change-set/${job.nextBatch}`),
      projectId,
      operations,
      kind: 'import',
      summary: partSummary(`Imported ${job.fileName}`, job.nextBatch, batchCount(job, rows.length)),
      actId: job.id,
      // The readers refuse circles; a plan that is there may close one with what the file brings.
      isPart: job.makesProject,
    })
    return answer.revision
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
  rows: readonly StagedRow[],
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

function operationOf(row: StagedRow, projectId: string, taskIds: ReadonlySet<string>): ChangeOperation {
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

const patchOf = ({ changes }: StagedRow): Record<string, unknown> =>
  Object.fromEntries(changes.filter(({ chosen }) => chosen).map(({ field, to }) => [field, to]))

/** The row that an error is about; rethrows what is about none, such as a connection that broke. */
function refusalOf(error: unknown, rows: readonly StagedRow[]): Refusal {
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
function closingRow({ details }: ProblemError, rows: readonly StagedRow[]): StagedRow | undefined {
  const within = new Set((details.cycle ?? []).map(({ id }) => id))
  return rows.findLast(({ entity, needs, action }) => {
    if (action === 'delete' || (entity !== 'link' && entity !== 'task')) return false
    return needs.length > 0 && needs.every((id) => within.has(id))
  })
}

async function importActor(transaction: Transaction, row: ImportJobRow): Promise<Actor> {
  const { organisationId, personId } = row
  const organisationRole = await findOrganisationRole(transaction, organisationId, personId)
  if (!organisationRole) throw new NotFoundError('person')
  return { organisationId, personId, organisationRole }
}
