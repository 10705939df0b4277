import { compileCalendar } from '../calendar/compile-calendar.ts'
import { intersectCalendars } from '../calendar/intersect-calendars.ts'
import { hasWorkingTime } from '../calendar/working-time.ts'
import { InvalidCalendarError, UnknownReferenceError } from '../errors.ts'
import { type Finding, finding } from './finding.ts'
import type { CalendarSpec, Plan, PlanTask } from './types.ts'

/**
 * Calendars that cannot be worked out or never work: errors when the plan works by them. Tasks
 * whose calendar has no time in common with that of somebody assigned (rule 3).
 */
export function checkCalendars(plan: Plan): Finding[] {
  const bases = new Map(plan.calendars.map((calendar) => [calendar.id, calendar]))
  const used = new Set([plan.calendarId, ...[...plan.tasks, ...(plan.resources ?? [])].map((one) => one.calendarId)])
  const alone = plan.calendars.flatMap((calendar) => {
    const message = calendarProblem(calendar, bases)
    const severity = used.has(calendar.id) ? 'error' : 'warning'
    return message === null ? [] : [finding(severity, 'invalid-calendar', message, { calendarIds: [calendar.id] })]
  })
  return [...alone, ...tasksWithoutTime(plan, bases)]
}

function tasksWithoutTime(plan: Plan, bases: ReadonlyMap<string, CalendarSpec>): Finding[] {
  const taskById = new Map(plan.tasks.map((task) => [task.id, task]))
  const resourceById = new Map((plan.resources ?? []).map((resource) => [resource.id, resource]))
  const summaries = new Set(plan.tasks.map(({ parentId }) => parentId))
  const known = new Map<string, boolean>()
  const found: Finding[] = []
  for (const { taskId, resourceId, units } of plan.assignments ?? []) {
    const task = taskById.get(taskId)
    const resource = resourceById.get(resourceId)
    if (task === undefined || summaries.has(taskId) || !worksInBoth(task) || units === 0) continue
    const ofResource = resource?.kind === 'work' ? bases.get(resource.calendarId ?? '') : undefined
    const ofTask = bases.get(task.calendarId ?? '')
    if (ofResource === undefined || ofTask === undefined) continue
    const pair = JSON.stringify([ofTask.id, ofResource.id])
    const isPossible = known.get(pair) ?? haveTimeInCommon(ofTask, ofResource, bases)
    known.set(pair, isPossible)
    if (isPossible) continue
    const message = `task ${taskId}: its calendar ${ofTask.id} and ${ofResource.id} of ${resourceId} have no working time in common`
    found.push(
      finding('error', 'invalid-calendar', message, {
        taskIds: [taskId],
        calendarIds: [ofTask.id, ofResource.id],
        resourceIds: [resourceId],
      }),
    )
  }
  return found
}

function worksInBoth({ isElapsed, effortType, durationMinutes, ignoresResourceCalendars }: PlanTask): boolean {
  return (
    isElapsed !== true && effortType !== 'fixedDuration' && durationMinutes > 0 && ignoresResourceCalendars !== true
  )
}

/** True too when one of them cannot be worked out or never works, which is found for itself. */
function haveTimeInCommon(a: CalendarSpec, b: CalendarSpec, bases: ReadonlyMap<string, CalendarSpec>): boolean {
  if (calendarProblem(a, bases) !== null || calendarProblem(b, bases) !== null) return true
  try {
    return hasWorkingTime(intersectCalendars(compileCalendar(a, bases), compileCalendar(b, bases)))
  } catch (error) {
    if (error instanceof UnknownReferenceError) return true
    throw error
  }
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
