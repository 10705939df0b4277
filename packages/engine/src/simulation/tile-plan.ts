import { positionOf } from '../calendar/positions.ts'
import type { WorkingTime } from '../calendar/working-time.ts'
import {
  FINISH_FINISH,
  FINISH_NO_EARLIER_THAN,
  type Network,
  NO_MAXIMUM,
  NO_MINIMUM,
  START_FINISH,
  START_START,
  STARTED,
} from '../network/network.ts'
import { HIGHEST, LOWEST } from './layout.ts'
import { fitsTiles, type LeastDrawn } from './tile-applicable.ts'
import { BACKWARD, FORWARD, type TileNetwork } from './tile-network.ts'

/** `nodeOfTask` has nodes of summaries too. */
export interface TilePlan {
  readonly network: TileNetwork
  readonly nodeOfTask: Int32Array
}

/** Null when the plan has to go through the passes for each run. */
export function tilePlanOf(network: Network, least: LeastDrawn): TilePlan | null {
  if (!fitsTiles(network, least)) return null
  const { nodeCount } = network
  const calendar = network.calendars[network.calendar[0] ?? 0] as WorkingTime
  const zero = positionOf(calendar, network.plan.start)
  const summaries = [...network.outline].reverse().filter((task) => network.isSummary[task] === 1)
  const nodeOfTask = network.nodeOfTask.slice()
  for (const [place, task] of summaries.entries()) nodeOfTask[task] = nodeCount + place
  const size = nodeCount + summaries.length
  const bounds = boundsOf(network, size, calendar)
  const inUse = usesOfLinks(network)
  bindByStarted(network, bounds, inUse, (minute) => positionOf(calendar, minute) - zero)
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
      ...bounds,
      summaryAbove,
      summaries: summaries.map((_, place) => nodeCount + place),
      criticalFloat: network.options.criticalFloatMinutes,
      ...withMembers(network, inUse, members),
    },
  }
}

interface Bounds {
  readonly startFloor: Int32Array
  readonly finishFloor: Int32Array
  readonly finishCap: Int32Array
}

function boundsOf(network: Network, size: number, calendar: WorkingTime): Bounds {
  const startFloor = new Int32Array(size).fill(LOWEST)
  const finishFloor = new Int32Array(size).fill(LOWEST)
  const finishCap = new Int32Array(size).fill(HIGHEST)
  const zero = positionOf(calendar, network.plan.start)
  const raise = (floor: Int32Array, node: number, minute: number): void => {
    if (minute !== NO_MINIMUM) floor[node] = Math.max(floor[node] as number, positionOf(calendar, minute) - zero)
  }
  for (let node = 0; node < network.nodeCount; node++) {
    if (network.isComplete[node] === 1) {
      raise(startFloor, node, network.pinnedStart[node] as number)
      continue
    }
    const deadline = network.deadline[node] as number
    if (deadline !== NO_MAXIMUM) finishCap[node] = positionOf(calendar, deadline) - zero
    if (network.mode[node] === STARTED) {
      const done = (network.duration[node] as number) - (network.remaining[node] as number)
      startFloor[node] = positionOf(calendar, network.pinnedStart[node] as number) - zero + done
      if (network.remaining[node] !== 0) raise(startFloor, node, network.resume[node] as number)
      if (network.options.outOfSequence === 'retainedLogic') raise(startFloor, node, network.earliest[node] as number)
      continue
    }
    raise(startFloor, node, network.earliest[node] as number)
    if (isBoundByProject(network, node)) startFloor[node] = Math.max(0, startFloor[node] as number)
    if (network.constraint[node] === FINISH_NO_EARLIER_THAN)
      raise(finishFloor, node, network.constraintDate[node] as number)
  }
  return { startFloor, finishFloor, finishCap }
}

/** Nothing binds what is complete, and links bind the rest of a started task as the plan's options say. */
function usesOfLinks({ nodeCount, inOffset, inType, mode, isComplete, options }: Network): Uint8Array {
  const uses = new Uint8Array(inType.length).fill(FORWARD | BACKWARD)
  for (let node = 0; node < nodeCount; node++) {
    if (isComplete[node] === 0 && mode[node] !== STARTED) continue
    for (let edge = inOffset[node] as number; edge < (inOffset[node + 1] as number); edge++) {
      if (isComplete[node] === 1) uses[edge] = 0
      else {
        const isForward = options.outOfSequence === 'retainedLogic'
        uses[edge] = (isForward ? FORWARD : 0) | (inType[edge] === START_START ? 0 : BACKWARD)
      }
    }
  }
  return uses
}

/** What follows the start of a task that has started follows a date, and does not bind the rest of it. */
function bindByStarted(
  network: Network,
  bounds: Bounds,
  inUse: Uint8Array,
  positionAt: (minute: number) => number,
): void {
  const { nodeCount, inOffset, inNode, inType, inLag, mode, pinnedStart } = network
  for (let node = 0; node < nodeCount; node++) {
    for (let edge = inOffset[node] as number; edge < (inOffset[node + 1] as number); edge++) {
      const from = inNode[edge] as number
      const isFromStart = inType[edge] === START_START || inType[edge] === START_FINISH
      if (mode[from] !== STARTED || !isFromStart) continue
      const floor = inType[edge] === START_START ? bounds.startFloor : bounds.finishFloor
      const asked = positionAt(pinnedStart[from] as number) + (inLag[edge] as number)
      if (((inUse[edge] as number) & FORWARD) !== 0) floor[node] = Math.max(floor[node] as number, asked)
      inUse[edge] = 0
    }
  }
}

/** As in the forward pass: the project's start binds what nothing else does, and finishes asked for by links. */
function isBoundByProject({ options, inOffset, inType, earliest, constraint }: Network, node: number): boolean {
  if (options.startBindsAll) return true
  const first = inOffset[node] as number
  const end = inOffset[node + 1] as number
  for (let edge = first; edge < end; edge++) if ((inType[edge] as number) >= FINISH_FINISH) return true
  return first === end && earliest[node] === NO_MINIMUM && constraint[node] !== FINISH_NO_EARLIER_THAN
}

type Links = Pick<TileNetwork, 'inOffset' | 'inNode' | 'inType' | 'inLag' | 'inUse'>

/** A summary finishes with the last of its members, as if each had a link to it. */
function withMembers(
  { nodeCount, inOffset, inNode, inType, inLag }: Network,
  inUse: Uint8Array,
  members: readonly (readonly number[])[],
): Links {
  const added = members.flat()
  const edges = inNode.length
  const links = {
    inOffset: new Int32Array(nodeCount + members.length + 1),
    inNode: new Int32Array(edges + added.length),
    inType: new Uint8Array(edges + added.length),
    inLag: new Int32Array(edges + added.length),
    inUse: new Uint8Array(edges + added.length).fill(FORWARD | BACKWARD),
  }
  links.inOffset.set(inOffset)
  links.inNode.set(inNode)
  links.inNode.set(added, edges)
  links.inType.set(inType)
  links.inLag.set(inLag)
  links.inUse.set(inUse)
  let end = edges
  for (const [place, list] of members.entries()) {
    end += list.length
    links.inOffset[nodeCount + place + 1] = end
  }
  return links
}
