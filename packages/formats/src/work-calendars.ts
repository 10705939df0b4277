import { type CalendarSpec, compileCalendar } from '@throughline/engine'
import { importableCalendars } from './importable/importable-calendars.ts'
import type { PlanDocument } from './plan-document.ts'
import { STANDARD_WEEK } from './standard-calendars.ts'
import { Warnings } from './warnings.ts'

/** A calendar that can be calculated with. */
export type WorkCalendar = ReturnType<typeof compileCalendar>

/** Calendars by key, each compiled when it is first asked for; null is the default calendar. */
export function calendarLookup(
  document: Pick<PlanDocument, 'calendars' | 'defaultCalendarKey'>,
): (key: string | null) => WorkCalendar {
  const specs = new Map<string, CalendarSpec>(
    importableCalendars(document, new Warnings()).map((each) => [each.key, { ...each, id: each.key }]),
  )
  const standard: CalendarSpec = { id: 'standard', week: STANDARD_WEEK, exceptions: [] }
  const compiled = new Map<string, WorkCalendar>()
  return (key) => {
    const spec = specs.get(key ?? document.defaultCalendarKey ?? '') ?? standard
    const calendar = compiled.get(spec.id) ?? compileCalendar(spec)
    compiled.set(spec.id, calendar)
    return calendar
  }
}
