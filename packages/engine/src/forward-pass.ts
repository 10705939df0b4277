// Early dates. Each task starts at the latest of: the project's start, "start no earlier than" of
// itself and the summaries above it, and what the links into it and into those summaries ask for
// (a link into a summary binds each task below it). Lag counts on the calendar of the bound task.
import { addWorkingMinutes, type Calendar, nextWorkingMinute, previousWorkingMinute } from './calendar.ts'
import type { Dates, LinkEdge, Network, TaskNode } from './network.ts'
import { rollUpDates } from './roll-up.ts'
import type { Driver, Minute } from './types.ts'

/** The latest demand on a start or finish, and the link that makes it. */
interface Bound {
  readonly minute: Minute
  readonly edge: LinkEdge
}

interface Bounds {
  readonly start: Bound | null
  readonly finish: Bound | null
}

interface Candidate {
  readonly minute: Minute
  readonly driver: Driver
}

const NO_BOUNDS: Bounds = { start: null, finish: null }

/** Sets `early` and `driver` of all nodes; returns the latest early finish (the start if no tasks). */
export function runForwardPass(network: Network): Minute {
  const inherited = new Map<TaskNode, Map<Calendar, Bounds>>()
  let finish = network.nodes.length === 0 ? network.start : Number.NEGATIVE_INFINITY
  for (const { node, side } of network.events) {
    if (side === 'close') {
      node.early = rollUpDates(node.children, (child) => child.early)
      node.driver = { kind: 'children' }
    } else if (!node.isSummary) {
      placeEarly(node, network.start, boundsOf(node, node.calendar, inherited))
      finish = Math.max(finish, node.early.finish)
    }
  }
  return finish
}

/** What the links into a task and the summaries above it ask for, seen by a calendar. */
function boundsOf(node: TaskNode, calendar: Calendar, inherited: Map<TaskNode, Map<Calendar, Bounds>>): Bounds {
  const above = node.parent === null ? NO_BOUNDS : inheritedBounds(node.parent, calendar, inherited)
  return node.incoming.reduce((bounds, edge) => withLink(bounds, edge, calendar), above)
}

/** Bounds of summaries are kept, so that a summary's links are looked at once for each calendar. */
function inheritedBounds(
  summary: TaskNode,
  calendar: Calendar,
  inherited: Map<TaskNode, Map<Calendar, Bounds>>,
): Bounds {
  let byCalendar = inherited.get(summary)
  if (byCalendar === undefined) {
    byCalendar = new Map()
    inherited.set(summary, byCalendar)
  }
  let bounds = byCalendar.get(calendar)
  if (bounds === undefined) {
    bounds = boundsOf(summary, calendar, inherited)
    byCalendar.set(calendar, bounds)
  }
  return bounds
}

function withLink(bounds: Bounds, edge: LinkEdge, calendar: Calendar): Bounds {
  const { start, finish } = edge.predecessor.early
  const from = edge.type === 'FS' || edge.type === 'FF' ? finish : start
  const minute = addWorkingMinutes(calendar, from, edge.lag)
  if (edge.type === 'FS' || edge.type === 'SS') {
    return bounds.start !== null && bounds.start.minute >= minute ? bounds : { ...bounds, start: { minute, edge } }
  }
  return bounds.finish !== null && bounds.finish.minute >= minute ? bounds : { ...bounds, finish: { minute, edge } }
}

function placeEarly(node: TaskNode, projectStart: Minute, bounds: Bounds): void {
  let best: Candidate = { minute: settleStart(node, projectStart), driver: { kind: 'project-start' } }
  for (const candidate of candidates(node, bounds)) if (candidate.minute >= best.minute) best = candidate
  node.early = datesFrom(node, best.minute)
  node.driver = best.driver
}

/** In rising order of preference: of causes that ask for the same start, a link is named. */
function candidates(node: TaskNode, bounds: Bounds): Candidate[] {
  const found: Candidate[] = []
  if (node.notBefore !== null) {
    found.push({ minute: settleStart(node, node.notBefore), driver: { kind: 'constraint' } })
  }
  if (bounds.finish !== null) {
    const start = addWorkingMinutes(node.calendar, bounds.finish.minute, -node.duration)
    found.push({ minute: settleStart(node, start), driver: linkDriver(bounds.finish.edge) })
  }
  if (bounds.start !== null) {
    found.push({ minute: settleStart(node, bounds.start.minute), driver: linkDriver(bounds.start.edge) })
  }
  return found
}

function linkDriver(edge: LinkEdge): Driver {
  return { kind: 'link', linkId: edge.id, taskId: edge.predecessor.id }
}

/** A task starts where work can start; a point may also stay where work ends. */
function settleStart(node: TaskNode, minute: Minute): Minute {
  if (node.isPoint && previousWorkingMinute(node.calendar, minute) === minute) return minute
  return nextWorkingMinute(node.calendar, minute)
}

function datesFrom(node: TaskNode, start: Minute): Dates {
  return { start, finish: addWorkingMinutes(node.calendar, start, node.duration) }
}
