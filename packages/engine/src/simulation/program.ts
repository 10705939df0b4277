// A network and its estimates as the memory image that the tile kernels run.
import type { Sampler } from './distribution/sampler.ts'
import {
  DISCRETE,
  EDGE,
  EDGE_BYTES,
  FIXED,
  GIVEN,
  HEADER,
  HISTOGRAM_BYTES,
  type Layout,
  NODE,
  NODE_BYTES,
  ROW_BYTES,
  ROWS_BYTES,
  RUNS_BETWEEN_DRAINS,
  SUMS_BYTES,
  TABLE,
  TILE_RUNS,
} from './layout.ts'
import type { StreamKey } from './random.ts'
import type { TileNetwork } from './tile-network.ts'
import { type Views, viewsOf } from './views.ts'

/** What a node's duration is drawn from; `given` ones are written into its row by the host. */
export interface NodeDraw {
  readonly sampler: Sampler
  readonly key: StreamKey
  readonly isGiven: boolean
  /** It takes no time in runs in which its branch goes another way, and is not critical then. */
  readonly mayNotHappen: boolean
}

export interface Program {
  readonly layout: Layout
  readonly bytes: Uint8Array
  readonly views: Views
}

/** `runs` bounds the room for the project's finishes. */
export function buildProgram(network: TileNetwork, draws: readonly NodeDraw[], runs: number): Program {
  const lists = collectLists(draws)
  const layout = layOut(network, lists.words, runs)
  const bytes = new Uint8Array(layout.programBytes)
  const views = viewsOf(bytes.buffer)
  writeHeader(views, layout, network)
  const edgesEnd = writeNodes(views, layout, network, draws)
  const places = writeLists(views, edgesEnd, lists)
  for (const [node, draw] of draws.entries()) writeDraw(views, layout, node, draw, places)
  return { layout, bytes, views }
}

function roundUp(bytes: number): number {
  return Math.ceil(bytes / 64) * 64
}

function layOut(network: TileNetwork, listWords: number, runs: number): Layout {
  const { nodeCount, inNode, summaries } = network
  let end = HEADER.words * 4
  const take = (bytes: number): number => {
    const start = roundUp(end)
    end = start + bytes
    return start
  }
  const nodes = take(nodeCount * NODE_BYTES)
  take(inNode.length * 2 * EDGE_BYTES + listWords * 4 + summaries.length * 4)
  const programBytes = roundUp(end)
  const scratch = take(2 * ROW_BYTES)
  const projectFinish = take(ROW_BYTES)
  const finishes = take(Math.min(roundUp(runs + TILE_RUNS), RUNS_BETWEEN_DRAINS) * 4)
  const sums = take(nodeCount * SUMS_BYTES)
  const rows = take(nodeCount * ROWS_BYTES + summaries.length * ROW_BYTES)
  const histograms = take(nodeCount * HISTOGRAM_BYTES)
  return {
    nodeCount,
    nodes,
    rows,
    sums,
    histograms,
    scratch,
    projectFinish,
    finishes,
    programBytes,
    memoryBytes: roundUp(end),
  }
}

function writeHeader({ words }: Views, layout: Layout, network: TileNetwork): void {
  words[HEADER.nodeCount] = layout.nodeCount
  words[HEADER.nodes] = layout.nodes
  words[HEADER.rows] = layout.rows
  words[HEADER.sums] = layout.sums
  words[HEADER.histograms] = layout.histograms
  words[HEADER.scratch] = layout.scratch
  words[HEADER.projectFinish] = layout.projectFinish
  words[HEADER.finishes] = layout.finishes
  words[HEADER.criticalFloat] = network.criticalFloat
  words[HEADER.summaryCount] = network.summaries.length
}

interface Neighbour {
  readonly node: number
  readonly type: number
  readonly lag: number
}

