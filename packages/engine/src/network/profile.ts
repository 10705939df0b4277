// Which calendar a task runs on, and for how long (rule 3): with people assigned, each works the
// minutes of their share on their own calendar, and the task spans them. Most tasks come down to
// one calendar and one duration even so; only the others carry a profile.
import { InvalidInputError, UnknownReferenceError } from '../errors.ts'
import type { Plan, PlanAssignment, PlanResource, PlanTask } from '../plan/types.ts'
import { checkAmount } from './amounts.ts'
import type { CalendarRegistry } from './calendar-registry.ts'
import type { ProfilePart } from './network.ts'

export interface Assigned {
  readonly assignment: PlanAssignment
  readonly resource: PlanResource
}

/** What the people assigned make of a task: one calendar and duration, or parts. */
export interface Placement {
  readonly calendar: number
  readonly duration: number
  readonly parts: readonly ProfilePart[] | null
}

/** The duration and its interruptions, on one axis. Throws InvalidInputError for interruptions that are no amount. */
export function totalMinutes({ id, durationMinutes, splits }: PlanTask): number {
  if (splits === undefined || splits.length === 0) return durationMinutes
  let total = durationMinutes
  for (const { afterMinutes, gapMinutes } of splits) {
    checkAmount('task', id, 'a part before an interruption', afterMinutes, 0)
    total += checkAmount('task', id, 'an interruption', gapMinutes, 0)
  }
  return checkAmount('task', id, 'a duration and interruptions', total, 0)
}

/**
 * Assignments of people and machines, by task; material and cost take no time. Throws
 * UnknownReferenceError for resources and tasks, InvalidInputError for units below zero.
 */
export function workAssignments(plan: Plan, hasTask: (id: string) => boolean): ReadonlyMap<string, Assigned[]> {
  const byTask = new Map<string, Assigned[]>()
  if (plan.assignments === undefined || plan.assignments.length === 0) return byTask
  const resources = new Map((plan.resources ?? []).map((resource) => [resource.id, resource]))
  for (const assignment of plan.assignments) {
    const { taskId, resourceId, units } = assignment
    const resource = resources.get(resourceId)
    if (resource === undefined) {
      throw new UnknownReferenceError('resource', resourceId, `an assignment of task ${taskId}`)
    }
    if (!hasTask(taskId)) throw new UnknownReferenceError('task', taskId, `an assignment of resource ${resourceId}`)
    if (!(units >= 0 && units < Number.POSITIVE_INFINITY))
      throw new InvalidInputError('task', taskId, `is assigned ${units} units of ${resourceId}`)
    if (resource.kind !== 'work' || units === 0) continue
    const list = byTask.get(taskId)
    if (list === undefined) byTask.set(taskId, [{ assignment, resource }])
    else list.push({ assignment, resource })
  }
  return byTask
}

/**
 * `own` is the number of the task's calendar. A task of fixed duration keeps its own calendar; else
 * its assignments decide (rule 3, X).
 */
export function assignedPlacement(
  task: PlanTask,
  own: number,
  assigned: readonly Assigned[],
  calendars: CalendarRegistry,
): Placement {
  const total = totalMinutes(task)
  if (task.effortType === 'fixedDuration') return { calendar: own, duration: total, parts: null }
  const gaps = total - task.durationMinutes
  const parts = assigned.map(({ assignment, resource }): ProfilePart => {
    const { units, workMinutes = null, delayMinutes = 0 } = assignment
    const work = workMinutes ?? task.durationMinutes * units
    return {
      calendar: assignmentCalendar(task, resource, own, calendars),
      delay: checkAmount('task', task.id, 'an assignment delay', delayMinutes, 0),
      minutes: checkAmount('task', task.id, 'an assignment', Math.round(work / units) + gaps, 0),
      resourceId: resource.id,
    }
  })
  const first = parts[0] as ProfilePart
  if (parts.every((part) => part.calendar === first.calendar)) {
    const end = Math.max(...parts.map(({ delay, minutes }) => delay + minutes))
    if (parts.some(({ delay }) => delay === 0)) return { calendar: first.calendar, duration: end, parts: null }
  }
  return { calendar: own, duration: total, parts }
}

function assignmentCalendar(task: PlanTask, resource: PlanResource, own: number, calendars: CalendarRegistry): number {
  const calendarId = resource.calendarId ?? null
  if (calendarId === null || (task.calendarId !== null && task.ignoresResourceCalendars === true)) return own
  const theirs = calendars.numberOf(calendarId, 'resource', resource.id)
  return task.calendarId === null ? theirs : calendars.both(own, theirs)
}
