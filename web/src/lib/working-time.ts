import { type Calendar, engineCalendarOf, engineCalendarsOf } from '@throughline/contract'
import { compileCalendar, type WorkingTime } from '@throughline/engine'

const known = new WeakMap<readonly Calendar[], Map<string, WorkingTime | null>>()

/** The working time of one of a plan's calendars, worked out once for as long as these are they; null where it has none. */
export function workingTimeOf(calendars: readonly Calendar[], id: string): WorkingTime | null {
  const compiled = known.get(calendars) ?? new Map<string, WorkingTime | null>()
  known.set(calendars, compiled)
  if (!compiled.has(id)) compiled.set(id, compile(calendars, id))
  return compiled.get(id) ?? null
}

/** A calendar whose base is missing for a moment has none either. */
function compile(calendars: readonly Calendar[], id: string): WorkingTime | null {
  const calendar = calendars.find((each) => each.id === id)
  try {
    return calendar ? compileCalendar(engineCalendarOf(calendar), engineCalendarsOf(calendars)) : null
  } catch {
    return null
  }
}
