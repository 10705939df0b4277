import { DISCRETE, HEADER, NODE, NODE_BYTES, ROWS_BYTES, TABLE, TILE_RUNS } from '../layout.ts'
import { drawBits } from '../random.ts'
import type { Views } from '../views.ts'

const ROUNDING = 12582912
const SIDE_WORDS = 257
const LOWEST_PLACE = 0x47000000
const bits = new Int32Array(1)
const single = new Float32Array(bits.buffer)

/** Durations of the runs from `run` on, for all nodes that draw their own. */
export function sampleTile(views: Views, run: number): void {
  const { words } = views
  const count = words[HEADER.nodeCount] as number
  let node = (words[HEADER.nodes] as number) >> 2
  let row = (words[HEADER.rows] as number) >> 2
  for (let index = 0; index < count; index++) {
    const kind = words[node + NODE.kind]
    if (kind === TABLE) sampleTable(views, node, row, run)
    else if (kind === DISCRETE) sampleDiscrete(views, node, row, run)
    node += NODE_BYTES >> 2
    row += ROWS_BYTES >> 2
  }
}

/** Each step is rounded to single precision, as the lanes of the other kernel are. */
function sampleTable({ words, singles }: Views, node: number, row: number, run: number): void {
  const { fround } = Math
  const base = words[node + NODE.base] as number
  const scale = singles[node + NODE.scale] as number
  const table = (words[node + NODE.list] as number) >> 2
  const keyA = words[node + NODE.keyA] as number
  const keyB = words[node + NODE.keyB] as number
  for (let lane = 0; lane < TILE_RUNS; lane++) {
    const draw = drawBits(keyA, keyB, run + lane)
    single[0] = draw & 0x7fffffff
    const place = Math.max(bits[0] as number, LOWEST_PLACE)
    const corner = table + ((place - LOWEST_PLACE) >> 19) + (draw < 0 ? SIDE_WORDS : 0)
    const from = singles[corner] as number
    const rise = fround((singles[corner + 1] as number) - from)
    const part = fround((place & 0x7ffff) / 524288)
    const quantile = fround(from + fround(rise * part))
    single[0] = fround(fround(quantile * scale) + ROUNDING)
    words[row + lane] = (bits[0] as number) - 0x4b400000 + base
  }
}

function sampleDiscrete({ words }: Views, node: number, row: number, run: number): void {
  const list = (words[node + NODE.list] as number) >> 2
  const outcomes = words[list] as number
  const keyA = words[node + NODE.keyA] as number
  const keyB = words[node + NODE.keyB] as number
  for (let lane = 0; lane < TILE_RUNS; lane++) {
    const draw = drawBits(keyA, keyB, run + lane) ^ 0x80000000
    let minutes = words[node + NODE.base] as number
    for (let outcome = 0; outcome < outcomes; outcome++) {
      const at = list + 1 + 2 * outcome
      if (draw >= (words[at] as number)) minutes += words[at + 1] as number
    }
    words[row + lane] = minutes
  }
}
