import { drivingFields, newLinkFields } from '@throughline/contract'
import { need, refuse } from './place.ts'
import { has, type Rules } from './rules.ts'
import { linksBetween } from './working-set.ts'

export const linkRules: Rules<'link'> = {
  dateFields: new Set(drivingFields.link),
  existenceMovesDates: true,

  build: (_set, id, values) => ({ id, ...newLinkFields(values) }),

  check(set, row, changed, place) {
    if (!has(changed, 'predecessorId', 'successorId', 'type')) return
    const predecessor = need(set, 'task', row.predecessorId, place, 'predecessorId')
    if (row.predecessorId === row.successorId)
      refuse(place, 'successorId', `“${predecessor.name}” cannot be linked to itself.`)
    const successor = need(set, 'task', row.successorId, place, 'successorId')
    const twin = linksBetween(set, row).some((link) => link.id !== row.id && link.type === row.type)
    if (twin) refuse(place, 'successorId', `“${predecessor.name}” and “${successor.name}” have this link already.`)
  },

  settle(set, _row, changed) {
    if (changed === 'all') set.outcome.mayClose = true
  },
}
