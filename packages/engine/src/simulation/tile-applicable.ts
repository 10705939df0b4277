// Whether a plan can go through the tile kernels: everything is on one calendar and is bound by links,
// starts and finishes no earlier than a date, and deadlines alone. Then dates are positions on the
// calendar's axis of working minutes, and all arithmetic is addition, exactly as the passes do it.
import { positionOf } from '../calendar/positions.ts'
import type { WorkingTime } from '../calendar/working-time.ts'
import {
  FINISH_FINISH,
  FINISH_NO_EARLIER_THAN,
  LEAF,
  type Network,
  NO_MAXIMUM,
  NO_MINIMUM,
  PLAIN,
  START_NO_EARLIER_THAN,
} from '../network/network.ts'
import type { PlanLink, PlanTask } from '../plan/types.ts'
import { HIGHEST, LOWEST } from './layout.ts'
import type { TileNetwork } from './tile-network.ts'

/** `nodeOfTask` has nodes of summaries too. */
export interface TilePlan {
  readonly network: TileNetwork
  readonly nodeOfTask: Int32Array
}

/** Null when the plan has to go through the passes for each run. `isUncertain`, by task. */
export function tilePlanOf(network: Network, isUncertain: (task: number) => boolean): TilePlan | null {
  if (!isPlain(network) || !hasPlainNodes(network, isUncertain) || !hasPlainLinks(network, isUncertain)) return null
  const { nodeCount } = network
  const calendar = network.calendars[network.calendar[0] ?? 0] as WorkingTime
  const zero = positionOf(calendar, network.plan.start)
  const summaries = [...network.outline].reverse().filter((task) => network.isSummary[task] === 1)
  const nodeOfTask = network.nodeOfTask.slice()
  for (const [place, task] of summaries.entries()) nodeOfTask[task] = nodeCount + place
  const size = nodeCount + summaries.length
  const startFloor = new Int32Array(size).fill(LOWEST)
  const finishFloor = new Int32Array(size).fill(LOWEST)
  const finishCap = new Int32Array(size).fill(HIGHEST)
  for (let node = 0; node < nodeCount; node++) {
    const own = network.earliest[node] as number
    if (own !== NO_MINIMUM) startFloor[node] = positionOf(calendar, own) - zero
    if (isBoundByProject(network, node)) startFloor[node] = Math.max(0, startFloor[node] as number)
    if (network.constraint[node] === FINISH_NO_EARLIER_THAN) {
      finishFloor[node] = positionOf(calendar, network.constraintDate[node] as number) - zero
    }
    const deadline = network.deadline[node] as number
    if (deadline !== NO_MAXIMUM) finishCap[node] = positionOf(calendar, deadline) - zero
  }
  const summaryAbove = new Int32Array(size).fill(-1)
  const members: number[][] = summaries.map(() => [])
  for (let task = 0; task < network.taskCount; task++) {
    const above = network.parent[task] as number
    if (above < 0) continue
    const node = nodeOfTask[task] as number
    summaryAbove[node] = nodeOfTask[above] as number
    members[(nodeOfTask[above] as number) - nodeCount]?.push(node)
  }
  return {
    nodeOfTask,
    network: {
      nodeCount: size,
      startFloor,
      finishFloor,
      finishCap,
      summaryAbove,
      summaries: summaries.map((_, place) => nodeCount + place),
      criticalFloat: network.options.criticalFloatMinutes,
      ...withMembers(network, members),
    },
  }
}

/** As in the forward pass: the project's start binds what nothing else does, and finishes asked for by links. */
function isBoundByProject({ options, inOffset, inType, earliest, constraint }: Network, node: number): boolean {
  if (options.statusDateMovesWork) return true
  const first = inOffset[node] as number
  const end = inOffset[node + 1] as number
  for (let edge = first; edge < end; edge++) if ((inType[edge] as number) >= FINISH_FINISH) return true
  return first === end && earliest[node] === NO_MINIMUM && constraint[node] !== FINISH_NO_EARLIER_THAN
}

function isPlain({ plan, options, hasLateTasks, nodeCount }: Network): boolean {
  if (nodeCount === 0 || plan.scheduleFrom === 'finish' || hasLateTasks) return false
  return options.criticalBy === 'totalFloat' && !options.hasMultipleCriticalPaths
}

function hasPlainNodes(network: Network, isUncertain: (task: number) => boolean): boolean {
  const { nodeCount, nodeKind, calendar, floatCalendar, mode, isActive, constraint, levelingDelay } = network
  const only = calendar[0]
  for (let node = 0; node < nodeCount; node++) {
    if (nodeKind[node] !== LEAF || mode[node] !== PLAIN || isActive[node] !== 1 || levelingDelay[node] !== 0)
      return false
    if (calendar[node] !== only || floatCalendar[node] !== only) return false
    const kind = constraint[node] as number
    if (kind > START_NO_EARLIER_THAN && kind !== FINISH_NO_EARLIER_THAN) return false
    const task = network.taskOfNode[node] as number
    const { durationMinutes } = network.plan.tasks[task] as PlanTask
    if (network.duration[node] !== durationMinutes && isUncertain(task)) return false
  }
  return true
}

function hasPlainLinks(network: Network, isUncertain: (task: number) => boolean): boolean {
  const { plan, inNode, inLag, inLink, inLagCalendar, taskOfNode, calendar } = network
  for (let edge = 0; edge < inNode.length; edge++) {
    if (inLag[edge] === 0 && (plan.links[inLink[edge] as number] as PlanLink).lagUnit !== 'percent') continue
    if (inLag[edge] !== 0 && inLagCalendar[edge] !== calendar[0]) return false
    const { lagUnit } = plan.links[inLink[edge] as number] as PlanLink
    if (lagUnit === 'percent' && isUncertain(taskOfNode[inNode[edge] as number] as number)) return false
  }
  return true
}

type Links = Pick<TileNetwork, 'inOffset' | 'inNode' | 'inType' | 'inLag'>

/** A summary finishes with the last of its members, as if each had a link to it. */
function withMembers(
  { nodeCount, inOffset, inNode, inType, inLag }: Network,
  members: readonly (readonly number[])[],
): Links {
  const added = members.flat()
  const edges = inNode.length
  const links = {
    inOffset: new Int32Array(nodeCount + members.length + 1),
    inNode: new Int32Array(edges + added.length),
    inType: new Uint8Array(edges + added.length),
    inLag: new Int32Array(edges + added.length),
  }
  links.inOffset.set(inOffset)
  links.inNode.set(inNode)
  links.inNode.set(added, edges)
  links.inType.set(inType)
  links.inLag.set(inLag)
  let end = edges
  for (const [place, list] of members.entries()) {
    end += list.length
    links.inOffset[nodeCount + place + 1] = end
  }
  return links
}
