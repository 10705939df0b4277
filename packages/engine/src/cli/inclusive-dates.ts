import {
  compileCalendar,
  earliestMinuteAt,
  latestMinuteAt,
  type Minute,
  type Plan,
  type PlanTask,
  positionOf,
  textOfDay,
  type WorkingTime,
} from '../index.ts'

const MINUTES = 1440

/** The day, "2026-03-02", of a minute. */
export function startDay(start: Minute): string {
  return textOfDay(Math.floor(start / MINUTES))
}

/** The first day that is worked on: what a link lets start in the evening starts with the next working day. */
export function workStartDay(start: Minute, calendar: WorkingTime): string {
  return startDay(isPeriodEnd(start, calendar) ? latestMinuteAt(calendar, positionOf(calendar, start)) : start)
}

/**
 * The last day that is worked on. What ends at midnight ended on the day before, and what a link makes
 * end when a working day begins (rule 8) ended with the working day before that.
 */
export function finishDay(start: Minute, finish: Minute, calendar: WorkingTime): string {
  if (finish <= start) return pointDay(finish, calendar)
  const position = positionOf(calendar, finish)
  const worked = latestMinuteAt(calendar, position) === finish ? earliestMinuteAt(calendar, position) : finish
  return startDay(worked - 1)
}

/** The day of a point in time; the end of a working period belongs to the day before midnight. */
export function pointDay(minute: Minute, calendar: WorkingTime): string {
  return startDay(isPeriodEnd(minute, calendar) ? minute - 1 : minute)
}

/**
 * A late point on the same edge of a working period as the early one: the evening of one working day
 * and the morning of the next are no time apart, and a point without float is to be told on one day.
 */
export function latePoint(early: Minute, late: Minute, calendar: WorkingTime, projectFinish: Minute): Minute {
  const position = positionOf(calendar, late)
  const morning = latestMinuteAt(calendar, position)
  return isPeriodEnd(early, calendar) || morning > projectFinish ? earliestMinuteAt(calendar, position) : morning
}

function isPeriodEnd(minute: Minute, calendar: WorkingTime): boolean {
  const position = positionOf(calendar, minute)
  return earliestMinuteAt(calendar, position) === minute && latestMinuteAt(calendar, position) !== minute
}

/** The calendar that a task says it has. */
export type CalendarOf = (task: Pick<PlanTask, 'calendarId'> | undefined) => WorkingTime

/** @throws InvalidCalendarError, UnknownReferenceError */
export function calendarsOf(plan: Plan): CalendarOf {
  const specs = new Map(plan.calendars.map((spec) => [spec.id, spec]))
  const compiled = new Map(plan.calendars.map((spec) => [spec.id, compileCalendar(spec, specs)]))
  const project = compiled.get(plan.calendarId)
  return (task) => {
    const calendar = compiled.get(task?.calendarId ?? plan.calendarId) ?? project
    if (calendar === undefined) throw new RangeError(`the plan has no calendar ${plan.calendarId}`)
    return calendar
  }
}

/** Working days with up to four digits, which tell single minutes apart. */
export function workingDays(minutes: number, minutesPerDay: number): number {
  return Math.round((minutes / minutesPerDay) * 10_000) / 10_000 + 0
}
