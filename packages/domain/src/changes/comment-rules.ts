import { maximumMentions, mentionedIn } from '@throughline/contract'
import { need, type Place, refuse } from './place.ts'
import { has, type Rules } from './rules.ts'
import type { WorkingSet } from './working-set.ts'

/** Who wrote a comment, whom it mentions and when it was changed follow from who acts, and from its text. */
export const commentRules: Rules<'comment'> = {
  dateFields: new Set(),
  existenceMovesDates: false,

  build: (set, id, { taskId, body }, place) => ({
    id,
    taskId,
    body,
    authorId: set.actorId,
    mentions: mentionsOf(set, body, place),
    editedAt: null,
  }),

  check(set, row, changed, place) {
    if (has(changed, 'taskId')) need(set, 'task', row.taskId, place, 'taskId')
  },

  /** What an undo takes back names all of it already. */
  complete(set, row, patch, place) {
    if (patch.body === undefined || patch.body === row.body || 'editedAt' in patch) return patch
    const follows = { mentions: mentionsOf(set, patch.body, place), editedAt: new Date().toISOString() }
    return { ...patch, ...follows }
  },

  recall: ({ mentions, editedAt }, changed) => (changed.includes('body') ? { mentions, editedAt } : {}),
}

/** Of others than those who have a role in the project the mention is mere text. */
function mentionsOf(set: WorkingSet, body: string, place: Place): string[] {
  const mentioned = mentionedIn(body).filter((id) => set.mentionable.has(id))
  if (mentioned.length > maximumMentions) refuse(place, 'body', `It mentions more than ${maximumMentions} people.`)
  return mentioned
}
