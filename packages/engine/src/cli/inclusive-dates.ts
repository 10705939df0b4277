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

/** The day, "2026-03-02", on which something starts. */
export function startDay(start: Minute): string {
  return textOfDay(Math.floor(start / MINUTES))
}

/**
 * The last day that is worked on. What ends at midnight ended on the day before, and what a link makes
 * end when a working day begins (rule 8) ended with the working day before that.
 */
export function finishDay(start: Minute, finish: Minute, calendar: WorkingTime): string {
  if (finish <= start) return startDay(finish)
  const position = positionOf(calendar, finish)
  const worked = latestMinuteAt(calendar, position) === finish ? earliestMinuteAt(calendar, position) : finish
  return startDay(worked - 1)
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
