// Late dates: how late a task may lie before it moves the project's finish, a deadline or a
// constraint (rules 9, 13, 16, 21).
import { earliestMinuteAt, latestMinuteAt, positionOf, workingMinutesBetween } from '../calendar/positions.ts'
import type { WorkingTime } from '../calendar/working-time.ts'
import {
  COLLECTOR,
  FINISH_FINISH,
  FINISH_NO_EARLIER_THAN,
  FINISH_NO_LATER_THAN,
  FINISH_START,
  FROM_GATE,
  GATE,
  MUST_FINISH_ON,
  MUST_START_ON,
  type Network,
  NO_MAXIMUM,
  PINNED,
  START_FINISH,
  START_NO_EARLIER_THAN,
  START_NO_LATER_THAN,
  START_START,
  STARTED,
  TO_COLLECTOR,
} from '../network/network.ts'
import type { Minute } from '../plan/types.ts'
import type { Dates } from './dates.ts'
import { withoutLag } from './lag.ts'
import { calendarOf, finishFrom, isHonored, pointAt, settledFinish, startFor, startOfRest } from './span.ts'

/** Sets the late dates of all nodes, for a project that is to finish at `projectFinish`. */
export function backwardPass(network: Network, dates: Dates, projectFinish: Minute): void {
  for (let node = network.nodeCount - 1; node >= 0; node -= 1) placeLate(network, dates, node, projectFinish)
}

/** Sets the late dates of one node from those of its successors. */
export function placeLate(network: Network, dates: Dates, node: number, projectFinish: Minute): void {
  const { outOffset, outNode, outEdge, inType, inLag, isComplete, isActive, isSimple, levelingDelay, mode } = network
  const { earlyStart, lateStart, lateFinish } = dates
  let start = NO_MAXIMUM
  let finish = NO_MAXIMUM
  // What links from the start to a finish leave to the start: the end of a period as well.
  let asked = NO_MAXIMUM
  const end = outOffset[node + 1] as number
  for (let at = outOffset[node] as number; at < end; at += 1) {
    const to = outNode[at] as number
    const edge = outEdge[at] as number
    const type = inType[edge] as number
    if (type === TO_COLLECTOR) {
      // What follows the start of a summary binds the tasks that start with it; the finish binds all.
      if (earlyStart[node] === earlyStart[to] && (lateStart[to] as number) < start) start = lateStart[to] as number
      if ((lateFinish[to] as number) < finish) finish = lateFinish[to] as number
      continue
    }
    if (isComplete[to] === 1 || isActive[to] === 0) continue
    if (type === FROM_GATE) {
      start = Math.min(start, (lateStart[to] as number) - (levelingDelay[to] as number))
      if ((lateFinish[to] as number) < finish) finish = lateFinish[to] as number
      continue
    }
    let limit = (type === FINISH_START || type === START_START ? lateStart[to] : lateFinish[to]) as number
    if (isSimple[to] === 0 && (type === FINISH_START || type === START_START)) {
      if (mode[to] === STARTED && type === START_START) continue
      // Leveling delay stands between the link and the start of the task (rule 30, D).
      if (mode[to] !== STARTED) limit -= levelingDelay[to] as number
      else if (isOwnLink(network, edge, to)) limit = startOfRestLate(network, dates, to)
    }
    if (limit === NO_MAXIMUM) continue
    if (inLag[edge] !== 0) limit = withoutLag(network, edge, to, limit)
    if (type === FINISH_START || type === FINISH_FINISH) {
      if (limit < finish) finish = limit
    } else {
      if (limit < start) start = limit
      if (type === START_FINISH && limit < asked) asked = limit
    }
  }
  const kind = network.nodeKind[node] as number
  if (kind === GATE || kind === COLLECTOR) {
    lateStart[node] = start
    lateFinish[node] = finish
    return
  }
  const isOpenEnd = start === NO_MAXIMUM && finish === NO_MAXIMUM
  if (isOpenEnd && network.options.hasMultipleCriticalPaths) finish = dates.earlyFinish[node] as number
  if (finish > projectFinish) finish = projectFinish
  const duration = network.duration[node] as number
  if (network.isSimple[node] === 0 || duration === 0) {
    placeSpecial(network, dates, node, start, finish, projectFinish)
    dates.toldLateStart[node] = lateStart[node] as number
    return
  }
  const calendar = network.calendars[network.calendar[node] as number] as WorkingTime
  let position = positionOf(calendar, finish)
  if (start !== NO_MAXIMUM) position = Math.min(position, positionOf(calendar, start) + duration)
  dates.latePosition[node] = position
  lateFinish[node] = earliestMinuteAt(calendar, position)
  const latest = latestMinuteAt(calendar, position - duration)
  const isTold = asked < latest && earliestMinuteAt(calendar, position - duration) === asked
  lateStart[node] = latest
  dates.toldLateStart[node] = isTold ? asked : latest
}

