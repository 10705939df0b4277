import { COLLECTOR, FINISH_FINISH, FINISH_START, LEAF, type Network, PINNED, STARTED } from '../network/network.ts'
import type { Minute } from '../plan/types.ts'
import { bindingBounds, boundsOf } from './bounds.ts'
import type { Dates } from './dates.ts'
import type { Floats } from './floats.ts'

/** By node: 1 for critical leaves (rule 20). Complete, inactive and undated tasks are not critical. */
export function criticalNodes(
  network: Network,
  placed: Dates,
  floats: Floats,
  project: { readonly start: Minute; readonly finish: Minute },
): Uint8Array {
  const { nodeCount } = network
  const path = network.options.criticalBy === 'longestPath' ? longestPath(network, placed, project) : null
  const critical = new Uint8Array(nodeCount)
  for (let node = 0; node < nodeCount; node += 1) {
    const isNear = path === null ? isWithinFloat(network, floats, node) : path[node] === 1
    if (isNear && canBeCritical(network, node)) critical[node] = 1
  }
  return critical
}

/** Whether a leaf has no more float than the plan's limit. */
export function isCriticalByFloat(network: Network, floats: Floats, node: number): boolean {
  return isWithinFloat(network, floats, node) && canBeCritical(network, node)
}

function isWithinFloat({ options }: Network, { total }: Floats, node: number): boolean {
  return (total[node] as number) <= options.criticalFloatMinutes
}

function canBeCritical(network: Network, node: number): boolean {
  if (network.nodeKind[node] !== LEAF || network.isComplete[node] === 1 || network.isActive[node] === 0) return false
  return !isUndated(network, node)
}

/** Rule 23: by hand, and without any date yet; such tasks are never critical (D). */
function isUndated({ plan, taskOfNode }: Network, node: number): boolean {
  const manual = plan.tasks[taskOfNode[node] as number]?.manual ?? null
  return manual !== null && manual.start === null && manual.finish === null
}

/** Walks back from what finishes last, along all that binds (Primavera's longest path). */
function longestPath(
  network: Network,
  placed: Dates,
  project: { readonly start: Minute; readonly finish: Minute },
): Uint8Array {
  const { nodeCount, nodeKind, isActive } = network
  const onPath = new Uint8Array(nodeCount)
  for (let node = nodeCount - 1; node >= 0; node -= 1) {
    const isLast = nodeKind[node] === LEAF && isActive[node] === 1 && placed.earlyFinish[node] === project.finish
    if (isLast) onPath[node] = 1
    if (onPath[node] === 1 && nodeKind[node] === LEAF) markDrivers(network, placed, node, project.start, onPath)
    if ((onPath[node] as number) > 1 && nodeKind[node] === COLLECTOR) markMembers(network, placed, node, onPath)
  }
  return onPath
}

const BY_START = 2
const BY_FINISH = 4

function markDrivers(network: Network, placed: Dates, node: number, projectStart: Minute, onPath: Uint8Array): void {
  const mode = network.mode[node]
  if (mode === PINNED || mode === STARTED) return
  for (const { source } of bindingBounds(boundsOf(network, placed, node, projectStart))) {
    if (source.kind !== 'edge') continue
    const from = network.inNode[source.edge] as number
    const type = network.inType[source.edge] as number
    const side = type === FINISH_START || type === FINISH_FINISH ? BY_FINISH : BY_START
    onPath[from] = network.nodeKind[from] === LEAF ? 1 : (onPath[from] as number) | side
  }
}

/** The leaves, or collectors, below a summary that give it the side that is asked for. */
function markMembers(network: Network, placed: Dates, node: number, onPath: Uint8Array): void {
  const sides = onPath[node] as number
  const end = network.inOffset[node + 1] as number
  for (let edge = network.inOffset[node] as number; edge < end; edge += 1) {
    const from = network.inNode[edge] as number
    const givesStart = (sides & BY_START) !== 0 && placed.earlyStart[from] === placed.earlyStart[node]
    const givesFinish = (sides & BY_FINISH) !== 0 && placed.earlyFinish[from] === placed.earlyFinish[node]
    if (!givesStart && !givesFinish) continue
    const given = (givesStart ? BY_START : 0) | (givesFinish ? BY_FINISH : 0)
    onPath[from] = network.nodeKind[from] === LEAF ? 1 : (onPath[from] as number) | given
  }
}
