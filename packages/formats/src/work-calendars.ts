import { type CalendarSpec, compileCalendar, type WorkingTime } from '@throughline/engine'
import type { PlanDocument } from './plan-document.ts'
import { STANDARD_WEEK } from './standard-calendars.ts'

/** Calendars by key, each compiled when it is first asked for; null is the default calendar. */
export function calendarLookup({
  calendars,
  defaultCalendarKey,
}: Pick<PlanDocument, 'calendars' | 'defaultCalendarKey'>): (key: string | null) => WorkingTime {
  const specs = new Map<string, CalendarSpec>(
    calendars.map(({ key, baseKey, ...calendar }) => [key, { ...calendar, id: key, baseId: baseKey }]),
  )
  const standard: CalendarSpec = { id: 'standard', week: STANDARD_WEEK, exceptions: [] }
  const compiled = new Map<string, WorkingTime>()
  return (key) => {
    const spec = specs.get(key ?? defaultCalendarKey ?? '') ?? standard
    const calendar = compiled.get(spec.id) ?? compileCalendar(spec, specs)
    compiled.set(spec.id, calendar)
    return calendar
  }
}
