// The hot loops of Monte Carlo in AssemblyScript, four runs at once. `src/simulation/plain` does the
// same in plain TypeScript, integer for integer; `src/simulation/layout.ts` says where everything lies in memory.
// A tile is 64 runs: each node has a row of 64 durations and, behind it, a row of 64 dates. Dates are
// working minutes since the project's start. Each step does all 64 runs of one node before the next.

const ROW: usize = 256
const EDGE: usize = 16
const NODE: usize = 128
const SUMS: usize = 64
const HISTOGRAM: usize = 1024

// Header, a word each.
const NODE_COUNT: usize = 0
const NODES: usize = 4
const ROWS: usize = 8
const ALL_SUMS: usize = 12
const HISTOGRAMS: usize = 16
const SCRATCH: usize = 20
const PROJECT_FINISH: usize = 24
const FINISHES: usize = 28
const CRITICAL_FLOAT: usize = 32
const FINISH_CENTRE: usize = 36
const SUMMARIES: usize = 40
const SUMMARY_COUNT: usize = 44

const TABLE: i32 = 1
const DISCRETE: i32 = 2

const LOWEST: i32 = -0x40000000
const ROUNDING: f32 = 12582912
const ROUNDED: i32 = 0x4b400000

/** A counter-based generator: two keys and the number of a run make 32 bits, in three rounds of mixing. */
// @ts-ignore: decorator
@inline
function mix(counter: v128, keyB: v128): v128 {
  let x = v128.xor(counter, i32x4.shr_u(counter, 17))
  x = i32x4.mul(x, i32x4.splat(0xed5ad4bb))
  x = i32x4.add(x, keyB)
  x = v128.xor(x, i32x4.shr_u(x, 11))
  x = i32x4.mul(x, i32x4.splat(0xac4c1b51))
  x = v128.xor(x, i32x4.shr_u(x, 15))
  x = i32x4.mul(x, i32x4.splat(0x31848bab))
  return v128.xor(x, i32x4.shr_u(x, 14))
}

// @ts-ignore: decorator
@inline
function firstCounter(run: i32, keyA: i32): v128 {
  const lanes = i32x4.add(i32x4.splat(run), i32x4(0, 1, 2, 3))
  return i32x4.add(i32x4.mul(lanes, i32x4.splat(0x9e3779b9)), i32x4.splat(keyA))
}

/** Inverse transform by a table of quantiles: 16 cells in each octave of the distance from the nearer end. */
function sampleTable(node: usize, row: usize, run: i32): void {
  const base = i32x4.splat(load<i32>(node, 4) - ROUNDED)
  const range = f32x4.splat(load<f32>(node, 8))
  const table = i32x4.splat(load<i32>(node, 12) - (2272 << 2))
  const keyB = i32x4.splat(load<i32>(node, 20))
  let counter = firstCounter(run, load<i32>(node, 16))
  for (const end = row + ROW; row < end; row += 16) {
    const bits = mix(counter, keyB)
    counter = i32x4.add(counter, i32x4.splat(0x78dde6e4))
    const distance = f32x4.convert_i32x4_s(v128.and(bits, i32x4.splat(0x7fffffff)))
    const place = i32x4.max_s(distance, i32x4.splat(0x47000000))
    const side = v128.and(i32x4.shr_s(bits, 31), i32x4.splat(1028))
    const cell = i32x4.add(
      v128.and(i32x4.shr_u(place, 17), i32x4.splat(0x7ffffffc)),
      i32x4.add(side, table),
    )
    let low = v128.load64_zero(i32x4.extract_lane(cell, 0))
    low = v128.load64_lane(i32x4.extract_lane(cell, 1), low, 1)
    let high = v128.load64_zero(i32x4.extract_lane(cell, 2))
    high = v128.load64_lane(i32x4.extract_lane(cell, 3), high, 1)
    const from = v128.shuffle<i32>(low, high, 0, 2, 4, 6)
    const to = v128.shuffle<i32>(low, high, 1, 3, 5, 7)
    const part = f32x4.mul(
      f32x4.convert_i32x4_s(v128.and(place, i32x4.splat(0x7ffff))),
      f32x4.splat(1.0 / 524288.0),
    )
    const quantile = f32x4.add(from, f32x4.mul(f32x4.sub(to, from), part))
    const rounded = f32x4.add(f32x4.mul(quantile, range), f32x4.splat(ROUNDING))
    v128.store(row, i32x4.add(rounded, base))
  }
}

