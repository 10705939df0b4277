// Early dates. A task starts at the latest of what binds it: constraints, what the links into it and
// into the summaries above it ask for, or else the project's start; leveling delay comes on top. Constraints that
// are to be honored then win over links (rules 11 to 15), and progress wins over everything (26).
import { earliestMinuteAt, latestMinuteAt, positionOf } from '../calendar/positions.ts'
import type { WorkingTime } from '../calendar/working-time.ts'
import {
  COLLECTOR,
  COMPOSITE,
  FINISH_FINISH,
  FINISH_NO_EARLIER_THAN,
  FINISH_NO_LATER_THAN,
  FINISH_START,
  FROM_GATE,
  GATE,
  LEAF,
  MUST_FINISH_ON,
  MUST_START_ON,
  type Network,
  NO_MAXIMUM,
  NO_MINIMUM,
  PINNED,
  START_FINISH,
  START_NO_EARLIER_THAN,
  START_NO_LATER_THAN,
  START_START,
  STARTED,
} from '../network/network.ts'
import type { Minute } from '../plan/types.ts'
import type { Dates } from './dates.ts'
import { withLag } from './lag.ts'
import { calendarOf, finishFrom, finishOfRest, isFreePoint, isHonored, settledStart, startFor } from './span.ts'

/**
 * Sets the early dates of all nodes. `placed`, by node, holds starts that stand whatever binds them
 * (tasks as late as possible); NO_MINIMUM where there is none.
 */
export function forwardPass(
  network: Network,
  dates: Dates,
  projectStart: Minute,
  placed: Int32Array | null = null,
): void {
  const { nodeCount } = network
  for (let node = 0; node < nodeCount; node += 1) {
    if (placed !== null && (placed[node] as number) !== NO_MINIMUM) {
      dates.earlyStart[node] = placed[node] as number
      dates.earlyFinish[node] = finishFrom(network, node, placed[node] as number)
    } else placeEarly(network, dates, node, projectStart)
  }
}

/** The latest early finish of all active leaves, or the project's start when there are none (rule 21). */
export function latestFinish(network: Network, { earlyFinish }: Dates): Minute {
  const { nodeCount, nodeKind, isActive } = network
  let finish = NO_MINIMUM
  for (let node = 0; node < nodeCount; node += 1) {
    if (nodeKind[node] === LEAF && isActive[node] === 1 && (earlyFinish[node] as number) > finish) {
      finish = earlyFinish[node] as number
    }
  }
  return finish === NO_MINIMUM ? network.plan.start : finish
}

/** Sets the early dates of one node from those of its predecessors. */
export function placeEarly(network: Network, dates: Dates, node: number, projectStart: Minute): void {
  const { inOffset, inNode, inType, inLag } = network
  const { earlyStart, earlyFinish } = dates
  if (network.nodeKind[node] === COLLECTOR) {
    spanMembers(network, dates, node)
    return
  }
  let start = network.earliest[node] as number
  let finish = NO_MINIMUM
  // What links from starts ask the finish to be: the start of a period just as well as an end.
  let asked = NO_MINIMUM
  const end = inOffset[node + 1] as number
  for (let edge = inOffset[node] as number; edge < end; edge += 1) {
    const from = inNode[edge] as number
    const type = inType[edge] as number
    if (type === FROM_GATE) {
      if ((earlyStart[from] as number) > start) start = earlyStart[from] as number
      if ((earlyFinish[from] as number) > finish) finish = earlyFinish[from] as number
      continue
    }
    let bound = (type === FINISH_START || type === FINISH_FINISH ? earlyFinish[from] : earlyStart[from]) as number
    if (bound === NO_MINIMUM) continue
    if (inLag[edge] !== 0) bound = withLag(network, edge, bound)
    if (type === FINISH_START || type === START_START) {
      if (bound > start) start = bound
    } else {
      if (bound > finish) finish = bound
      if (type === START_FINISH && bound > asked) asked = bound
    }
  }
  if (network.nodeKind[node] === GATE) {
    earlyStart[node] = start
    earlyFinish[node] = finish
    return
  }
  if (start < projectStart && isBoundByProject(network, node, start, finish)) start = projectStart
  const duration = network.duration[node] as number
  if (network.isSimple[node] === 0 || duration === 0) {
    placeSpecial(network, dates, node, { start, finish, asked }, projectStart)
    return
  }
  const calendar = network.calendars[network.calendar[node] as number] as WorkingTime
  let position = positionOf(calendar, start)
  if (finish !== NO_MINIMUM) position = Math.max(position, positionOf(calendar, finish) - duration)
  dates.earlyPosition[node] = position
  earlyStart[node] = latestMinuteAt(calendar, position)
  earlyFinish[node] = finishAt(calendar, position + duration, asked)
}

/**
 * The project's start binds what nothing else does, and starts that follow from the finish of a link.
 * A "no earlier than" before it, or a link from a task that lies before it, counts (D); with
 * Primavera's data date nothing does.
 */
