import type { Act, RevertState } from '@throughline/contract'
import { findAct, type Transaction } from '@throughline/database'
import type { Actor } from '../actor.ts'
import { wholeSummary } from '../changes/part-summary.ts'
import { requireProjectRole } from '../projects/project-role.ts'
import { type Direction, findLast, type RevertRequest } from './find-revert.ts'

/** What undo and redo would take back next, for the actor and for the project. Throws NotFoundError. */
export async function getRevertState(transaction: Transaction, actor: Actor, projectId: string): Promise<RevertState> {
  await requireProjectRole(transaction, actor, projectId, 'project.read')
  const of = async (direction: Direction, scope: RevertRequest['scope']): Promise<Act | null> => {
    const actId = await findLast(transaction, actor, projectId, direction, scope)
    const act = actId && (await findAct(transaction, projectId, actId))
    if (!act) return null
    const { summary, actorId, createdAt } = act
    return { actId, summary: wholeSummary(summary), actorId, createdAt }
  }
  return {
    mine: { undo: await of('undo', 'mine'), redo: await of('redo', 'mine') },
    project: { undo: await of('undo', 'project'), redo: await of('redo', 'project') },
  }
}