/** A base and, for each further outcome, what it adds to the one before it once the draw has reached its threshold. */
function sampleDiscrete(node: usize, row: usize, run: i32): void {
  const list: usize = load<usize>(node, 12)
  const count = load<usize>(list)
  const keyB = i32x4.splat(load<i32>(node, 20))
  let counter = firstCounter(run, load<i32>(node, 16))
  for (const end = row + ROW; row < end; row += 16) {
    const draw = v128.xor(mix(counter, keyB), i32x4.splat(0x80000000))
    counter = i32x4.add(counter, i32x4.splat(0x78dde6e4))
    let value = i32x4.splat(load<i32>(node, 4))
    for (let outcome: usize = list + 4; outcome < list + 4 + (count << 3); outcome += 8) {
      const reached = i32x4.ge_s(draw, v128.load32_splat(outcome))
      value = i32x4.add(value, v128.and(reached, v128.load32_splat(outcome, 4)))
    }
    v128.store(row, value)
  }
}

export function sample(run: i32): void {
  const count = load<i32>(NODE_COUNT)
  let node: usize = load<usize>(NODES)
  let row: usize = load<usize>(ROWS)
  for (let i = 0; i < count; i++) {
    const kind = load<i32>(node)
    if (kind == TABLE) sampleTable(node, row, run)
    else if (kind == DISCRETE) sampleDiscrete(node, row, run)
    node += NODE
    row += ROW * 2
  }
}

/** `target` = the greatest of itself (of `floor` at first) and what finish-to-start links ask for, two links a time. */
function startAfter(edge: usize, count: i32, target: usize, floor: i32): usize {
  let isFirst = true
  while (count > 1) {
    const one: usize = load<usize>(edge) + ROW
    const two: usize = load<usize>(edge, EDGE) + ROW
    const lagOne = v128.load32_splat(edge, 4)
    const lagTwo = v128.load32_splat(edge, EDGE + 4)
    for (let at: usize = 0; at < ROW; at += 16) {
      const known = isFirst ? i32x4.splat(floor) : v128.load(target + at)
      const asked = i32x4.max_s(
        i32x4.add(v128.load(one + at), lagOne),
        i32x4.add(v128.load(two + at), lagTwo),
      )
      v128.store(target + at, i32x4.max_s(known, asked))
    }
    isFirst = false
    count -= 2
    edge += EDGE * 2
  }
  if (count == 1) {
    const one: usize = load<usize>(edge) + ROW
    const lagOne = v128.load32_splat(edge, 4)
    for (let at: usize = 0; at < ROW; at += 16) {
      const known = isFirst ? i32x4.splat(floor) : v128.load(target + at)
      v128.store(target + at, i32x4.max_s(known, i32x4.add(v128.load(one + at), lagOne)))
    }
    isFirst = false
    edge += EDGE
  }
  if (isFirst) {
    for (let at: usize = 0; at < ROW; at += 16) v128.store(target + at, i32x4.splat(floor))
  }
  return edge
}

/** Links of the other three types: 1 start to start, 2 finish to finish, 3 start to finish. */
function startBeside(edge: usize, count: i32, target: usize, row: usize): void {
  for (; count > 0; count--, edge += EDGE) {
    const other: usize = load<usize>(edge)
    const lag = v128.load32_splat(edge, 4)
    const type = load<i32>(edge, 8)
    const fromStart = type != 2
    const toFinish = type != 1
    for (let at: usize = 0; at < ROW; at += 16) {
      let asked = i32x4.add(v128.load(other + at, ROW), lag)
      if (fromStart) asked = i32x4.sub(asked, v128.load(other + at))
      if (toFinish) asked = i32x4.sub(asked, v128.load(row + at))
      v128.store(target + at, i32x4.max_s(v128.load(target + at), asked))
    }
  }
}

function finishFloor(floor: i32, target: usize, row: usize): void {
  for (let at: usize = 0; at < ROW; at += 16) {
    const asked = i32x4.sub(i32x4.splat(floor), v128.load(row + at))
    v128.store(target + at, i32x4.max_s(v128.load(target + at), asked))
  }
}

