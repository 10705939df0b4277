import type { ChangeKind } from '@throughline/contract'
import { listFollowersOfTask, type Transaction } from '@throughline/database'
import type { Actor } from '../actor.ts'
import { type CommentNotice, notifyCommented, notifyMentioned } from '../notifications/notify.ts'
import type { WorkingSet } from './working-set.ts'

/** What an import or a seed brings along and an undo brings back is no news. */
const announced: ReadonlySet<ChangeKind> = new Set(['edit', 'sync'])

/**
 * Tells those who are mentioned, and of a new comment the others who work on its task or wrote about it. An edit tells only
 * whom the text did not mention before: nobody is told twice of one comment in the same way.
 */
export async function announceComments(transaction: Transaction, actor: Actor, kind: ChangeKind, set: WorkingSet) {
  if (!announced.has(kind)) return
  for (const [id, { isNew, fields }] of set.touched.comment) {
    const comment = set.rows.comment.get(id)
    if (!comment || comment.isDeleted || !(isNew || fields.has('body'))) continue
    const { organisationId, personId: actorPersonId } = actor
    const { taskId, mentions } = comment
    const notice = { organisationId, projectId: set.projectId, taskId, commentId: id, actorPersonId }
    const followers = isNew ? await listFollowersOfTask(transaction, set.projectId, taskId) : []
    await tell(transaction, notice, mentions, notifyMentioned)
    const others = followers.filter((personId) => !mentions.includes(personId))
    await tell(transaction, notice, others, notifyCommented)
  }
}

async function tell(
  transaction: Transaction,
  notice: Omit<CommentNotice, 'personId'>,
  people: readonly string[],
  notify: (transaction: Transaction, notice: CommentNotice) => Promise<void>,
) {
  for (const personId of people)
    if (personId !== notice.actorPersonId) await notify(transaction, { ...notice, personId })
}
