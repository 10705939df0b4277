import type { Minute, Plan, PlanTask } from '../src/plan/types.ts'
import type { ReferenceTime } from './reference-time.ts'

/** The minutes of one assignment, those that it waits included. */
export interface ReferencePart {
  readonly time: ReferenceTime
  readonly minutes: number
  readonly delay: number
}

/** On what a task is done (rule 3): one calendar, or several that each have a part of their own. */
export interface Placement {
  readonly time: ReferenceTime
  readonly duration: number
  readonly parts: readonly ReferencePart[] | null
}

export type TimeOf = (ids: readonly (string | null)[]) => ReferenceTime

export function placementOf(plan: Plan, task: PlanTask, own: ReferenceTime, timeOf: TimeOf): Placement {
  const gaps = (task.splits ?? []).reduce((sum, { gapMinutes }) => sum + gapMinutes, 0)
  const plain = { time: own, duration: task.durationMinutes + gaps, parts: null }
  if (task.isElapsed === true || task.durationMinutes === 0 || task.effortType === 'fixedDuration') return plain
  const parts = (plan.assignments ?? []).flatMap(({ taskId, resourceId, units, workMinutes, delayMinutes }) => {
    const resource = (plan.resources ?? []).find(({ id }) => id === resourceId)
    if (taskId !== task.id || units === 0 || resource?.kind !== 'work') return []
    const work = workMinutes ?? task.durationMinutes * units
    const delay = delayMinutes ?? 0
    const minutes = Math.round(work / units) + gaps + delay
    return [{ time: timeOf(calendarsOf(task, resource.calendarId ?? null, plan.calendarId)), minutes, delay }]
  })
  const [first] = parts
  if (first === undefined) return plain
  const isOneCalendar = parts.every(({ time }) => time === first.time) && parts.some(({ delay }) => delay === 0)
  return isOneCalendar
    ? { time: first.time, duration: Math.max(...parts.map(({ minutes }) => minutes)), parts: null }
    : { ...plain, parts }
}

/** Those that an assignment works in common. */
function calendarsOf(task: PlanTask, ofResource: string | null, ofProject: string): string[] {
  if (ofResource === null) return [task.calendarId ?? ofProject]
  if (task.calendarId === null) return [ofResource]
  return task.ignoresResourceCalendars === true ? [task.calendarId] : [task.calendarId, ofResource]
}

/** Until all parts are done. */
export function finishOf({ time, duration, parts }: Placement, start: Minute): Minute {
  if (parts === null) return time.walk(start, duration)
  return Math.max(...parts.map((part) => part.time.walk(start, part.minutes)))
}

/** From when all parts can be done. */
export function startOf({ time, duration, parts }: Placement, finish: Minute): Minute {
  if (parts === null) return time.walk(finish, -duration)
  return Math.min(...parts.map((part) => part.time.walk(finish, -part.minutes)))
}

/** When the first can start. */
export function nextStartOf({ time, parts }: Placement, from: Minute): Minute {
  return parts === null ? time.nextStart(from) : Math.min(...parts.map((part) => part.time.nextStart(from)))
}

/** When the last can have ended. */
export function previousEndOf({ time, parts }: Placement, limit: Minute): Minute {
  return parts === null ? time.previousEnd(limit) : Math.max(...parts.map((part) => part.time.previousEnd(limit)))
}