/** Early finishes by rank, and the project's finish in each run. */
export function forward(): void {
  const count = load<i32>(NODE_COUNT)
  const scratch: usize = load<usize>(SCRATCH)
  const project: usize = load<usize>(PROJECT_FINISH)
  let node: usize = load<usize>(NODES)
  let row: usize = load<usize>(ROWS)
  for (let at: usize = 0; at < ROW; at += 16) v128.store(project + at, i32x4.splat(LOWEST))
  for (let i = 0; i < count; i++) {
    const edge = startAfter(load<i32>(node, 32), load<i32>(node, 36), scratch, load<i32>(node, 24))
    const others = load<i32>(node, 40)
    if (others > 0) startBeside(edge, others, scratch, row)
    const floor = load<i32>(node, 28)
    if (floor > LOWEST) finishFloor(floor, scratch, row)
    const mayEnd = load<i32>(node, 60)
    for (let at: usize = 0; at < ROW; at += 16) {
      const finish = i32x4.add(v128.load(scratch + at), v128.load(row + at))
      v128.store(row + at, finish, ROW)
      if (mayEnd) v128.store(project + at, i32x4.max_s(v128.load(project + at), finish))
    }
    node += NODE
    row += ROW * 2
  }
}

/** `scratch` = the least of `cap`, the project's finish and what finish-to-start links allow; rows hold late starts. */
function finishBefore(edge: usize, count: i32, target: usize, project: usize, cap: i32): usize {
  let known = project
  if (cap < -LOWEST) {
    for (let at: usize = 0; at < ROW; at += 16) {
      v128.store(target + at, i32x4.min_s(v128.load(project + at), i32x4.splat(cap)))
    }
    known = target
  }
  while (count > 1) {
    const one: usize = load<usize>(edge) + ROW
    const two: usize = load<usize>(edge, EDGE) + ROW
    const lagOne = v128.load32_splat(edge, 4)
    const lagTwo = v128.load32_splat(edge, EDGE + 4)
    for (let at: usize = 0; at < ROW; at += 16) {
      const allowed = i32x4.min_s(
        i32x4.sub(v128.load(one + at), lagOne),
        i32x4.sub(v128.load(two + at), lagTwo),
      )
      v128.store(target + at, i32x4.min_s(v128.load(known + at), allowed))
    }
    known = target
    count -= 2
    edge += EDGE * 2
  }
  if (count == 1) {
    const one: usize = load<usize>(edge) + ROW
    const lagOne = v128.load32_splat(edge, 4)
    for (let at: usize = 0; at < ROW; at += 16) {
      v128.store(target + at, i32x4.min_s(v128.load(known + at), i32x4.sub(v128.load(one + at), lagOne)))
    }
    known = target
    edge += EDGE
  }
  if (known != target) memory.copy(target, project, ROW)
  return edge
}

function finishBeside(edge: usize, count: i32, target: usize, row: usize): void {
  for (; count > 0; count--, edge += EDGE) {
    const other: usize = load<usize>(edge)
    const lag = v128.load32_splat(edge, 4)
    const type = load<i32>(edge, 8)
    const fromStart = type != 2
    const toFinish = type != 1
    for (let at: usize = 0; at < ROW; at += 16) {
      let allowed = i32x4.sub(v128.load(other + at, ROW), lag)
      if (toFinish) allowed = i32x4.add(allowed, v128.load(other + at))
      if (fromStart) allowed = i32x4.add(allowed, v128.load(row + at))
      v128.store(target + at, i32x4.min_s(v128.load(target + at), allowed))
    }
  }
}

// @ts-ignore: decorator
@inline
function count16(counter: usize): void {
  store<u16>(counter, load<u16>(counter) + 1)
}

// @ts-ignore: decorator
@inline
function total(x: v128): f32 {
  return (
    f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 1) + (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3))
  )
}

// @ts-ignore: decorator
@inline
function totalInteger(x: v128): f64 {
  return (
    <f64>i32x4.extract_lane(x, 0) +
    <f64>i32x4.extract_lane(x, 1) +
    <f64>i32x4.extract_lane(x, 2) +
    <f64>i32x4.extract_lane(x, 3)
  )
}

// @ts-ignore: decorator
@inline
function addRounded(sum: usize, at: usize, value: f32, quantum: f64): void {
  store<f64>(sum + at, load<f64>(sum + at) + nearest<f64>(<f64>value * quantum))
}

/**
 * Counts what the runs of a node say and turns its dates into late starts. `late` holds late finishes.
 * Sums are of differences from a centre; those of products are rounded to a quantum that keeps the
 * totals exact, so that they are the same in whatever order tiles are added.
 */
