// Where a leaf ends when it starts somewhere, and the other way round, for tasks of every kind.
// Tasks on one calendar move on its axis of positions; those with a profile ask each part.
import { addWorkingMinutes, earliestMinuteAt, latestMinuteAt, positionOf } from '../calendar/positions.ts'
import type { WorkingTime } from '../calendar/working-time.ts'
import {
  COMPOSITE,
  type Network,
  NO_MAXIMUM,
  NO_MINIMUM,
  type ProfilePart,
  START_NO_EARLIER_THAN,
} from '../network/network.ts'
import type { Minute, PlanTask } from '../plan/types.ts'

export function calendarOf(network: Network, node: number): WorkingTime {
  return network.calendars[network.calendar[node] as number] as WorkingTime
}

export function partsOf(network: Network, node: number): readonly ProfilePart[] {
  return network.profiles[network.profile[node] as number] as readonly ProfilePart[]
}

/** The first minute, `bound` or later, at which the task can start (rule 5). */
export function settledStart(network: Network, node: number, bound: Minute): Minute {
  if (network.mode[node] === COMPOSITE) {
    let start = NO_MAXIMUM
    for (const { calendar } of partsOf(network, node)) {
      const own = network.calendars[calendar] as WorkingTime
      start = Math.min(start, latestMinuteAt(own, positionOf(own, bound)))
    }
    return start
  }
  const calendar = calendarOf(network, node)
  const position = positionOf(calendar, bound)
  const mayStayAtEnd = network.duration[node] === 0 && pointAt(network, node) !== 'start'
  return mayStayAtEnd && earliestMinuteAt(calendar, position) === bound ? bound : latestMinuteAt(calendar, position)
}

/** Primavera's start and finish milestones (rule 5, D). */
export function pointAt({ plan, taskOfNode }: Network, node: number): PlanTask['pointAt'] {
  return plan.tasks[taskOfNode[node] as number]?.pointAt
}

/** Rules 12 and 14: whether a constraint on the task wins over its links. */
export function isHonored({ plan, options, taskOfNode }: Network, node: number): boolean {
  return options.honorsConstraints || plan.tasks[taskOfNode[node] as number]?.constraint?.isMandatory === true
}

/**
 * Whether the task is a point that links and the project's start alone place: such a one lies at the
 * project's start even if that is no working time (rule 5, D).
 */
export function isFreePoint({ duration, levelingDelay, constraint, options }: Network, node: number): boolean {
  const isUnmoved = levelingDelay[node] === 0 && options.semantics === 'microsoft'
  return isUnmoved && duration[node] === 0 && (constraint[node] as number) <= START_NO_EARLIER_THAN
}

/** The finish of a task that starts at a settled minute. */
export function finishFrom(network: Network, node: number, start: Minute): Minute {
  if (network.mode[node] !== COMPOSITE) {
    return addWorkingMinutes(calendarOf(network, node), start, network.duration[node] as number)
  }
  return partsOf(network, node).reduce(
    (finish, part) => Math.max(finish, finishOfPart(network, part, start)),
    NO_MINIMUM,
  )
}

/** When one assignment of a composite task ends. */
export function finishOfPart(network: Network, { calendar, delay, minutes }: ProfilePart, start: Minute): Minute {
  return addWorkingMinutes(network.calendars[calendar] as WorkingTime, start, delay + minutes)
}

/** The latest start from which the task finishes no later than `finish` (rule 8). */
export function startFor(network: Network, node: number, finish: Minute): Minute {
  if (network.mode[node] !== COMPOSITE) {
    return addWorkingMinutes(calendarOf(network, node), finish, -(network.duration[node] as number))
  }
  let start = NO_MAXIMUM
  for (const { calendar, delay, minutes } of partsOf(network, node)) {
    start = Math.min(start, addWorkingMinutes(network.calendars[calendar] as WorkingTime, finish, -delay - minutes))
  }
  return start
}

/** The latest minute, `limit` or earlier, at which work on the task can end (rule 5). */
export function settledFinish(network: Network, node: number, limit: Minute): Minute {
  if (network.mode[node] !== COMPOSITE) {
    const calendar = calendarOf(network, node)
    return earliestMinuteAt(calendar, positionOf(calendar, limit))
  }
  let finish = NO_MINIMUM
  for (const { calendar } of partsOf(network, node)) {
    const own = network.calendars[calendar] as WorkingTime
    finish = Math.max(finish, earliestMinuteAt(own, positionOf(own, limit)))
  }
  return finish
}

/**
 * The finish of a started task whose rest is done from `bound` on, though not before what is done
 * already allows (rule 28).
 */
export function finishOfRest(network: Network, node: number, bound: Minute): Minute {
  const start = network.pinnedStart[node] as number
  const duration = network.duration[node] as number
  const rest = network.remaining[node] as number
  if (duration === 0) return Math.max(start, rest === 0 ? start : bound)
  const share = rest / duration
  const parts = network.profile[node] === -1 ? null : partsOf(network, node)
  if (parts === null) return resumedFinish(calendarOf(network, node), start, duration, rest, bound)
  let finish = NO_MINIMUM
  for (const { calendar, delay, minutes } of parts) {
    const whole = delay + minutes
    const own = network.calendars[calendar] as WorkingTime
    finish = Math.max(finish, resumedFinish(own, start, whole, Math.round(whole * share), bound))
  }
  return finish
}

function resumedFinish(calendar: WorkingTime, start: Minute, whole: number, rest: number, bound: Minute): Minute {
  const whenDone = positionOf(calendar, start) + whole - rest
  const resumed = bound === NO_MINIMUM ? whenDone : Math.max(whenDone, positionOf(calendar, bound))
  return earliestMinuteAt(calendar, rest === 0 ? whenDone : resumed + rest)
}

/** The latest minute at which the rest of a started task can begin to finish by `finish`. */
export function startOfRest(network: Network, node: number, finish: Minute): Minute {
  const calendar = calendarOf(network, node)
  return latestMinuteAt(calendar, positionOf(calendar, finish) - (network.remaining[node] as number))
}
