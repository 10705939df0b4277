// What people ask of an import. The request is kept with the import and wakes its workflow, which reads it there: a wake-up
// that gets lost delays it, and loses nothing.
import {
  type ImportColumns,
  type ImportJob,
  type ImportRow,
  type ImportSelection,
  type ImportState,
  InvalidChangeError,
  NotFoundError,
  ProblemError,
  type TableMapping,
} from '@throughline/contract'
import {
  chooseImportFields,
  chooseImportRows,
  countImportRows,
  countPlannedRows,
  type ImportJobRow,
  insertWorkRequest,
  keepTableMapping,
  leaveOutDependents,
  lockImportJob,
  lockImportRowByNumber,
  releaseHeldRows,
  type Transaction,
  updateImportRow,
} from '@throughline/database'
import type { Actor } from '../actor.ts'
import { requireProjectRole } from '../projects/project-role.ts'

import { changeImport } from './change-import.ts'
import { mendedRow } from './mend-row.ts'
import { noWorkflowUrl, presentImportRow, type WorkflowUrl } from './present-import.ts'
import { getOwnImport } from './read-imports.ts'
import { beginWriting } from './stage-import.ts'
import { headerHash } from './table-columns.ts'

interface Question {
  importId: string
  /** The states in which it can be asked. */
  states: readonly ImportState[]
  /** What to say in any other. */
  refusal: string
}

/** The import, locked and in a state in which this can be asked. Throws NotFoundError and ProblemError `conflict`. */
export async function lockOwn(transaction: Transaction, actor: Actor, { importId, states, refusal }: Question) {
  await getOwnImport(transaction, actor, importId)
  const row = await lockImportJob(transaction, importId)
  if (!row) throw new NotFoundError('import')
  if (!states.includes(row.state)) throw new ProblemError('conflict', { detail: refusal })
  if (row.projectId && !row.makesProject) await requireProjectRole(transaction, actor, row.projectId, 'plan.change')
  return row
}

const wake = (transaction: Transaction, { organisationId, id }: ImportJobRow) =>
  insertWorkRequest(transaction, { organisationId, kind: 'importWake', subjectId: id })

/** What is chosen is to be written. */
export async function approveImport(
  transaction: Transaction,
  actor: Actor,
  importId: string,
  workflowUrl: WorkflowUrl = noWorkflowUrl,
): Promise<ImportJob> {
  const refusal = 'Only an import that waits for approval can be approved.'
  const row = await lockOwn(transaction, actor, { importId, states: ['waiting'], refusal })
  if (row.cancelRequestedAt) throw new ProblemError('conflict', { detail: 'The import is being cancelled.' })
  await leaveOutDependents(transaction, importId)
  if ((await countPlannedRows(transaction, importId)) === 0)
    throw new ProblemError('conflict', { detail: 'Nothing that can be written is chosen.' })
  await wake(transaction, row)
  return beginWriting(transaction, row, workflowUrl)
}

/** Writing stops at the end of the batch that is under way. */
export async function pauseImport(
  transaction: Transaction,
  actor: Actor,
  importId: string,
  workflowUrl: WorkflowUrl = noWorkflowUrl,
): Promise<ImportJob> {
  const refusal = 'Only an import that is being written can be paused.'
  await lockOwn(transaction, actor, { importId, states: ['writing', 'paused'], refusal })
  return changeImport(transaction, importId, { pauseRequested: true }, workflowUrl)
}

export async function resumeImport(
  transaction: Transaction,
  actor: Actor,
  importId: string,
  workflowUrl: WorkflowUrl = noWorkflowUrl,
): Promise<ImportJob> {
  const refusal = 'Only a paused import can be resumed.'
  const row = await lockOwn(transaction, actor, { importId, states: ['paused', 'writing'], refusal })
  const resumed = row.state === 'paused' ? ({ state: 'writing', phaseBegins: true } as const) : {}
  await wake(transaction, row)
  return changeImport(transaction, importId, { ...resumed, pauseRequested: false }, workflowUrl)
}

/** Too late once all is written and only the dates are awaited. Asking again changes nothing. */
export async function cancelImport(
  transaction: Transaction,
  actor: Actor,
  importId: string,
  written: 'keep' | 'roll-back' = 'roll-back',
  workflowUrl: WorkflowUrl = noWorkflowUrl,
): Promise<ImportJob> {
  const states = ['fetching', 'uploaded', 'parsing', 'waiting', 'writing', 'paused', 'parked'] as const
  const row = await lockOwn(transaction, actor, { importId, states, refusal: 'The import has ended already.' })
  if (row.cancelRequestedAt) return changeImport(transaction, importId, {}, workflowUrl)
  await wake(transaction, row)
  return changeImport(transaction, importId, { cancelWritten: written }, workflowUrl)
}

