// The two passes over a tile of runs, one node's 64 runs after another's.
import { EDGE, EDGE_BYTES, HEADER, LOWEST, NODE, NODE_BYTES, ROW_BYTES, ROWS_BYTES, TILE_RUNS } from '../layout.ts'
import type { Views } from '../views.ts'
import { copyFinishes, countSummaries, tallyNode } from './tally.ts'

const NODE_WORDS = NODE_BYTES >> 2
const ROW_WORDS = ROW_BYTES >> 2
const ROWS_WORDS = ROWS_BYTES >> 2
const EDGE_WORDS = EDGE_BYTES >> 2

/** Early finishes by rank, and the project's finish in each run. */
export function forwardTile({ words }: Views): void {
  const count = words[HEADER.nodeCount] as number
  const scratch = (words[HEADER.scratch] as number) >> 2
  const project = (words[HEADER.projectFinish] as number) >> 2
  const nodes = (words[HEADER.nodes] as number) >> 2
  const rows = (words[HEADER.rows] as number) >> 2
  words.fill(LOWEST, project, project + TILE_RUNS)
  for (let index = 0; index < count; index++) {
    const node = nodes + index * NODE_WORDS
    const row = rows + index * ROWS_WORDS
    words.fill(words[node + NODE.startFloor] as number, scratch, scratch + TILE_RUNS)
    const first = (words[node + NODE.inEdges] as number) >> 2
    const edges = (words[node + NODE.inFinishStart] as number) + (words[node + NODE.inOthers] as number)
    for (let edge = first; edge < first + edges * EDGE_WORDS; edge += EDGE_WORDS) askStart(words, edge, scratch, row)
    const finishFloor = words[node + NODE.finishFloor] as number
    const mayEnd = words[node + NODE.mayEnd] !== 0
    for (let lane = 0; lane < TILE_RUNS; lane++) {
      const duration = words[row + lane] as number
      const start = Math.max(words[scratch + lane] as number, finishFloor > LOWEST ? finishFloor - duration : LOWEST)
      const finish = start + duration
      words[row + ROW_WORDS + lane] = finish
      if (mayEnd) words[project + lane] = Math.max(words[project + lane] as number, finish)
    }
  }
}

/** Types of links: 0 finish to start, 1 start to start, 2 finish to finish, 3 start to finish. */
function askStart(words: Int32Array, edge: number, target: number, row: number): void {
  const other = (words[edge + EDGE.rows] as number) >> 2
  const lag = words[edge + EDGE.lag] as number
  const type = words[edge + EDGE.type] as number
  const isFromStart = (type & 1) === 1
  const isToFinish = type >= 2
  for (let lane = 0; lane < TILE_RUNS; lane++) {
    let asked = (words[other + ROW_WORDS + lane] as number) + lag
    if (isFromStart) asked -= words[other + lane] as number
    if (isToFinish) asked -= words[row + lane] as number
    words[target + lane] = Math.max(words[target + lane] as number, asked)
  }
}

/** Late dates from the last rank to the first, and all that is counted; the first `valid` runs count. */
export function backwardTile(views: Views, valid: number, offset: number): void {
  const { words } = views
  const count = words[HEADER.nodeCount] as number
  const scratch = (words[HEADER.scratch] as number) >> 2
  const project = (words[HEADER.projectFinish] as number) >> 2
  const nodes = (words[HEADER.nodes] as number) >> 2
  const rows = (words[HEADER.rows] as number) >> 2
  copyFinishes(views, valid, offset)
  for (let index = count - 1; index >= 0; index--) {
    const node = nodes + index * NODE_WORDS
    const row = rows + index * ROWS_WORDS
    const cap = words[node + NODE.finishCap] as number
    for (let lane = 0; lane < TILE_RUNS; lane++) {
      words[scratch + lane] = Math.min(words[project + lane] as number, cap)
    }
    const first = (words[node + NODE.outEdges] as number) >> 2
    const edges = (words[node + NODE.outFinishStart] as number) + (words[node + NODE.outOthers] as number)
    for (let edge = first; edge < first + edges * EDGE_WORDS; edge += EDGE_WORDS) allowFinish(words, edge, scratch, row)
    tallyNode(views, index, valid)
    for (let lane = 0; lane < TILE_RUNS; lane++) {
      words[row + ROW_WORDS + lane] = (words[scratch + lane] as number) - (words[row + lane] as number)
    }
  }
  countSummaries(views)
}

/** Rows of the nodes behind hold late starts by now. */
function allowFinish(words: Int32Array, edge: number, target: number, row: number): void {
  const other = (words[edge + EDGE.rows] as number) >> 2
  const lag = words[edge + EDGE.lag] as number
  const type = words[edge + EDGE.type] as number
  const isFromStart = (type & 1) === 1
  const isToFinish = type >= 2
  for (let lane = 0; lane < TILE_RUNS; lane++) {
    let allowed = (words[other + ROW_WORDS + lane] as number) - lag
    if (isToFinish) allowed += words[other + lane] as number
    if (isFromStart) allowed += words[row + lane] as number
    words[target + lane] = Math.min(words[target + lane] as number, allowed)
  }
}
