import { maximumChecklistItems, positionStep } from '@throughline/contract'
import { need, refuse } from './place.ts'
import { has, type Rules } from './rules.ts'
import { liveRowsOf } from './working-set.ts'

export const checklistItemRules: Rules<'checklistItem'> = {
  dateFields: new Set(),
  existenceMovesDates: false,

  build(set, id, { taskId, text, isDone = false, position }, place) {
    const others = liveRowsOf(set, 'checklistItem', taskId)
    if (others.length >= maximumChecklistItems)
      refuse(place, 'taskId', `A checklist has ${maximumChecklistItems} items at most.`)
    const last = Math.max(0, ...others.map((item) => item.position))
    return { id, taskId, text, isDone, position: position ?? Math.floor(last) + positionStep }
  },

  check(set, row, changed, place) {
    if (has(changed, 'taskId')) need(set, 'task', row.taskId, place, 'taskId')
  },
}
