import { drivingFields, newResourceFields } from '@throughline/contract'
import { need, refuse } from './place.ts'
import { has, type Rules } from './rules.ts'
import { liveRowsOf } from './working-set.ts'

export const resourceRules: Rules<'resource'> = {
  dateFields: new Set(drivingFields.resource),
  // Nothing is assigned to one that appears, and assignments go with it.
  existenceMovesDates: false,

  build: (_set, id, values) => ({ id, ...newResourceFields(values) }),

  check(set, row, changed, place) {
    if (has(changed, 'calendarId') && row.calendarId) need(set, 'calendar', row.calendarId, place, 'calendarId')
    if (has(changed, 'personId') && row.personId && !set.people.has(row.personId))
      refuse(place, 'personId', `There is no person ${row.personId} in this organisation.`)
  },

  dependents: (set, row) => liveRowsOf(set, 'assignment', row.id).map(({ id }) => ({ entity: 'assignment', id })),
}