/** The table is read anew with these columns, which the organisation keeps for such a header. */
export async function setImportColumns(
  transaction: Transaction,
  actor: Actor,
  importId: string,
  mapping: TableMapping,
  workflowUrl: WorkflowUrl = noWorkflowUrl,
): Promise<ImportJob> {
  const refusal = 'Columns can be chosen while an import waits for approval.'
  const row = await lockOwn(transaction, actor, { importId, states: ['waiting'], refusal })
  if (!row.columns) throw new ProblemError('conflict', { detail: 'The file is no table.' })
  const { header, fields } = row.columns
  refuseUnknownColumns(mapping, header.length, new Set(fields.map(({ field }) => field)))
  refuseMissingColumns(mapping, fields)
  const names = header.map(({ name }) => name)
  await keepTableMapping(transaction, row.organisationId, headerHash(names), mapping)
  await wake(transaction, row)
  const changes = { mapping, state: 'parsing', rowsDone: 0, rowsTotal: null, counts: null, phaseBegins: true } as const
  return changeImport(transaction, importId, { ...changes, expiresInSeconds: null }, workflowUrl)
}

function refuseUnknownColumns({ columns }: TableMapping, width: number, fields: ReadonlySet<string>): void {
  const seen = new Set<string>()
  for (const [index, column] of columns.entries()) {
    if (column.index >= width) throw new InvalidChangeError(`columns/${index}/index`, 'The table has no such column.')
    if (column.field === null) continue
    if (!fields.has(column.field) && !/^custom:./.test(column.field))
      throw new InvalidChangeError(`columns/${index}/field`, `There is no field “${column.field}”.`)
    if (seen.has(column.field))
      throw new InvalidChangeError(`columns/${index}/field`, `“${column.field}” is taken by another column.`)
    seen.add(column.field)
  }
}

function refuseMissingColumns({ columns }: TableMapping, fields: ImportColumns['fields']): void {
  const missing = fields.find(
    ({ field, isRequired }) => isRequired && columns.every((column) => column.field !== field),
  )
  if (missing) throw new InvalidChangeError('columns', `No column is taken for “${missing.label}”.`)
}

/** Chooses rows, or fields of rows that change, or leaves them out. */
export async function selectImportRows(
  transaction: Transaction,
  actor: Actor,
  importId: string,
  { rows, chosen, fields }: ImportSelection,
  workflowUrl: WorkflowUrl = noWorkflowUrl,
): Promise<ImportJob> {
  const refusal = 'Rows can be chosen while an import waits for approval.'
  await lockOwn(transaction, actor, { importId, states: ['waiting'], refusal })
  if (fields) await chooseImportFields(transaction, importId, rows, fields, chosen)
  else await chooseImportRows(transaction, importId, rows, chosen)
  return changeImport(transaction, importId, { rowsTotal: await countPlannedRows(transaction, importId) }, workflowUrl)
}

/** Gives a parked row values that can be taken; where all else is written, it is written now. */
export async function fixImportRow(
  transaction: Transaction,
  actor: Actor,
  importId: string,
  number: number,
  values: Readonly<Record<string, unknown>>,
  workflowUrl: WorkflowUrl = noWorkflowUrl,
): Promise<ImportRow> {
  const states = ['waiting', 'writing', 'paused', 'parked'] as const
  const refusal = 'Rows can be mended until the import has ended.'
  const job = await lockOwn(transaction, actor, { importId, states, refusal })
  const row = await lockImportRowByNumber(transaction, importId, number)
  if (!row) throw new NotFoundError('row')
  if (row.state !== 'parked') throw new ProblemError('conflict', { detail: 'This row can be taken as it is.' })
  const mended = mendedRow(row, values)
  await updateImportRow(transaction, importId, { ...mended, state: 'mended' })
  await releaseHeldRows(transaction, importId)
  const counts = await countImportRows(transaction, importId)
  const rows = job.state === 'waiting' ? { rowsTotal: await countPlannedRows(transaction, importId) } : {}
  await changeImport(transaction, importId, { counts, ...rows }, workflowUrl)
  if (job.state === 'parked' && (await countPlannedRows(transaction, importId)) > 0) {
    await beginWriting(transaction, job, workflowUrl)
    await wake(transaction, job)
  }
  return presentImportRow(mended)
}
