import type { ChangeKind } from '@throughline/contract'
import type { Transaction } from '@throughline/database'
import type { Actor } from '../actor.ts'
import { notifyAssignments } from '../notifications/notify.ts'
import type { WorkingSet } from './working-set.ts'

/** People are told of work that somebody else gives them, not of what an import, a seed or an undo brings along. */
const announced: ReadonlySet<ChangeKind> = new Set(['edit', 'sync'])

export async function announceAssignments(transaction: Transaction, actor: Actor, kind: ChangeKind, set: WorkingSet) {
  if (!announced.has(kind)) return
  const notices = [...set.touched.assignment].flatMap(([assignmentId, { isNew }]) => {
    const assignment = set.rows.assignment.get(assignmentId)
    const personId = assignment && set.rows.resource.get(assignment.resourceId)?.personId
    if (!isNew || !assignment || assignment.isDeleted || !personId || personId === actor.personId) return []
    const { organisationId, personId: actorPersonId } = actor
    return [
      { organisationId, projectId: set.projectId, taskId: assignment.taskId, personId, assignmentId, actorPersonId },
    ]
  })
  await notifyAssignments(transaction, notices)
}