/** Returns where the edges end. */
function writeNodes({ words }: Views, layout: Layout, network: TileNetwork, draws: readonly NodeDraw[]): number {
  const { nodeCount, inOffset, inNode, inType, inLag } = network
  const leaving: Neighbour[][] = draws.map(() => [])
  for (let node = 0; node < nodeCount; node++) {
    for (let edge = inOffset[node] as number; edge < (inOffset[node + 1] as number); edge++) {
      const link = { node, type: inType[edge] as number, lag: inLag[edge] as number }
      ;(leaving[inNode[edge] as number] as Neighbour[]).push(link)
    }
  }
  let end = roundUp(layout.nodes + nodeCount * NODE_BYTES)
  const write = (node: number, first: number, links: readonly Neighbour[]): void => {
    const sorted = [...links].sort((a, b) => a.type - b.type)
    const finishStart = sorted.filter(({ type }) => type === 0).length
    words[node + first] = end
    words[node + first + 1] = finishStart
    words[node + first + 2] = sorted.length - finishStart
    for (const { node: other, type, lag } of sorted) {
      words[(end >> 2) + EDGE.rows] = layout.rows + other * ROWS_BYTES
      words[(end >> 2) + EDGE.lag] = lag
      words[(end >> 2) + EDGE.type] = type
      end += EDGE_BYTES
    }
  }
  for (let index = 0; index < nodeCount; index++) {
    const node = (layout.nodes + index * NODE_BYTES) >> 2
    const entering: Neighbour[] = []
    for (let edge = inOffset[index] as number; edge < (inOffset[index + 1] as number); edge++) {
      entering.push({ node: inNode[edge] as number, type: inType[edge] as number, lag: inLag[edge] as number })
    }
    const followers = leaving[index] as Neighbour[]
    words[node + NODE.startFloor] = network.startFloor[index] as number
    words[node + NODE.finishFloor] = network.finishFloor[index] as number
    words[node + NODE.finishCap] = network.finishCap[index] as number
    // Who has a successor that starts no earlier than it finishes cannot be the last alone.
    words[node + NODE.mayEnd] = followers.some(({ type, lag }) => type === 0 && lag >= 0) ? 0 : 1
    write(node, NODE.inEdges, entering)
    write(node, NODE.outEdges, followers)
  }
  writeSummaries(words, layout, network, end)
  return end + network.summaries.length * 4
}

/** Each summary has a row for the runs in which something below it is critical. */
function writeSummaries(
  words: Int32Array,
  layout: Layout,
  { nodeCount, summaries, summaryAbove }: TileNetwork,
  at: number,
): void {
  words[HEADER.summaries] = at
  const rowOf = new Map<number, number>()
  for (const [place, node] of summaries.entries()) {
    words[(at >> 2) + place] = node
    rowOf.set(node, layout.rows + nodeCount * ROWS_BYTES + place * ROW_BYTES)
  }
  for (let index = 0; index < nodeCount; index++) {
    const node = (layout.nodes + index * NODE_BYTES) >> 2
    words[node + NODE.summaryAbove] = rowOf.get(summaryAbove[index] as number) ?? 0
    words[node + NODE.summaryOwn] = rowOf.get(index) ?? 0
  }
}

interface Lists {
  readonly tables: ReadonlySet<Float32Array>
  readonly words: number
}

function collectLists(draws: readonly NodeDraw[]): Lists {
  const tables = new Set<Float32Array>()
  let words = 0
  for (const { sampler, isGiven } of draws) {
    if (isGiven) continue
    if (sampler.kind === 'discrete') words += 1 + 2 * sampler.steps.length
    if (sampler.kind !== 'table' || tables.has(sampler.table)) continue
    tables.add(sampler.table)
    words += sampler.table.length
  }
  return { tables, words }
}

interface Places {
  readonly tables: ReadonlyMap<Float32Array, number>
  end: number
}

function writeLists({ singles }: Views, start: number, lists: Lists): Places {
  const tables = new Map<Float32Array, number>()
  let end = start
  for (const table of lists.tables) {
    tables.set(table, end)
    singles.set(table, end >> 2)
    end += table.length * 4
  }
  return { tables, end }
}

function writeDraw({ words, singles }: Views, layout: Layout, index: number, draw: NodeDraw, places: Places): void {
  const { sampler, key, isGiven, mayNotHappen } = draw
  const node = (layout.nodes + index * NODE_BYTES) >> 2
  words[node + NODE.base] = sampler.base
  words[node + NODE.keyA] = key.a
  words[node + NODE.keyB] = key.b
  words[node + NODE.kind] = isGiven ? GIVEN : FIXED
  words[node + NODE.mayNotHappen] = mayNotHappen ? 1 : 0
  if (isGiven) return
  if (sampler.kind === 'table') {
    words[node + NODE.kind] = TABLE
    singles[node + NODE.scale] = sampler.scale
    words[node + NODE.list] = places.tables.get(sampler.table) as number
  } else if (sampler.kind === 'discrete') {
    words[node + NODE.kind] = DISCRETE
    words[node + NODE.list] = places.end
    const list = places.end >> 2
    words[list] = sampler.steps.length
    for (const [outcome, step] of sampler.steps.entries()) {
      words[list + 1 + 2 * outcome] = (sampler.thresholds[outcome] as number) ^ 0x80000000
      words[list + 2 + 2 * outcome] = step
    }
    places.end += 4 + 8 * sampler.steps.length
  }
}
