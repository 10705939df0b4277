import { drivingFields, newAssignmentFields } from '@throughline/contract'
import { need, refuse } from './place.ts'
import { has, type Rules } from './rules.ts'
import { liveRowsOf } from './working-set.ts'

export const assignmentRules: Rules<'assignment'> = {
  dateFields: new Set(drivingFields.assignment),
  existenceMovesDates: true,

  build: (_set, id, values) => ({ id, ...newAssignmentFields(values) }),

  check(set, row, changed, place) {
    if (!has(changed, 'taskId', 'resourceId')) return
    const task = need(set, 'task', row.taskId, place, 'taskId')
    const resource = need(set, 'resource', row.resourceId, place, 'resourceId')
    const twin = liveRowsOf(set, 'assignment', row.taskId).some(
      (other) => other.id !== row.id && other.resourceId === row.resourceId,
    )
    if (twin) refuse(place, 'resourceId', `“${resource.name}” is assigned to “${task.name}” already.`)
  },
}
