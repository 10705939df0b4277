// The network's edges by task, before nodes have ranks: links, and for summaries that have links
// the edges that tie them to the leaves below. Point `i` is the leaf or gate of task i, point
// `size + i` the collector of summary i. A link into a summary leads to every leaf below instead of
// the gate when it has a lag, which counts on the calendar of each (rules 7 and 10), when a leaf has
// started, which looks at each type of link in its own way, or when it is SF, which asks for a minute.
import { InvalidInputError } from '../errors.ts'
import { type LinkColumns, type LinkEnds, readLinks } from './link-columns.ts'
import { FROM_GATE, START_FINISH, TO_COLLECTOR } from './network.ts'
import type { Outline } from './outline.ts'

const MOST_EDGES = 20_000_000

/** Edges in no order; `link` is the index of the link, or -1. `used` marks points that are nodes. */
export interface Edges {
  readonly count: number
  readonly from: Int32Array
  readonly to: Int32Array
  readonly type: Uint8Array
  readonly link: Int32Array
  readonly used: Uint8Array
  readonly links: LinkColumns
}

/**
 * `isOff`, by task: inactive, drives nothing. `hasStarted`: in progress. Throws what `readLinks`
 * throws, and InvalidInputError for links on summaries that act on too many tasks in all.
 */
export function collectEdges(
  outline: Outline,
  links: readonly LinkEnds[],
  isOff: Uint8Array | null = null,
  hasStarted: (task: number) => boolean = () => false,
): Edges {
  const columns = readLinks(outline, links)
  if (!columns.hasSummaries) return edgesBetweenLeaves(outline, columns, isOff)
  return edgesWithSummaries(outline, links, columns, isOff, summariesOf(outline, hasStarted))
}

function edgesBetweenLeaves({ isSummary }: Outline, links: LinkColumns, isOff: Uint8Array | null): Edges {
  const size = isSummary.length
  const used = new Uint8Array(size * 2)
  for (let task = 0; task < size; task += 1) used[task] = 1 - (isSummary[task] as number)
  if (isOff === null) return { ...edgesAsLinks(links), used, links }
  const builder = new EdgeBuilder(links.predecessor.length)
  for (let link = 0; link < links.predecessor.length; link += 1) {
    const from = links.predecessor[link] as number
    if (isOff[from] === 1) continue
    builder.add(from, links.successor[link] as number, links.type[link] as number, link)
  }
  return { ...builder.edges(), used, links }
}

/** Where every link is an edge, the columns of links are those of edges. */
function edgesAsLinks({ predecessor, successor, type }: LinkColumns): Omit<Edges, 'used' | 'links'> {
  const count = predecessor.length
  const link = new Int32Array(count)
  for (let index = 0; index < count; index += 1) link[index] = index
  return { count, from: predecessor, to: successor, type, link }
}

function edgesWithSummaries(
  outline: Outline,
  ends: readonly LinkEnds[],
  links: LinkColumns,
  isOff: Uint8Array | null,
  isInProgress: Uint8Array,
): Edges {
  const { isSummary } = outline
  const size = isSummary.length
  const linkCount = links.predecessor.length
  const hasGate = new Uint8Array(size)
  const hasCollector = new Uint8Array(size)
  const below = new LeavesBelow(outline)
  let capacity = linkCount + size * 2
  for (let link = 0; link < linkCount; link += 1) {
    const from = links.predecessor[link] as number
    const to = links.successor[link] as number
    if (isSummary[from] === 1) hasCollector[from] = 1
    if (isSummary[to] === 0) continue
    if (passesGate(links, link, isInProgress)) hasGate[to] = 1
    else capacity += below.of(to).length
    if (capacity > MOST_EDGES) throw tooMany(ends[link] as LinkEnds)
  }
  const builder = new EdgeBuilder(capacity)
  const used = tieLeaves(outline, hasGate, hasCollector, isOff, builder)
  for (let link = 0; link < linkCount; link += 1) {
    const from = links.predecessor[link] as number
    if (isOff !== null && isOff[from] === 1) continue
    const origin = isSummary[from] === 1 ? size + from : from
    const to = links.successor[link] as number
    const type = links.type[link] as number
    const isOneEdge = isSummary[to] === 0 || passesGate(links, link, isInProgress)
    if (isOneEdge) builder.add(origin, to, type, link)
    else for (const leaf of below.of(to)) builder.add(origin, leaf, type, link)
  }
  return { ...builder.edges(), used, links }
}

