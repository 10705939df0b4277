// What is counted of a tile of runs. Sums are of differences from a centre; those of products are
// rounded to a quantum that keeps totals exact, so that they are the same in whatever order tiles
// are added. Singles are added in four lanes, as the other kernel does.
import {
  HEADER,
  HISTOGRAM_BYTES,
  NODE,
  NODE_BYTES,
  ROW_BYTES,
  ROWS_BYTES,
  SUMS,
  SUMS_BYTES,
  TILE_RUNS,
} from '../layout.ts'
import type { Views } from '../views.ts'

const ROW_WORDS = ROW_BYTES >> 2
const ROUNDING = 12582912
const bits = new Int32Array(1)
const single = new Float32Array(bits.buffer)
const durationSquares = new Float32Array(4)
const finishSquares = new Float32Array(4)
const products = new Float32Array(4)

/** Keeps the project's finishes of the first `valid` runs, and lays their differences from the centre ready. */
export function copyFinishes({ words, singles }: Views, valid: number, offset: number): void {
  const project = (words[HEADER.projectFinish] as number) >> 2
  const offsets = ((words[HEADER.scratch] as number) >> 2) + ROW_WORDS
  const centre = words[HEADER.finishCentre] as number
  words.copyWithin(((words[HEADER.finishes] as number) >> 2) + offset, project, project + valid)
  for (let lane = 0; lane < TILE_RUNS; lane++) {
    singles[offsets + lane] = lane < valid ? (words[project + lane] as number) - centre : 0
  }
}

/** Late finishes lie in the scratch row, early finishes and durations in the node's rows. */
export function tallyNode({ words, singles, doubles, counters }: Views, index: number, valid: number): void {
  const { fround } = Math
  const node = ((words[HEADER.nodes] as number) + index * NODE_BYTES) >> 2
  const row = ((words[HEADER.rows] as number) + index * ROWS_BYTES) >> 2
  const sums = ((words[HEADER.sums] as number) + index * SUMS_BYTES) >> 2
  const histogram = ((words[HEADER.histograms] as number) + index * HISTOGRAM_BYTES) >> 1
  const late = (words[HEADER.scratch] as number) >> 2
  const slack = words[HEADER.criticalFloat] as number
  const durationCentre = words[node + NODE.durationCentre] as number
  const finishCentre = words[node + NODE.finishCentre] as number
  const low = words[node + NODE.histogramLow] as number
  const top = words[node + NODE.histogramTop] as number
  const perBin = singles[node + NODE.perBin] as number
  const half = singles[node + NODE.halfBin] as number
  // Whether a summary is critical is not a matter of its own dates.
  const summary = words[node + NODE.summaryOwn] === 0 ? (words[node + NODE.summaryAbove] as number) >> 2 : 0
  const criticalAbove = words[node + NODE.criticalAbove] as number
  let criticals = 0
  let durations = 0
  let finishes = 0
  let least = words[sums + SUMS.least] as number
  let greatest = words[sums + SUMS.greatest] as number
  durationSquares.fill(0)
  finishSquares.fill(0)
  products.fill(0)
  for (let run = 0; run < valid; run++) {
    const lane = run & 3
    const duration = words[row + run] as number
    const finish = words[row + ROW_WORDS + run] as number
    if ((words[late + run] as number) <= finish + slack && duration > criticalAbove) {
      criticals += 1
      if (summary !== 0) words[summary + run] = -1
    }
    least = Math.min(least, finish)
    greatest = Math.max(greatest, finish)
    const x = Math.min(Math.max(finish - low, 0), top)
    single[0] = fround(fround(fround(fround(x) * perBin) - half) + ROUNDING)
    const bin = histogram + ((bits[0] as number) & 0x3ff)
    counters[bin] = (counters[bin] as number) + 1
    const d = duration - durationCentre
    const e = finish - finishCentre
    durations += d
    finishes += e
    const ds = fround(d)
    const es = fround(e)
    const offset = singles[late + ROW_WORDS + run] as number
    durationSquares[lane] = fround((durationSquares[lane] as number) + fround(ds * ds))
    finishSquares[lane] = fround((finishSquares[lane] as number) + fround(es * es))
    products[lane] = fround((products[lane] as number) + fround(ds * offset))
  }
  words[sums + SUMS.critical] = (words[sums + SUMS.critical] as number) + criticals
  words[sums + SUMS.least] = least
  words[sums + SUMS.greatest] = greatest
  const at = sums >> 1
  doubles[at + (SUMS.duration >> 1)] = (doubles[at + (SUMS.duration >> 1)] as number) + durations
  doubles[at + (SUMS.finish >> 1)] = (doubles[at + (SUMS.finish >> 1)] as number) + finishes
  addRounded(doubles, at + (SUMS.durationSquares >> 1), durationSquares, (node + NODE.durationQuantum) >> 1)
  addRounded(doubles, at + (SUMS.products >> 1), products, (node + NODE.productQuantum) >> 1)
  addRounded(doubles, at + (SUMS.finishSquares >> 1), finishSquares, (node + NODE.finishQuantum) >> 1)
}

function addRounded(doubles: Float64Array, sum: number, lanes: Float32Array, quantum: number): void {
  const { fround } = Math
  const [a = 0, b = 0, c = 0, d = 0] = lanes
  const total = fround(fround(a + b) + fround(c + d))
  doubles[sum] = (doubles[sum] as number) + roundHalfEven(total * (doubles[quantum] as number))
}

function roundHalfEven(value: number): number {
  const rounded = Math.round(value)
  return Math.abs(value % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded
}

/** A summary is critical in a run in which any task below it is. Inner summaries are listed before outer ones. */
export function countSummaries({ words }: Views): void {
  const list = (words[HEADER.summaries] as number) >> 2
  const count = words[HEADER.summaryCount] as number
  for (const index of words.slice(list, list + count)) {
    const node = ((words[HEADER.nodes] as number) + index * NODE_BYTES) >> 2
    const sums = ((words[HEADER.sums] as number) + index * SUMS_BYTES) >> 2
    const own = (words[node + NODE.summaryOwn] as number) >> 2
    const above = (words[node + NODE.summaryAbove] as number) >> 2
    for (let run = 0; run < TILE_RUNS; run++) {
      if (words[own + run] === 0) continue
      words[sums + SUMS.summaryCritical] = (words[sums + SUMS.summaryCritical] as number) + 1
      if (above !== 0) words[above + run] = -1
      words[own + run] = 0
    }
  }
}
