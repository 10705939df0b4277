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
import { BACKWARD, FORWARD, type TileNetwork } from './tile-network.ts'
import { type Views, viewsOf } from './views.ts'

/** What a node's duration is drawn from; `given` ones are written into its row by the host. */
export interface NodeDraw {
  readonly sampler: Sampler
  readonly key: StreamKey
  readonly isGiven: boolean
  /** Critical only in runs in which it takes longer than this; -1 for most. */
  readonly criticalAbove: number
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
  const edgesEnd = writeNodes(views, layout, network)
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

/** Numbers of edges by the node they leave, first those out of node 0. */
function listLeaving({ nodeCount, inOffset, inNode }: TileNetwork): {
  offset: Int32Array
  edge: Int32Array
  to: Int32Array
} {
  const offset = new Int32Array(nodeCount + 1)
  for (const from of inNode) offset[from + 1] = (offset[from + 1] as number) + 1
  for (let node = 0; node < nodeCount; node++)
    offset[node + 1] = (offset[node + 1] as number) + (offset[node] as number)
  const next = offset.slice(0, nodeCount)
  const edge = new Int32Array(inNode.length)
  const to = new Int32Array(inNode.length)
  for (let node = 0; node < nodeCount; node++) {
    for (let at = inOffset[node] as number; at < (inOffset[node + 1] as number); at++) {
      const place = next[inNode[at] as number] as number
      next[inNode[at] as number] = place + 1
      edge[place] = at
      to[place] = node
    }
  }
  return { offset, edge, to }
}

/** Returns where the edges end. Links of each list go finish to start first, then the others. */
function writeNodes({ words }: Views, layout: Layout, network: TileNetwork): number {
  const { nodeCount, inOffset, inNode, inType, inLag, inUse } = network
  const leaving = listLeaving(network)
  let end = roundUp(layout.nodes + nodeCount * NODE_BYTES)
  const write = (other: number, edge: number): void => {
    words[(end >> 2) + EDGE.rows] = layout.rows + other * ROWS_BYTES
    words[(end >> 2) + EDGE.lag] = inLag[edge] as number
    words[(end >> 2) + EDGE.type] = inType[edge] as number
    end += EDGE_BYTES
  }
  for (let index = 0; index < nodeCount; index++) {
    const node = (layout.nodes + index * NODE_BYTES) >> 2
    words[node + NODE.startFloor] = network.startFloor[index] as number
    words[node + NODE.finishFloor] = network.finishFloor[index] as number
    words[node + NODE.finishCap] = network.finishCap[index] as number
    words[node + NODE.mayEnd] = 1
    for (const isFinishStart of [true, false]) {
      if (isFinishStart) words[node + NODE.inEdges] = end
      const start = end
      for (let edge = inOffset[index] as number; edge < (inOffset[index + 1] as number); edge++) {
        if (((inUse[edge] as number) & FORWARD) === 0 || (inType[edge] === 0) !== isFinishStart) continue
        write(inNode[edge] as number, edge)
      }
      words[node + (isFinishStart ? NODE.inFinishStart : NODE.inOthers)] = (end - start) / EDGE_BYTES
    }
    for (const isFinishStart of [true, false]) {
      if (isFinishStart) words[node + NODE.outEdges] = end
      const start = end
      for (let at = leaving.offset[index] as number; at < (leaving.offset[index + 1] as number); at++) {
        const edge = leaving.edge[at] as number
        const use = inUse[edge] as number
        if ((inType[edge] === 0) !== isFinishStart) continue
        // Who has a successor that starts no earlier than it finishes cannot be the last alone.
        if (isFinishStart && (use & FORWARD) !== 0 && (inLag[edge] as number) >= 0) words[node + NODE.mayEnd] = 0
        if ((use & BACKWARD) !== 0) write(leaving.to[at] as number, edge)
      }
      words[node + (isFinishStart ? NODE.outFinishStart : NODE.outOthers)] = (end - start) / EDGE_BYTES
    }
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
  const { sampler, key, isGiven, criticalAbove } = draw
  const node = (layout.nodes + index * NODE_BYTES) >> 2
  words[node + NODE.base] = sampler.base
  words[node + NODE.keyA] = key.a
  words[node + NODE.keyB] = key.b
  words[node + NODE.kind] = isGiven ? GIVEN : FIXED
  words[node + NODE.criticalAbove] = criticalAbove
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
