import { type DateMove, NotFoundError, ProblemError, type Run } from '@throughline/contract'
import {
  findRunRow,
  listChangeSetIdsOfRun,
  listDateMoves,
  listRunRows,
  type RunRow,
  type Transaction,
} from '@throughline/database'
import type { Actor } from '../actor.ts'
import type { Page, Paging } from '../changes/read-change-sets.ts'
import { requireProjectRole } from '../projects/project-role.ts'

/** Address of a run in the Temporal UI; null where there is none. */
export type TemporalAddress = (workflowId: string, runId: string) => string | null

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const presentRun = (row: RunRow, address: TemporalAddress): Run => ({
  ...row,
  temporalUrl: address(row.workflowId, row.workflowRunId),
})

/** Recompute runs, newest first. Throws NotFoundError, ProblemError `bad-request` for a broken cursor. */
export async function listRuns(
  transaction: Transaction,
  actor: Actor,
  projectId: string,
  paging: Paging,
  address: TemporalAddress,
): Promise<Page<Run>> {
  const { limit, after = null } = paging
  if (after !== null && !uuidPattern.test(after))
    throw new ProblemError('bad-request', { detail: 'The cursor `after` is not one of ours.' })
  const [, rows] = await Promise.all([
    requireProjectRole(transaction, actor, projectId, 'project.read'),
    listRunRows(transaction, projectId, limit + 1, after),
  ])
  const items = rows.slice(0, limit).map((row) => presentRun(row, address))
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

/** Moves of a run that are listed, and change sets of each; its counts say how many there are. */
const mostMoves = 1_000
const mostCauses = 20

/** One run, the dates that it moved, and for each the change sets that asked, the newest. Throws NotFoundError. */
export async function getRun(
  transaction: Transaction,
  actor: Actor,
  projectId: string,
  runId: string,
  address: TemporalAddress,
): Promise<{ run: Run; moves: DateMove[] }> {
  await requireProjectRole(transaction, actor, projectId, 'project.read')
  const row = await findRunRow(transaction, projectId, runId)
  if (!row) throw new NotFoundError('run')
  const changeSetIds = (await listChangeSetIdsOfRun(transaction, runId)).slice(-mostCauses)
  const moves = (await listDateMoves(transaction, row, mostMoves)).map((move) => ({ ...move, changeSetIds }))
  return { run: presentRun(row, address), moves }
}