function tooMany({ id = '', successorId }: LinkEnds): InvalidInputError {
  return new InvalidInputError('link', id, `leads to more tasks below ${successorId} than a plan can hold`)
}

function passesGate({ successor, type, lag }: LinkColumns, link: number, isInProgress: Uint8Array): boolean {
  return lag[link] === 0 && type[link] !== START_FINISH && isInProgress[successor[link] as number] === 0
}

/** Edges from gates to what lies below and on to collectors; answers which points are nodes. */
function tieLeaves(
  outline: Outline,
  hasGate: Uint8Array,
  hasCollector: Uint8Array,
  isOff: Uint8Array | null,
  builder: EdgeBuilder,
): Uint8Array {
  const { isSummary } = outline
  const size = isSummary.length
  const gates = nearestMarked(outline, hasGate)
  const collectors = nearestMarked(outline, hasCollector)
  const used = new Uint8Array(size * 2)
  for (let task = 0; task < size; task += 1) {
    const isLeaf = isSummary[task] === 0
    const isNode = isLeaf || hasGate[task] === 1
    if (isNode) used[task] = 1
    if (hasCollector[task] === 1) used[size + task] = 1
    const gate = gates[task] as number
    const collector = collectors[task] as number
    if (isNode && gate >= 0) builder.add(gate, task, FROM_GATE, -1)
    if (collector < 0) continue
    if (isLeaf && isOff?.[task] !== 1) builder.add(task, size + collector, TO_COLLECTOR, -1)
    if (!isLeaf && hasCollector[task] === 1) builder.add(size + task, size + collector, TO_COLLECTOR, -1)
  }
  return used
}

class EdgeBuilder {
  readonly #from: Int32Array
  readonly #to: Int32Array
  readonly #type: Uint8Array
  readonly #link: Int32Array
  #count = 0

  constructor(capacity: number) {
    this.#from = new Int32Array(capacity)
    this.#to = new Int32Array(capacity)
    this.#type = new Uint8Array(capacity)
    this.#link = new Int32Array(capacity)
  }

  add(from: number, to: number, type: number, link: number): void {
    const at = this.#count
    this.#from[at] = from
    this.#to[at] = to
    this.#type[at] = type
    this.#link[at] = link
    this.#count = at + 1
  }

  edges(): Pick<Edges, 'count' | 'from' | 'to' | 'type' | 'link'> {
    return { count: this.#count, from: this.#from, to: this.#to, type: this.#type, link: this.#link }
  }
}

/** Leaves below summaries, in the order of the outline; without recursion, since outlines may be deep. */
class LeavesBelow {
  readonly #firstChild: Int32Array
  readonly #nextSibling: Int32Array
  readonly #known = new Map<number, Int32Array>()

  constructor({ parent }: Outline) {
    this.#firstChild = new Int32Array(parent.length).fill(-1)
    this.#nextSibling = new Int32Array(parent.length).fill(-1)
    for (let task = parent.length - 1; task >= 0; task -= 1) {
      const above = parent[task] as number
      if (above < 0) continue
      this.#nextSibling[task] = this.#firstChild[above] as number
      this.#firstChild[above] = task
    }
  }

  of(summary: number): Int32Array {
    let leaves = this.#known.get(summary)
    if (leaves === undefined) {
      leaves = Int32Array.from(this.#collect(summary))
      this.#known.set(summary, leaves)
    }
    return leaves
  }

  #collect(summary: number): number[] {
    const leaves: number[] = []
    const open = [this.#firstChild[summary] as number]
    for (let task = open.pop(); task !== undefined; task = open.pop()) {
      const next = this.#nextSibling[task] as number
      const child = this.#firstChild[task] as number
      if (next >= 0) open.push(next)
      if (child >= 0) open.push(child)
      else leaves.push(task)
    }
    return leaves
  }
}

/** Marks the summaries that have such a leaf below them. */
function summariesOf({ parent, isSummary }: Outline, isMeant: (task: number) => boolean): Uint8Array {
  const marked = new Uint8Array(parent.length)
  for (let task = 0; task < parent.length; task += 1) {
    if (isSummary[task] === 1 || !isMeant(task)) continue
    for (let at = parent[task] as number; at >= 0 && marked[at] === 0; at = parent[at] as number) marked[at] = 1
  }
  return marked
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
