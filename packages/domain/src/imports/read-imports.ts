import {
  hasAllProjects,
  type ImportColumns,
  type ImportDateDifference,
  type ImportJob,
  type ImportKept,
  type ImportRow,
  type ImportRowFilter,
  NotFoundError,
  ProblemError,
} from '@throughline/contract'
import {
  findImportJob,
  findImportKept,
  type ImportJobRow,
  listImportDatesAfter,
  listImportJobs,
  listImportRowsAfter,
  type Transaction,
} from '@throughline/database'
import type { Actor } from '../actor.ts'
import { noWorkflowUrl, presentImport, presentImportRow, type WorkflowUrl } from './present-import.ts'

const mostListed = 50

/** An import is seen by who asked for it, and by admins. */
export async function getOwnImport(transaction: Transaction, actor: Actor, importId: string): Promise<ImportJobRow> {
  const row = await findImportJob(transaction, importId)
  const isAllowed = row && (row.personId === actor.personId || hasAllProjects(actor.organisationRole))
  if (!isAllowed) throw new NotFoundError('import')
  return row
}

export async function getImport(
  transaction: Transaction,
  actor: Actor,
  importId: string,
  workflowUrl: WorkflowUrl = noWorkflowUrl,
): Promise<ImportJob> {
  return presentImport(await getOwnImport(transaction, actor, importId), workflowUrl)
}

export async function listImports(
  transaction: Transaction,
  actor: Actor,
  workflowUrl: WorkflowUrl = noWorkflowUrl,
): Promise<ImportJob[]> {
  const rows = await listImportJobs(transaction, actor.personId, mostListed)
  return rows.map((row) => presentImport(row, workflowUrl))
}

interface Page {
  cursor?: string | undefined
  limit: number
}

/** Lists go on after the number that a cursor names. */
function numberOf({ cursor }: Page): number {
  const number = cursor === undefined ? 0 : Number(cursor)
  if (Number.isSafeInteger(number) && number >= 0) return number
  throw new ProblemError('bad-request', { issues: [{ path: 'query/cursor', message: 'is no cursor of this list' }] })
}

function pageOf<Item extends { number: number }>(rows: readonly Item[], limit: number) {
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? String(items.at(-1)?.number) : null }
}

/** The difference between the file and the plan, in pages. */
export async function listImportRows(
  transaction: Transaction,
  actor: Actor,
  importId: string,
  filter: ImportRowFilter,
  page: Page,
): Promise<{ items: ImportRow[]; next: string | null }> {
  await getOwnImport(transaction, actor, importId)
  const rows = await listImportRowsAfter(transaction, importId, filter, numberOf(page), page.limit + 1)
  const { items, next } = pageOf(rows, page.limit)
  return { items: items.map(presentImportRow), next }
}

/** Dates of the file that are others here, in pages. */
export async function listImportDates(
  transaction: Transaction,
  actor: Actor,
  importId: string,
  page: Page,
): Promise<{ items: ImportDateDifference[]; next: string | null }> {
  await getOwnImport(transaction, actor, importId)
  const rows = await listImportDatesAfter(transaction, importId, numberOf(page), page.limit + 1)
  const { items, next } = pageOf(rows, page.limit)
  return { items: items.map(({ number: _, ...difference }) => difference), next }
}

/** Throws ProblemError `conflict` where nothing of the import was taken back. */
export async function getImportKept(transaction: Transaction, actor: Actor, importId: string): Promise<ImportKept> {
  await getOwnImport(transaction, actor, importId)
  const kept = await findImportKept(transaction, importId)
  if (!kept) throw new ProblemError('conflict', { detail: 'Nothing of the import was taken back.' })
  return kept
}

/** Throws ProblemError `conflict` for a file that is no table, or has not been read. */
export async function getImportColumns(
  transaction: Transaction,
  actor: Actor,
  importId: string,
): Promise<ImportColumns> {
  const { columns } = await getOwnImport(transaction, actor, importId)
  if (!columns) throw new ProblemError('conflict', { detail: 'The file is no table, or has not been read yet.' })
  return columns
}