// @ts-ignore: decorator
@inline
function tally(node: usize, row: usize, sums: usize, bins: usize, late: usize, offsets: usize, valid: i32): void {
  const slack = i32x4.splat(load<i32>(CRITICAL_FLOAT))
  const durationCentre = v128.load32_splat(node, 72)
  const finishCentre = v128.load32_splat(node, 76)
  const histogramLow = v128.load32_splat(node, 64)
  const histogramTop = v128.load32_splat(node, 104)
  const perBin = v128.load32_splat(node, 68)
  const half = v128.load32_splat(node, 108)
  // Whether a summary is critical is not a matter of its own dates.
  const summary = load<usize>(node, 116) ? 0 : load<usize>(node, 112)
  const criticalAbove = load<i32>(node, 120)
  let criticals = i32x4.splat(0)
  let durations = i32x4.splat(0)
  let finishes = i32x4.splat(0)
  let least = v128.load32_splat(sums, 4)
  let greatest = v128.load32_splat(sums, 8)
  let durationSquares = f32x4.splat(0)
  let finishSquares = f32x4.splat(0)
  let products = f32x4.splat(0)
  let lane = i32x4(0, 1, 2, 3)
  for (let at: usize = 0; at < ROW; at += 16) {
    const finish = v128.load(row + at, ROW)
    const duration = v128.load(row + at)
    const lateFinish = v128.load(late + at)
    v128.store(row + at, i32x4.sub(lateFinish, duration), ROW)
    let isCritical = i32x4.le_s(lateFinish, i32x4.add(finish, slack))
    if (criticalAbove >= 0) isCritical = v128.and(isCritical, i32x4.gt_s(duration, i32x4.splat(criticalAbove)))
    let d = i32x4.sub(duration, durationCentre)
    let e = i32x4.sub(finish, finishCentre)
    const x = i32x4.min_s(i32x4.max_s(i32x4.sub(finish, histogramLow), i32x4.splat(0)), histogramTop)
    const place = f32x4.sub(f32x4.mul(f32x4.convert_i32x4_s(x), perBin), half)
    let bin = i32x4.shl(v128.and(f32x4.add(place, f32x4.splat(ROUNDING)), i32x4.splat(0x3ff)), 1)
    if (valid < 64) {
      const isValid = i32x4.lt_s(lane, i32x4.splat(valid))
      lane = i32x4.add(lane, i32x4.splat(4))
      isCritical = v128.and(isCritical, isValid)
      d = v128.and(d, isValid)
      e = v128.and(e, isValid)
      least = i32x4.min_s(least, v128.bitselect(finish, least, isValid))
      greatest = i32x4.max_s(greatest, v128.bitselect(finish, greatest, isValid))
      const rest = valid - <i32>(at >> 2)
      if (rest > 0) count16(bins + i32x4.extract_lane(bin, 0))
      if (rest > 1) count16(bins + i32x4.extract_lane(bin, 1))
      if (rest > 2) count16(bins + i32x4.extract_lane(bin, 2))
      if (rest > 3) count16(bins + i32x4.extract_lane(bin, 3))
    } else {
      least = i32x4.min_s(least, finish)
      greatest = i32x4.max_s(greatest, finish)
      count16(bins + i32x4.extract_lane(bin, 0))
      count16(bins + i32x4.extract_lane(bin, 1))
      count16(bins + i32x4.extract_lane(bin, 2))
      count16(bins + i32x4.extract_lane(bin, 3))
    }
    criticals = i32x4.sub(criticals, isCritical)
    if (summary) v128.store(summary + at, v128.or(v128.load(summary + at), isCritical))
    durations = i32x4.add(durations, d)
    finishes = i32x4.add(finishes, e)
    const df = f32x4.convert_i32x4_s(d)
    const ef = f32x4.convert_i32x4_s(e)
    durationSquares = f32x4.add(durationSquares, f32x4.mul(df, df))
    finishSquares = f32x4.add(finishSquares, f32x4.mul(ef, ef))
    products = f32x4.add(products, f32x4.mul(df, v128.load(offsets + at)))
  }
  store<i32>(sums, load<i32>(sums) + <i32>totalInteger(criticals))
  v128.store32_lane(sums, leastOf(least), 0, 4)
  v128.store32_lane(sums, greatestOf(greatest), 0, 8)
  store<f64>(sums, load<f64>(sums, 16) + totalInteger(durations), 16)
  store<f64>(sums, load<f64>(sums, 40) + totalInteger(finishes), 40)
  addRounded(sums, 24, total(durationSquares), load<f64>(node, 80))
  addRounded(sums, 32, total(products), load<f64>(node, 88))
  addRounded(sums, 48, total(finishSquares), load<f64>(node, 96))
}