function isBoundByProject(network: Network, node: number, start: Minute, finish: Minute): boolean {
  if (network.mode[node] === STARTED) return false
  if (network.options.startBindsAll) return true
  if (finish !== NO_MINIMUM) return true
  if (start !== NO_MINIMUM) return false
  const constraint = network.constraint[node] as number
  return constraint !== FINISH_NO_EARLIER_THAN && constraint !== MUST_START_ON && constraint !== MUST_FINISH_ON
}

/** The end of a period, or the start of the next one if that is what was asked for, as by SF links (rule 8, D). */
function finishAt(calendar: WorkingTime, position: number, asked: Minute): Minute {
  const earliest = earliestMinuteAt(calendar, position)
  return asked > earliest && latestMinuteAt(calendar, position) === asked ? asked : earliest
}

function spanMembers({ inOffset, inNode }: Network, { earlyStart, earlyFinish }: Dates, node: number): void {
  let start = NO_MAXIMUM
  let finish = NO_MINIMUM
  const end = inOffset[node + 1] as number
  for (let edge = inOffset[node] as number; edge < end; edge += 1) {
    const from = inNode[edge] as number
    if ((earlyStart[from] as number) < start) start = earlyStart[from] as number
    if ((earlyFinish[from] as number) > finish) finish = earlyFinish[from] as number
  }
  // Without an active leaf below it a summary binds nothing.
  earlyStart[node] = start === NO_MAXIMUM ? NO_MINIMUM : start
  earlyFinish[node] = finish
}

interface LinkBounds {
  readonly start: Minute
  readonly finish: Minute
  readonly asked: Minute
}

function placeSpecial(
  network: Network,
  dates: Dates,
  node: number,
  { start, finish, asked }: LinkBounds,
  projectStart: Minute,
): void {
  const mode = network.mode[node] as number
  if (mode === PINNED) placePinned(network, dates, node)
  else if (mode === STARTED) placeStarted(network, dates, node, start, finish)
  else {
    const isAtStart = start === projectStart && finish <= projectStart && isFreePoint(network, node)
    const placed = isAtStart ? projectStart : constrainedStart(network, node, start, finish)
    dates.earlyStart[node] = placed
    dates.earlyFinish[node] = askedFinish(network, node, finishFrom(network, node, placed), asked)
  }
}

function askedFinish(network: Network, node: number, finish: Minute, askedByLinks: Minute): Minute {
  if (network.mode[node] === COMPOSITE || network.duration[node] === 0) return finish
  const constraint = network.constraint[node] as number
  const isAsked = constraint === FINISH_NO_EARLIER_THAN || constraint === MUST_FINISH_ON
  const asked = Math.max(askedByLinks, isAsked ? (network.constraintDate[node] as number) : NO_MINIMUM)
  const calendar = calendarOf(network, node)
  return asked > finish ? finishAt(calendar, positionOf(calendar, finish), asked) : finish
}

/** Rule 23, and tasks that are complete. */
function placePinned(network: Network, dates: Dates, node: number): void {
  const start = network.pinnedStart[node] as number
  const finish = network.pinnedFinish[node] as number
  dates.earlyStart[node] = start === NO_MINIMUM ? startFor(network, node, finish) : start
  dates.earlyFinish[node] = finish === NO_MINIMUM ? finishFrom(network, node, start) : finish
}

/** Rules 15, 26 and 27: links do not move the rest of a started task unless the plan says so. */
function placeStarted(network: Network, dates: Dates, node: number, start: Minute, finish: Minute): void {
  const { outOfSequence, honorsConstraints } = network.options
  const isBound = outOfSequence === 'retainedLogic'
  const bound = Math.max(network.resume[node] as number, isBound ? start : NO_MINIMUM)
  let end = finishOfRest(network, node, bound)
  if (isBound && finish > end) end = finish
  const constraint = network.constraint[node] as number
  const date = network.constraintDate[node] as number
  if (constraint === FINISH_NO_EARLIER_THAN && honorsConstraints && date > end) end = date
  dates.earlyStart[node] = network.pinnedStart[node] as number
  dates.earlyFinish[node] = end
}

/** Rules 8, 12, 14 and 30. */
function constrainedStart(network: Network, node: number, linkedStart: Minute, linkedFinish: Minute): Minute {
  const constraint = network.constraint[node] as number
  const date = network.constraintDate[node] as number
  const wins = constraint > START_NO_EARLIER_THAN && isHonored(network, node)
  if (wins && constraint === MUST_START_ON) return settledStart(network, node, date)
  if (wins && constraint === MUST_FINISH_ON) return settledStart(network, node, startFor(network, node, date))
  let finish = linkedFinish
  let start = linkedStart
  if (constraint === FINISH_NO_EARLIER_THAN || constraint === MUST_FINISH_ON) finish = Math.max(finish, date)
  if (constraint === MUST_START_ON) start = Math.max(start, date)
  if (finish !== NO_MINIMUM) start = Math.max(start, startFor(network, node, finish))
  const delay = network.levelingDelay[node] as number
  start = delay === 0 ? start : settledStart(network, node, start) + delay
  if (wins && constraint === START_NO_LATER_THAN) start = Math.min(start, date)
  if (wins && constraint === FINISH_NO_LATER_THAN) start = Math.min(start, startFor(network, node, date))
  return settledStart(network, node, start)
}