/**
 * What a link to a started task leaves: until its rest is to be done as scheduled (rule 9, D), in
 * Primavera's way until it must be. A link to the summary above it leaves until it started.
 */
function startOfRestLate(network: Network, { earlyFinish, lateFinish }: Dates, node: number): Minute {
  const late = lateFinish[node] as number
  if (network.options.semantics === 'primavera') return startOfRest(network, node, late)
  return network.duration[node] === 0 ? late : startOfRest(network, node, earlyFinish[node] as number)
}

function isOwnLink({ plan, taskOfNode, inLink }: Network, edge: number, node: number): boolean {
  return plan.links[inLink[edge] as number]?.successorId === plan.tasks[taskOfNode[node] as number]?.id
}

function placeSpecial(
  network: Network,
  dates: Dates,
  node: number,
  start: Minute,
  finish: Minute,
  projectFinish: Minute,
): void {
  const { lateStart, lateFinish, earlyStart, earlyFinish } = dates
  if (network.isComplete[node] === 1) {
    lateStart[node] = earlyStart[node] as number
    lateFinish[node] = earlyFinish[node] as number
    return
  }
  const mode = network.mode[node] as number
  const hasStarted = mode === STARTED
  // What follows the start of a task that lies fixed does not bind its late dates (D).
  const isFixed = hasStarted || mode === PINNED
  const limit = constrainedFinish(network, node, isFixed ? NO_MAXIMUM : start, finish)
  if (mode === PINNED) {
    // Its length need not be its duration; without float it stays where it is (D).
    const early = earlyFinish[node] as number
    const hasNoFloat = workingMinutesBetween(calendarOf(network, node), early, limit) === 0
    lateFinish[node] = limit
    lateStart[node] = hasNoFloat ? (earlyStart[node] as number) : startFor(network, node, limit)
    return
  }
  if (network.duration[node] === 0 && !hasStarted) {
    placePointLate(network, dates, node, limit, projectFinish)
    return
  }
  lateFinish[node] = network.duration[node] === 0 ? limit : settledFinish(network, node, limit)
  lateStart[node] = hasStarted ? (earlyStart[node] as number) : startFor(network, node, lateFinish[node] as number)
}

/**
 * A point may lie as late as what follows starts, be that the end of a period or the start of one. In
 * Primavera's way it goes back to an end of a period, or without float stays where it is (D).
 */
function placePointLate(network: Network, dates: Dates, node: number, limit: Minute, projectFinish: Minute): void {
  const early = dates.earlyFinish[node] as number
  const hasNoFloat = workingMinutesBetween(calendarOf(network, node), early, limit) === 0
  const at = pointAt(network, node)
  let late = limit
  if (at === 'finish' || (at === 'start' && limit !== projectFinish && !isWorked(network, node, limit))) {
    late = settledFinish(network, node, limit)
  } else if (network.options.semantics === 'primavera' && at !== 'start' && limit !== projectFinish) {
    late = hasNoFloat ? early : settledFinish(network, node, limit)
  }
  dates.lateStart[node] = late
  dates.lateFinish[node] = late
}

function isWorked(network: Network, node: number, minute: Minute): boolean {
  const calendar = calendarOf(network, node)
  return latestMinuteAt(calendar, positionOf(calendar, minute)) === minute
}

/** Rules 13, 14 and 16. */
function constrainedFinish(network: Network, node: number, start: Minute, finish: Minute): Minute {
  const constraint = network.constraint[node] as number
  const date = network.constraintDate[node] as number
  const wins = constraint > START_NO_EARLIER_THAN ? isHonored(network, node) : network.options.honorsConstraints
  const isFromFinish = network.plan.scheduleFrom === 'finish'
  const hasStarted = network.mode[node] === STARTED
  let limit = start === NO_MAXIMUM ? finish : Math.min(finish, finishFrom(network, node, start))
  if (!hasStarted) {
    if (constraint === MUST_START_ON) {
      const finishOfDate = finishFrom(network, node, date)
      limit = wins ? finishOfDate : Math.min(limit, finishOfDate)
    } else if (constraint === MUST_FINISH_ON) limit = wins ? date : Math.min(limit, date)
    else if (constraint === START_NO_LATER_THAN) limit = Math.min(limit, finishFrom(network, node, date))
    else if (constraint === START_NO_EARLIER_THAN && isFromFinish && wins) {
      limit = Math.max(limit, finishFrom(network, node, date))
    } else if (constraint === FINISH_NO_EARLIER_THAN && isFromFinish && wins) limit = Math.max(limit, date)
  }
  if (constraint === FINISH_NO_LATER_THAN) limit = Math.min(limit, date)
  return Math.min(limit, network.deadline[node] as number)
}
