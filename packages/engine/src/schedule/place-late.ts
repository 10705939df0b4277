// Tasks as late as possible (rule 11). Microsoft Project puts them at their late dates, and what
// follows them moves along. Primavera lets them use up their free float alone: as late as the early
// dates of what follows allow, which then stay (D).
import { latestMinuteAt, positionOf } from '../calendar/positions.ts'
import {
  AS_LATE_AS_POSSIBLE,
  COLLECTOR,
  COMPOSITE,
  LEAF,
  type Network,
  NO_MAXIMUM,
  NO_MINIMUM,
  PLAIN,
} from '../network/network.ts'
import type { Minute } from '../plan/types.ts'
import { type Dates, emptyDates } from './dates.ts'
import { emptyFloats, type Floats, setLimits } from './floats.ts'
import { forwardPass, placeEarly } from './forward-pass.ts'
import { calendarOf, finishFrom, pointAt, settledFinish, startFor } from './span.ts'

/** Early dates anew, with the tasks as late as possible in their places. */
export function placeLateTasks(
  network: Network,
  dates: Dates,
  project: { readonly start: Minute; readonly finish: Minute },
): Dates {
  if (network.options.semantics === 'primavera') return useFreeFloat(network, dates, project)
  const { lateStart, lateFinish, toldLateStart, latePosition } = dates
  const placed = { ...emptyDates(network), lateStart, lateFinish, toldLateStart, latePosition }
  forwardPass(network, placed, project.start, lateStarts(network, dates))
  return placed
}

function isPlacedLate({ nodeKind, constraint, mode }: Network, node: number): boolean {
  const isOpen = mode[node] === PLAIN || mode[node] === COMPOSITE
  return nodeKind[node] === LEAF && constraint[node] === AS_LATE_AS_POSSIBLE && isOpen
}

function lateStarts(network: Network, { earlyStart, lateStart }: Dates): Int32Array {
  const starts = new Int32Array(network.nodeCount).fill(NO_MINIMUM)
  for (let node = 0; node < network.nodeCount; node += 1) {
    if (!isPlacedLate(network, node)) continue
    starts[node] = Math.max(lateStart[node] as number, earlyStart[node] as number)
  }
  return starts
}

/** From the last to the first, so that one as late as possible can wait for the next; all others stay. */
function useFreeFloat(
  network: Network,
  dates: Dates,
  project: { readonly start: Minute; readonly finish: Minute },
): Dates {
  const placed = { ...dates, earlyStart: dates.earlyStart.slice(), earlyFinish: dates.earlyFinish.slice() }
  const limits = emptyFloats(network)
  for (let node = network.nodeCount - 1; node >= 0; node -= 1) {
    setLimits(network, placed, limits, node)
    if (!isPlacedLate(network, node)) continue
    const start = Math.max(latestStart(network, limits, node, project.finish), dates.earlyStart[node] as number)
    placed.earlyStart[node] = start
    placed.earlyFinish[node] = finishFrom(network, node, start)
  }
  for (let node = 0; node < network.nodeCount; node += 1) {
    if (network.nodeKind[node] === COLLECTOR) placeEarly(network, placed, node, project.start)
  }
  return placed
}

function latestStart(
  network: Network,
  { startLimit, finishLimit }: Floats,
  node: number,
  projectFinish: Minute,
): Minute {
  const start = startLimit[node] as number
  const isOpenEnd = start === NO_MAXIMUM && finishLimit[node] === NO_MAXIMUM
  const finish = isOpenEnd ? projectFinish : (finishLimit[node] as number)
  const limit = Math.min(start, finish)
  const calendar = calendarOf(network, node)
  if (network.duration[node] === 0) {
    const at = pointAt(network, node)
    if (at === 'start' && !isOpenEnd) return latestMinuteAt(calendar, positionOf(calendar, limit))
    return at === 'finish' ? settledFinish(network, node, limit) : limit
  }
  const asked =
    finish === NO_MAXIMUM ? start : Math.min(start, startFor(network, node, settledFinish(network, node, finish)))
  return network.mode[node] === COMPOSITE ? asked : latestMinuteAt(calendar, positionOf(calendar, asked))
}