// @ts-ignore: decorator
@inline
function leastOf(x: v128): v128 {
  const y = i32x4.min_s(x, v128.shuffle<i32>(x, x, 2, 3, 0, 1))
  return i32x4.min_s(y, v128.shuffle<i32>(y, y, 1, 0, 3, 2))
}

// @ts-ignore: decorator
@inline
function greatestOf(x: v128): v128 {
  const y = i32x4.max_s(x, v128.shuffle<i32>(x, x, 2, 3, 0, 1))
  return i32x4.max_s(y, v128.shuffle<i32>(y, y, 1, 0, 3, 2))
}

/** The project's finishes as differences from the centre, 0 where a run is not to be counted. */
function centreFinishes(project: usize, offsets: usize, valid: i32): void {
  const centre = i32x4.splat(load<i32>(FINISH_CENTRE))
  for (let at: usize = 0; at < ROW; at += 16) {
    v128.store(offsets + at, f32x4.convert_i32x4_s(i32x4.sub(v128.load(project + at), centre)))
  }
  for (let lane: usize = valid; lane < 64; lane++) store<f32>(offsets + (lane << 2), 0)
}

/** Late dates from the last rank to the first, and all that is counted; of the tile's runs the first `valid` count. */
export function backward(valid: i32, offset: i32): void {
  const count = load<i32>(NODE_COUNT)
  const scratch: usize = load<usize>(SCRATCH)
  const project: usize = load<usize>(PROJECT_FINISH)
  const offsets: usize = scratch + ROW
  let node: usize = load<usize>(NODES) + <usize>count * NODE
  let row: usize = load<usize>(ROWS) + <usize>count * ROW * 2
  let sums: usize = load<usize>(ALL_SUMS) + <usize>count * SUMS
  let bins: usize = load<usize>(HISTOGRAMS) + <usize>count * HISTOGRAM
  memory.copy(<usize>load<i32>(FINISHES) + (offset << 2), project, valid << 2)
  centreFinishes(project, offsets, valid)
  for (let i = 0; i < count; i++) {
    node -= NODE
    row -= ROW * 2
    sums -= SUMS
    bins -= HISTOGRAM
    const edge = finishBefore(load<i32>(node, 44), load<i32>(node, 48), scratch, project, load<i32>(node, 56))
    const others = load<i32>(node, 52)
    if (others > 0) finishBeside(edge, others, scratch, row)
    if (valid == 64) tally(node, row, sums, bins, scratch, offsets, 64)
    else tally(node, row, sums, bins, scratch, offsets, valid)
  }
  countSummaries()
}

/** A summary is critical in a run in which any task below it is. Inner summaries are listed before outer ones. */
function countSummaries(): void {
  const list = load<usize>(SUMMARIES)
  const end = list + (load<usize>(SUMMARY_COUNT) << 2)
  for (let entry = list; entry < end; entry += 4) {
    const index = load<usize>(entry)
    const node = load<usize>(NODES) + index * NODE
    const sums = load<usize>(ALL_SUMS) + index * SUMS
    const own = load<usize>(node, 116)
    const above = load<usize>(node, 112)
    let criticals = i32x4.splat(0)
    for (let at: usize = 0; at < ROW; at += 16) {
      const isCritical = v128.load(own + at)
      criticals = i32x4.sub(criticals, isCritical)
      if (above) v128.store(above + at, v128.or(v128.load(above + at), isCritical))
      v128.store(own + at, i32x4.splat(0))
    }
    store<i32>(sums, load<i32>(sums, 12) + <i32>totalInteger(criticals), 12)
  }
}

/** Fills the rows of fixed durations, and clears what is counted. */
export function open(): void {
  const count = load<i32>(NODE_COUNT)
  let node = load<usize>(NODES)
  let row = load<usize>(ROWS)
  for (let i = 0; i < count; i++) {
    const base = v128.load32_splat(node, 4)
    for (let at: usize = 0; at < ROW; at += 16) v128.store(row + at, base)
    node += NODE
    row += ROW * 2
  }
  clear()
}

/** Counts from nothing again. */
export function clear(): void {
  const count = load<usize>(NODE_COUNT)
  const first = load<usize>(ALL_SUMS)
  memory.fill(first, 0, count * SUMS)
  memory.fill(load<usize>(HISTOGRAMS), 0, count * HISTOGRAM)
  for (let sums = first; sums < first + count * SUMS; sums += SUMS) {
    store<i32>(sums, -LOWEST, 4)
    store<i32>(sums, LOWEST, 8)
  }
}
