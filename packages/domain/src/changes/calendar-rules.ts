import { standardWeek } from '@throughline/contract'
import { refuse } from './place.ts'
import type { Rules } from './rules.ts'
import { liveRows } from './working-set.ts'

const namesShown = 3

export const calendarRules: Rules<'calendar'> = {
  dateFields: new Set(['week', 'exceptions']),
  // A calendar that appears has no users yet, and one with users does not go.
  existenceMovesDates: false,

  build: (_set, id, values) => ({
    id,
    name: values.name,
    week: values.week ?? standardWeek,
    exceptions: values.exceptions ?? [],
  }),

  check() {},

  release(set, row, place) {
    if (set.project.calendarId === row.id) refuse(place, undefined, `“${row.name}” is the calendar of the project.`)
    const users = [...liveRows(set, 'task'), ...liveRows(set, 'resource')].filter((user) => user.calendarId === row.id)
    if (users.length === 0) return
    const names = users.slice(0, namesShown).map((user) => `“${user.name}”`)
    const rest = users.length > namesShown ? ` and ${users.length - namesShown} more` : ''
    refuse(place, undefined, `“${row.name}” is the calendar of ${names.join(', ')}${rest}.`)
  },
}
