// Whether a plan can go through the tile kernels: everything is on one calendar and is bound by links,
// starts and finishes no earlier than a date, deadlines and progress alone. Then dates are positions on
// the calendar's axis of working minutes, and all arithmetic is addition, exactly as the passes do it.
import { positionOf } from '../calendar/positions.ts'
import type { WorkingTime } from '../calendar/working-time.ts'
import {
  FINISH_NO_EARLIER_THAN,
  FINISH_START,
  LEAF,
  type Network,
  NO_MINIMUM,
  PLAIN,
  START_NO_EARLIER_THAN,
  STARTED,
} from '../network/network.ts'
import type { PlanLink, PlanTask } from '../plan/types.ts'

/** By task that is uncertain: the least minutes that can be drawn. */
export type LeastDrawn = ReadonlyMap<number, number>

export function fitsTiles(network: Network, least: LeastDrawn): boolean {
  return isPlain(network) && hasPlainNodes(network, least) && hasPlainLinks(network, least)
}

function isPlain({ plan, options, hasLateTasks, nodeCount }: Network): boolean {
  if (nodeCount === 0 || plan.scheduleFrom === 'finish' || hasLateTasks) return false
  return options.criticalBy === 'totalFloat' && !options.hasMultipleCriticalPaths && !options.honorsProjectFinish
}

function hasPlainNodes(network: Network, least: LeastDrawn): boolean {
  const { nodeCount, nodeKind, calendar, floatCalendar, isActive } = network
  const only = calendar[0]
  for (let node = 0; node < nodeCount; node++) {
    if (nodeKind[node] !== LEAF || isActive[node] !== 1) return false
    if (calendar[node] !== only || floatCalendar[node] !== only) return false
    if (network.isComplete[node] === 1) continue
    const task = network.taskOfNode[node] as number
    const isFit =
      network.mode[node] === STARTED
        ? isPlainRest(network, node, least.get(task))
        : isPlainTask(network, node, least.has(task))
    if (!isFit) return false
  }
  return true
}

function isPlainTask(
  { plan, mode, constraint, levelingDelay, duration, taskOfNode }: Network,
  node: number,
  isUncertain: boolean,
): boolean {
  if (mode[node] !== PLAIN || levelingDelay[node] !== 0) return false
  const kind = constraint[node] as number
  if (kind > START_NO_EARLIER_THAN && kind !== FINISH_NO_EARLIER_THAN) return false
  const { durationMinutes } = plan.tasks[taskOfNode[node] as number] as PlanTask
  return !isUncertain || duration[node] === durationMinutes
}

/** What is left must be something in every run where it waits for a date: nothing left is over at once. */
function isPlainRest(network: Network, node: number, least: number | undefined): boolean {
  const { options, plan, profile, constraint, calendars, calendar } = network
  const duration = network.duration[node] as number
  const remaining = network.remaining[node] as number
  if (duration === 0 || profile[node] !== -1 || (constraint[node] as number) > START_NO_EARLIER_THAN) return false
  const { durationMinutes } = plan.tasks[network.taskOfNode[node] as number] as PlanTask
  if (durationMinutes !== duration && least !== undefined) return false
  if (options.outOfSequence !== 'keep' && options.outOfSequence !== 'retainedLogic') return false
  const axis = calendars[calendar[node] as number] as WorkingTime
  const whenDone = positionOf(axis, network.pinnedStart[node] as number) + duration - remaining
  const resume = network.resume[node] as number
  const waits =
    options.outOfSequence === 'retainedLogic' || (resume !== NO_MINIMUM && positionOf(axis, resume) > whenDone)
  if (!waits) return true
  const leastLeft = least === undefined ? remaining : Math.floor((least * remaining) / duration)
  return leastLeft >= 1
}

function hasPlainLinks(network: Network, least: LeastDrawn): boolean {
  const { nodeCount, inOffset } = network
  for (let node = 0; node < nodeCount; node++) {
    const end = inOffset[node + 1] as number
    for (let edge = inOffset[node] as number; edge < end; edge++) {
      if (!isPlainLink(network, edge, least) || isOutOfSequence(network, edge, node)) return false
    }
  }
  return true
}

function isPlainLink(network: Network, edge: number, least: LeastDrawn): boolean {
  const { plan, inNode, inLag, inLink, inLagCalendar, taskOfNode, calendar } = network
  const { lagUnit } = plan.links[inLink[edge] as number] as PlanLink
  if (inLag[edge] !== 0 && inLagCalendar[edge] !== calendar[0]) return false
  return lagUnit !== 'percent' || !least.has(taskOfNode[inNode[edge] as number] as number)
}

/** Late dates before a started task follow the rest of it as scheduled (rule 9, D), which the kernels do not know. */
function isOutOfSequence({ mode, inNode, inType, isComplete, options }: Network, edge: number, node: number): boolean {
  if (mode[node] !== STARTED || inType[edge] !== FINISH_START || options.semantics === 'primavera') return false
  return isComplete[inNode[edge] as number] === 0
}
