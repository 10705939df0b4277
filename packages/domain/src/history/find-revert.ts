import { NotFoundError, ProblemError } from '@throughline/contract'
import {
  findAct,
  findLastRedo,
  findRedoableAct,
  findStandingUndo,
  findUndoableAct,
  type Transaction,
} from '@throughline/database'
import type { Actor } from '../actor.ts'
import { wholeSummary } from '../changes/part-summary.ts'

export interface RevertRequest {
  scope: 'mine' | 'project'
  /** This act instead of the last one. */
  actId?: string | undefined
}

export type Direction = 'undo' | 'redo'

/** What is to be taken back, and the words for doing so. */
export interface Revert {
  readonly direction: Direction
  readonly revertsActId: string
  /** Whose inverse takes it back: the act itself, or the redo that did it again. */
  readonly appliedActId: string
  readonly summary: string
  readonly actorId: string | null
}

type Act = NonNullable<Awaited<ReturnType<typeof findAct>>>

/** Throws NotFoundError for an act that never was, ProblemError `conflict` where there is nothing to take back. */
export async function findRevert(
  transaction: Transaction,
  actor: Actor,
  projectId: string,
  direction: Direction,
  request: RevertRequest,
): Promise<Revert> {
  const actId = request.actId ?? (await findLast(transaction, actor, projectId, direction, request.scope))
  if (!actId) throw new ProblemError('conflict', { detail: `There is nothing to ${direction}.` })
  const act = await findAct(transaction, projectId, actId)
  if (!act) throw new NotFoundError('act')
  if (act.kind === 'undo') return revertUndo(transaction, projectId, act)
  const first = await findFirst(transaction, projectId, act)
  return direction === 'undo' ? revertAct(transaction, first) : redoAct(transaction, projectId, first)
}

export function findLast(
  transaction: Transaction,
  { personId }: Actor,
  projectId: string,
  direction: Direction,
  scope: RevertRequest['scope'],
): Promise<string | null> {
  const whose = scope === 'mine' ? personId : null
  return direction === 'undo'
    ? findUndoableAct(transaction, projectId, whose)
    : findRedoableAct(transaction, projectId, whose)
}

/** A redo stands for the act that it did again. */
async function findFirst(transaction: Transaction, projectId: string, act: Act): Promise<Act> {
  if (act.kind !== 'redo' || !act.revertsActId) return act
  const undone = await findAct(transaction, projectId, act.revertsActId)
  const first = undone?.revertsActId && (await findAct(transaction, projectId, undone.revertsActId))
  if (!first) throw new NotFoundError('act')
  return first
}

async function revertAct(transaction: Transaction, act: Act): Promise<Revert> {
  if (act.revision <= 1)
    throw new ProblemError('conflict', { detail: 'Making the project cannot be undone; delete the project instead.' })
  const standing = await findStandingUndo(transaction, act.actId)
  if (standing) {
    const who = standing.actorName === null ? '' : ` by ${standing.actorName}`
    throw new ProblemError('conflict', { detail: `“${wholeSummary(act.summary)}” has been undone already${who}.` })
  }
  return {
    direction: 'undo',
    revertsActId: act.actId,
    appliedActId: (await findLastRedo(transaction, act.actId)) ?? act.actId,
    summary: `Undid: ${wholeSummary(act.summary)}`,
    actorId: act.actorId,
  }
}

async function redoAct(transaction: Transaction, projectId: string, act: Act): Promise<Revert> {
  const standing = await findStandingUndo(transaction, act.actId)
  const undo = standing && (await findAct(transaction, projectId, standing.actId))
  if (!undo)
    throw new ProblemError('conflict', { detail: `“${wholeSummary(act.summary)}” stands: there is nothing to redo.` })
  return revertUndo(transaction, projectId, undo)
}

async function revertUndo(transaction: Transaction, projectId: string, undo: Act): Promise<Revert> {
  const act = undo.revertsActId && (await findAct(transaction, projectId, undo.revertsActId))
  if (!act) throw new NotFoundError('act')
  if (await findStandingUndo(transaction, undo.actId))
    throw new ProblemError('conflict', { detail: `“${wholeSummary(act.summary)}” has been redone already.` })
  return {
    direction: 'redo',
    revertsActId: undo.actId,
    appliedActId: undo.actId,
    summary: `Redid: ${wholeSummary(act.summary)}`,
    actorId: undo.actorId,
  }
}
