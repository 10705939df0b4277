// Floats by node (rules 18 and 19), in working minutes of the task's calendar. A task by hand has but
// one float. Free float is at most total float, and total float at an open end; in Primavera's way it
// is not bound by total float, and an open end has it up to the project's finish (D).
import { positionOf } from '../calendar/positions.ts'
import type { WorkingTime } from '../calendar/working-time.ts'
import {
  FINISH_FINISH,
  FINISH_START,
  FROM_GATE,
  LEAF,
  type Network,
  NO_MAXIMUM,
  PINNED,
  PLAIN,
  START_NO_EARLIER_THAN,
  START_START,
  STARTED,
  TO_COLLECTOR,
} from '../network/network.ts'
import type { Minute } from '../plan/types.ts'
import { linkedStart } from './bounds.ts'
import type { Dates } from './dates.ts'
import { latestFinish } from './forward-pass.ts'
import { withoutLag } from './lag.ts'
import { isHonored } from './span.ts'

export interface Floats {
  readonly start: Int32Array
  readonly finish: Int32Array
  readonly total: Int32Array
  readonly free: Int32Array
  /** Of gates and collectors: the least early dates below, and what successors leave, in minutes. */
  readonly startLimit: Int32Array
  readonly finishLimit: Int32Array
  /** What limits an open end in Primavera's way. */
  projectFinish: Minute
}

export function emptyFloats({ nodeCount }: Network): Floats {
  return {
    start: new Int32Array(nodeCount),
    finish: new Int32Array(nodeCount),
    total: new Int32Array(nodeCount),
    free: new Int32Array(nodeCount),
    startLimit: new Int32Array(nodeCount),
    finishLimit: new Int32Array(nodeCount),
    projectFinish: 0,
  }
}

export function computeFloats(network: Network, dates: Dates, floats: Floats): void {
  floats.projectFinish = latestFinish(network, dates)
  for (let node = network.nodeCount - 1; node >= 0; node -= 1) floatOf(network, dates, floats, node)
}

/** Sets the floats of one node; its successors' dates and, for gates, limits must be known. */
export function floatOf(network: Network, dates: Dates, floats: Floats, node: number): void {
  setLimits(network, dates, floats, node)
  if (network.nodeKind[node] !== LEAF) return
  const calendar = network.calendars[network.floatCalendar[node] as number] as WorkingTime
  const duration = network.duration[node] as number
  if (network.isSimple[node] === 1 && duration > 0) {
    const start = dates.earlyPosition[node] as number
    const float = (dates.latePosition[node] as number) - duration - start
    floats.start[node] = float
    floats.finish[node] = float
    floats.total[node] = float
    floats.free[node] = freeFloat(network, floats, node, calendar, start, start + duration)
    return
  }
  const { earlyStart, earlyFinish, lateStart, lateFinish } = dates
  const finishPosition = positionOf(calendar, earlyFinish[node] as number)
  const finish = positionOf(calendar, lateFinish[node] as number) - finishPosition
  const mode = network.mode[node] as number
  const isPlain = mode === PLAIN && network.calendar[node] === network.floatCalendar[node]
  const startPosition = isPlain ? finishPosition - duration : positionOf(calendar, earlyStart[node] as number)
  const isOneFloat = isPlain || mode === PINNED
  let start = isOneFloat ? finish : positionOf(calendar, lateStart[node] as number) - startPosition
  if ((network.constraint[node] as number) > START_NO_EARLIER_THAN) start -= heldBefore(network, dates, node, calendar)
  floats.start[node] = start
  floats.finish[node] = finish
  floats.total[node] = totalFloat(network, node, start, finish)
  floats.free[node] =
    network.isComplete[node] === 1 ? 0 : freeFloat(network, floats, node, calendar, startPosition, finishPosition)
}

/** Rule 19, from the positions of the early dates. */
function freeFloat(
  network: Network,
  floats: Floats,
  node: number,
  calendar: WorkingTime,
  startPosition: number,
  finishPosition: number,
): number {
  const startLimit = floats.startLimit[node] as number
  const finishLimit = floats.finishLimit[node] as number
  let free = NO_MAXIMUM
  if (startLimit !== NO_MAXIMUM) free = positionOf(calendar, startLimit) - startPosition
  if (finishLimit !== NO_MAXIMUM) free = Math.min(free, positionOf(calendar, finishLimit) - finishPosition)
  const total = floats.total[node] as number
  if (network.options.semantics === 'primavera') {
    if (free === NO_MAXIMUM) free = positionOf(calendar, floats.projectFinish) - finishPosition
  } else if (free === NO_MAXIMUM || free > total) free = total
  return Math.max(0, free)
}

/**
 * By how much a constraint that is honored holds a task before what its links ask for: that much its
 * start float lacks (rules 12 and 18, D).
 */
function heldBefore(network: Network, dates: Dates, node: number, calendar: WorkingTime): number {
  const mode = network.mode[node]
  if (mode === STARTED || mode === PINNED || !isHonored(network, node)) return 0
  const early = dates.earlyStart[node] as number
  const asked = linkedStart(network, dates, node)
  return asked > early ? positionOf(calendar, asked) - positionOf(calendar, early) : 0
}

/** Rule 18. */
export function totalFloat(network: Network, node: number, start: number, finish: number): number {
  const { totalFloatBy } = network.options
  if (network.mode[node] === STARTED || totalFloatBy === 'finish') return finish
  return totalFloatBy === 'start' ? start : Math.min(start, finish)
}

/** How late a node may start and finish before an unfinished successor moves from its early dates. */
export function setLimits(network: Network, { earlyStart, earlyFinish }: Dates, floats: Floats, node: number): void {
  const { outOffset, outNode, outEdge, inType, inLag, isComplete, isActive, levelingDelay, nodeKind } = network
  const { startLimit, finishLimit } = floats
  let start = NO_MAXIMUM
  let finish = NO_MAXIMUM
  const end = outOffset[node + 1] as number
  for (let at = outOffset[node] as number; at < end; at += 1) {
    const to = outNode[at] as number
    const edge = outEdge[at] as number
    const type = inType[edge] as number
    if (type === TO_COLLECTOR) {
      if (earlyStart[node] === earlyStart[to] && (startLimit[to] as number) < start) start = startLimit[to] as number
      if ((finishLimit[to] as number) < finish) finish = finishLimit[to] as number
      continue
    }
    if (isComplete[to] === 1 || isActive[to] === 0) continue
    const isLeaf = nodeKind[to] === LEAF
    const toStart = isLeaf ? (earlyStart[to] as number) - (levelingDelay[to] as number) : (startLimit[to] as number)
    const toFinish = (isLeaf ? earlyFinish[to] : finishLimit[to]) as number
    if (type === FROM_GATE) {
      if (toStart < start) start = toStart
      if (toFinish < finish) finish = toFinish
      continue
    }
    let limit = type === FINISH_START || type === START_START ? toStart : toFinish
    if (limit === NO_MAXIMUM) continue
    if (inLag[edge] !== 0) limit = withoutLag(network, edge, to, limit)
    if (type === FINISH_START || type === FINISH_FINISH) {
      if (limit < finish) finish = limit
    } else if (limit < start) start = limit
  }
  startLimit[node] = start
  finishLimit[node] = finish
}
