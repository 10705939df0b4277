import { drivingFields, newCalendarFields } from '@throughline/contract'
import type { PlanState } from '@throughline/database'
import { need, type Place, refuse } from './place.ts'
import { has, type Rules } from './rules.ts'
import { liveRows, rowsOf, type WorkingSet } from './working-set.ts'

const namesShown = 3

export const calendarRules: Rules<'calendar'> = {
  dateFields: new Set(drivingFields.calendar),
  // A calendar that appears has no users yet, and one with users does not go.
  existenceMovesDates: false,

  build: (_set, id, values) => ({ id, ...newCalendarFields(values) }),

  check(set, row, changed, place) {
    if (has(changed, 'baseId') && row.baseId) checkBase(set, row, row.baseId, place)
    if (has(changed, 'baseId', 'week', 'workWeeks', 'exceptions') && !row.baseId && !works(row))
      refuse(place, 'week', `“${row.name}” derives from no other calendar, so it needs working time of its own.`)
  },

  release(set, row, place) {
    if (set.project.calendarId === row.id) refuse(place, undefined, `“${row.name}” is the calendar of the project.`)
    const derived = liveRows(set, 'calendar').filter(({ baseId }) => baseId === row.id)
    if (derived.length) refuse(place, undefined, `“${row.name}” is what ${namesOf(derived)} derives from.`)
    const users = [...liveRows(set, 'task'), ...liveRows(set, 'resource')].filter((user) => user.calendarId === row.id)
    if (users.length) refuse(place, undefined, `“${row.name}” is the calendar of ${namesOf(users)}.`)
  },
}

function namesOf(rows: readonly { name: string }[]): string {
  const names = rows.slice(0, namesShown).map(({ name }) => `“${name}”`)
  return names.join(', ') + (rows.length > namesShown ? ` and ${rows.length - namesShown} more` : '')
}

/** The set holds the calendars that a named one derives from, so that a circle shows. */
function checkBase(set: WorkingSet, row: PlanState<'calendar'>, baseId: string, place: Place) {
  const base = need(set, 'calendar', baseId, place, 'baseId')
  const seen = new Set<string>()
  for (let id: string | null = baseId; id !== null && !seen.has(id); ) {
    if (id === row.id)
      refuse(place, 'baseId', `“${row.name}” cannot derive from “${base.name}”, which is itself or derives from it.`)
    seen.add(id)
    id = rowsOf(set, 'calendar').get(id)?.baseId ?? null
  }
}

const works = ({ week, workWeeks, exceptions }: PlanState<'calendar'>): boolean =>
  [...week, ...workWeeks.flatMap((other) => other.week), ...exceptions.map(({ shifts }) => shifts)].some(
    (shifts) => shifts !== null && shifts.length > 0,
  )
