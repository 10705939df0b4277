import type { Plan, PlanLink, PlanOptions, PlanTask } from '../plan/types.ts'
import { checkAmount, isAmount, MOST_MINUTES } from './amounts.ts'
import type { NodeArrays, NodeCompiler } from './compile-nodes.ts'
import type { Edges } from './edges.ts'
import { AROUND_THE_CLOCK, type LinkColumns, PERCENT } from './link-columns.ts'
import { ELAPSED, type Network } from './network.ts'
import type { Incoming } from './topological-order.ts'

export type LinkArrays = Pick<
  Network,
  'inOffset' | 'inNode' | 'inType' | 'inLag' | 'inLagCalendar' | 'inLink' | 'outOffset' | 'outNode' | 'outEdge'
>

/** Edges grouped by the node they enter, and listed again by the node they leave. */
export function buildLinks(
  edges: Edges,
  { points, incoming }: { readonly points: Int32Array; readonly incoming: Incoming },
  nodeOfPoint: Int32Array,
  lags: LagCompiler,
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
  const { outOffset } = links
  const { lag } = edges.links
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
        links.inLag[place] = lags.minutesOf(link, from)
        links.inLagCalendar[place] = lags.calendarOf(link, from, node)
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

/** How long lags are and whose working time they count in (rule 7). */
export class LagCompiler {
  readonly #plan: Plan
  readonly #options: PlanOptions
  readonly #links: LinkColumns
  readonly #nodes: NodeArrays
  readonly #compiler: NodeCompiler

  constructor(plan: Plan, options: PlanOptions, links: LinkColumns, nodes: NodeArrays, compiler: NodeCompiler) {
    this.#plan = plan
    this.#options = options
    this.#links = links
    this.#nodes = nodes
    this.#compiler = compiler
  }

  /** A percentage is of the predecessor's duration. Throws InvalidInputError. */
  minutesOf(link: number, from: number): number {
    const { lag, lagUnit } = this.#links
    const stated = lag[link] as number
    const minutes = lagUnit[link] === PERCENT ? Math.round((this.#taskOf(from).durationMinutes * stated) / 100) : stated
    if (isAmount(minutes, -MOST_MINUTES)) return minutes
    return checkAmount('link', (this.#plan.links[link] as PlanLink).id, 'a lag', minutes, -MOST_MINUTES)
  }

  calendarOf(link: number, from: number, to: number): number {
    const unit = this.#links.lagUnit[link]
    if (unit === AROUND_THE_CLOCK) return ELAPSED
    if (unit === PERCENT && this.#taskOf(from).isElapsed === true) return ELAPSED
    const { lagCalendar } = this.#options
    if (lagCalendar === 'successor') return this.#ownCalendar(to)
    if (lagCalendar === 'predecessor') return this.#ownCalendar(from)
    return lagCalendar === 'project' ? 0 : ELAPSED
  }

  /** Lags next to an elapsed task count in the working time it would have otherwise. */
  #ownCalendar(node: number): number {
    const calendar = this.#nodes.floatCalendar[node] as number
    return this.#compiler.registry.isAroundTheClock(calendar)
      ? this.#compiler.ownCalendar(this.#taskOf(node))
      : calendar
  }

  #taskOf(node: number): PlanTask {
    return this.#plan.tasks[this.#nodes.taskOfNode[node] as number] as PlanTask
  }
}
