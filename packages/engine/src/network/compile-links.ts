import type { Plan, PlanLink, PlanOptions, PlanTask } from '../plan/types.ts'
import { checkAmount, MOST_MINUTES } from './amounts.ts'
import type { NodeArrays, NodeCompiler } from './compile-nodes.ts'
import type { Edges } from './edges.ts'
import { AROUND_THE_CLOCK, PERCENT } from './link-columns.ts'
import { ELAPSED, type Network } from './network.ts'
import type { Incoming } from './topological-order.ts'

export type LinkArrays = Pick<
  Network,
  'inOffset' | 'inNode' | 'inType' | 'inLag' | 'inLagCalendar' | 'inLink' | 'outOffset' | 'outNode' | 'outEdge'
>

/** Edges grouped by the node they enter, and listed again by the node they leave. */
export function buildLinks(
  plan: Plan,
  options: PlanOptions,
  edges: Edges,
  { points, incoming }: { readonly points: Int32Array; readonly incoming: Incoming },
  nodeOfPoint: Int32Array,
  nodes: NodeArrays,
  compiler: NodeCompiler,
): LinkArrays {
  const nodeCount = points.length
  const { count } = edges
  const links = {
    inOffset: new Int32Array(nodeCount + 1),
    inNode: new Int32Array(count),
    inType: new Uint8Array(count),
    inLag: new Int32Array(count),
    inLagCalendar: new Int32Array(count),
    inLink: new Int32Array(count),
    outOffset: new Int32Array(nodeCount + 1),
    outNode: new Int32Array(count),
    outEdge: new Int32Array(count),
  }
  const ownCalendar = (node: number): number => {
    const task = plan.tasks[nodes.taskOfNode[node] as number] as PlanTask
    return task.isElapsed === true ? compiler.ownCalendar(task) : (nodes.floatCalendar[node] as number)
  }
  const { outOffset } = links
  const { lag, lagUnit } = edges.links
  let place = 0
  for (let node = 0; node < nodeCount; node += 1) {
    const point = points[node] as number
    const end = incoming.offset[point + 1] as number
    for (let at = incoming.offset[point] as number; at < end; at += 1) {
      const edge = incoming.edge[at] as number
      const from = nodeOfPoint[edges.from[edge] as number] as number
      const link = edges.link[edge] as number
      links.inNode[place] = from
      links.inType[place] = edges.type[edge] as number
      links.inLink[place] = link
      outOffset[from + 1] = (outOffset[from + 1] as number) + 1
      if (link >= 0 && lag[link] !== 0) {
        const unit = lagUnit[link]
        const predecessor = plan.tasks[nodes.taskOfNode[from] as number] as PlanTask
        links.inLag[place] = lagOf(plan, link, predecessor)
        links.inLagCalendar[place] =
          unit === AROUND_THE_CLOCK || (unit === PERCENT && predecessor.isElapsed === true)
            ? ELAPSED
            : lagCalendar(options, ownCalendar(from), ownCalendar(node))
      }
      place += 1
    }
    links.inOffset[node + 1] = place
  }
  listOutgoing(links, nodeCount)
  return links
}

/** `outOffset` holds the number of edges that leave each node, one place further on. */
function listOutgoing({ inOffset, inNode, outOffset, outNode, outEdge }: LinkArrays, nodeCount: number): void {
  for (let node = 0; node < nodeCount; node += 1) {
    outOffset[node + 1] = (outOffset[node + 1] as number) + (outOffset[node] as number)
  }
  const next = outOffset.slice(0, nodeCount)
  for (let node = 0; node < nodeCount; node += 1) {
    const end = inOffset[node + 1] as number
    for (let edge = inOffset[node] as number; edge < end; edge += 1) {
      const from = inNode[edge] as number
      const place = next[from] as number
      next[from] = place + 1
      outNode[place] = node
      outEdge[place] = edge
    }
  }
}

/** Rule 7: a percentage is of the predecessor's duration. */
function lagOf(plan: Plan, index: number, predecessor: PlanTask): number {
  const { id, lagMinutes, lagUnit } = plan.links[index] as PlanLink
  const lag = lagUnit === 'percent' ? Math.round((predecessor.durationMinutes * lagMinutes) / 100) : lagMinutes
  return checkAmount('link', id, 'a lag', lag, -MOST_MINUTES)
}

function lagCalendar({ lagCalendar: whose }: PlanOptions, predecessor: number, successor: number): number {
  if (whose === 'successor') return successor
  if (whose === 'predecessor') return predecessor
  return whose === 'project' ? 0 : ELAPSED
}
