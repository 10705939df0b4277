import { compileCalendar } from '../calendar/compile-calendar.ts'
import { hasWorkingTime } from '../calendar/working-time.ts'
import { InvalidCalendarError, UnknownReferenceError } from '../errors.ts'
import { type Finding, finding } from './finding.ts'
import type { CalendarSpec, Plan } from './types.ts'

/** Calendars that cannot be worked out or never work: errors when the plan works by them. */
export function checkCalendars(plan: Plan): Finding[] {
  const bases = new Map(plan.calendars.map((calendar) => [calendar.id, calendar]))
  const used = new Set([plan.calendarId, ...[...plan.tasks, ...(plan.resources ?? [])].map((one) => one.calendarId)])
  return plan.calendars.flatMap((calendar) => {
    const message = calendarProblem(calendar, bases)
    const severity = used.has(calendar.id) ? 'error' : 'warning'
    return message === null ? [] : [finding(severity, 'invalid-calendar', message, { calendarIds: [calendar.id] })]
  })
}

/** A base that is missing is found as an unknown reference elsewhere. */
function calendarProblem(calendar: CalendarSpec, bases: ReadonlyMap<string, CalendarSpec>): string | null {
  try {
    return hasWorkingTime(compileCalendar(calendar, bases)) ? null : `calendar ${calendar.id}: it has no working time`
  } catch (error) {
    if (error instanceof InvalidCalendarError) return error.message
    if (error instanceof UnknownReferenceError) return null
    throw error
  }
}
