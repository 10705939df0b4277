// The network's edges by task, before nodes have ranks: links, and for summaries that have links
// the edges that tie them to the leaves below. Point `i` is the leaf or gate of task i, point
// `size + i` the collector of summary i. A link into a summary that has a lag leads to every leaf
// below instead of the gate, since the lag counts on the calendar of each (rules 7 and 10).
import { UnknownReferenceError } from '../errors.ts'
import { FINISH_FINISH, FINISH_START, FROM_GATE, START_FINISH, START_START, TO_COLLECTOR } from './network.ts'
import type { Outline } from './outline.ts'

export interface LinkEnds {
  readonly id?: string
  readonly predecessorId: string
  readonly successorId: string
  readonly type?: 'FS' | 'SS' | 'FF' | 'SF'
  readonly lagMinutes?: number
}

/** Edges in no order; `link` is the index of the link, or -1. `used` marks points that are nodes. */
export interface Edges {
  readonly count: number
  readonly from: Int32Array
  readonly to: Int32Array
  readonly type: Uint8Array
  readonly link: Int32Array
  readonly used: Uint8Array
}

export const LINK_TYPES = { FS: FINISH_START, SS: START_START, FF: FINISH_FINISH, SF: START_FINISH } as const

/** `isOff` tasks (inactive) drive nothing. Throws UnknownReferenceError for an end that is not there. */
export function collectEdges(
  outline: Outline,
  links: readonly LinkEnds[],
  isOff: (task: number) => boolean = () => false,
): Edges {
  const { indexById, parent, isSummary } = outline
  const size = parent.length
  const predecessor = new Int32Array(links.length)
  const successor = new Int32Array(links.length)
  const hasGate = new Uint8Array(size)
  const hasCollector = new Uint8Array(size)
  let linkedSummaries = 0
  const laggedLinks: number[] = []
  for (let index = 0; index < links.length; index += 1) {
    const link = links[index] as LinkEnds
    const from = indexById.get(link.predecessorId) ?? missing(link, link.predecessorId)
    const to = indexById.get(link.successorId) ?? missing(link, link.successorId)
    predecessor[index] = from
    successor[index] = to
    if (isSummary[from] === 1) hasCollector[from] = 1
    linkedSummaries += (isSummary[to] as number) + (isSummary[from] as number)
    if (isSummary[to] === 0) continue
    if ((link.lagMinutes ?? 0) === 0) hasGate[to] = 1
    else laggedLinks.push(index)
  }
  const below = laggedLinks.length === 0 ? null : new LeavesBelow(outline)
  const leafEdges = laggedLinks.reduce(
    (sum, index) => sum + (below as LeavesBelow).of(successor[index] as number).length,
    0,
  )
  const gates = linkedSummaries === 0 ? null : nearestMarked(outline, hasGate)
  const collectors = linkedSummaries === 0 ? null : nearestMarked(outline, hasCollector)
  const capacity = links.length + leafEdges + (linkedSummaries === 0 ? 0 : size * 2)
  const edges = {
    from: new Int32Array(capacity),
    to: new Int32Array(capacity),
    type: new Uint8Array(capacity),
    link: new Int32Array(capacity),
  }
  const used = new Uint8Array(size * 2)
  let count = 0
  const add = (from: number, to: number, type: number, link: number): void => {
    edges.from[count] = from
    edges.to[count] = to
    edges.type[count] = type
    edges.link[count] = link
    count += 1
  }
  for (let task = 0; task < size; task += 1) {
    const isNode = isSummary[task] === 0 || hasGate[task] === 1
    if (isNode) used[task] = 1
    if (hasCollector[task] === 1) used[size + task] = 1
    if (gates === null || collectors === null) continue
    const gate = gates[task] as number
    const collector = collectors[task] as number
    if (isNode && gate >= 0) add(gate, task, FROM_GATE, -1)
    if (collector < 0) continue
    if (isSummary[task] === 0) {
      if (!isOff(task)) add(task, size + collector, TO_COLLECTOR, -1)
    } else if (hasCollector[task] === 1) add(size + task, size + collector, TO_COLLECTOR, -1)
  }
  for (let index = 0; index < links.length; index += 1) {
    const from = predecessor[index] as number
    if (isOff(from)) continue
    const origin = isSummary[from] === 1 ? size + from : from
    const to = successor[index] as number
    const { type = 'FS', lagMinutes = 0 } = links[index] as LinkEnds
    if (isSummary[to] === 0 || lagMinutes === 0) add(origin, to, LINK_TYPES[type], index)
    else for (const leaf of (below as LeavesBelow).of(to)) add(origin, leaf, LINK_TYPES[type], index)
  }
  return { count, ...edges, used }
}

class LeavesBelow {
  readonly #children: number[][]
  readonly #known = new Map<number, readonly number[]>()

  constructor({ parent }: Outline) {
    this.#children = Array.from(parent, () => [])
    for (const [task, above] of parent.entries()) if (above >= 0) this.#children[above]?.push(task)
  }

  of(summary: number): readonly number[] {
    let leaves = this.#known.get(summary)
    if (leaves === undefined) {
      const children = this.#children[summary] ?? []
      leaves = children.flatMap((child) => ((this.#children[child] ?? []).length === 0 ? [child] : this.of(child)))
      this.#known.set(summary, leaves)
    }
    return leaves
  }
}

/** By task: the nearest summary above it that is marked, or -1. */
function nearestMarked({ parent, order }: Outline, marked: Uint8Array): Int32Array {
  const nearest = new Int32Array(parent.length).fill(-1)
  for (const task of order) {
    const above = parent[task] as number
    if (above >= 0) nearest[task] = marked[above] === 1 ? above : (nearest[above] as number)
  }
  return nearest
}

function missing(link: LinkEnds, id: string): never {
  throw new UnknownReferenceError('task', id, link.id === undefined ? 'a link' : `link ${link.id}`)
}
