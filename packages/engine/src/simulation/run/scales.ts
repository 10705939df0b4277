// A few runs ahead of all others tell where finishes lie, so that each node's 512 bins can be as
// narrow as that allows: a whole fraction of a day where they fit, so that a bin never holds parts
// of two days, else whole days. Sums are kept about a centre, products in quanta that a double
// holds exactly for as many runs as there are.
import { InvalidSimulationError } from '../../errors.ts'
import { HEADER, HISTOGRAM_BINS, type Layout, NODE, NODE_BYTES, SUMS, SUMS_BYTES } from '../layout.ts'
import type { TileMachine } from '../machine.ts'
import type { Views } from '../views.ts'

/** Least and most, by node. */
export interface Bounds {
  readonly least: Float64Array
  readonly most: Float64Array
}

export interface ScaleInput {
  readonly durations: Bounds
  readonly finishes: Bounds
  /** By node: length of a working day of its axis, and where on the axis one begins. */
  readonly dayMinutes: Int32Array
  readonly dayPhase: Int32Array
  readonly runs: number
}

/** What a node's numbers are counted from and in. */
export interface NodeScale {
  readonly durationCentre: number
  readonly finishCentre: number
  readonly histogramLow: number
  readonly binMinutes: number
  readonly durationQuantum: number
  readonly productQuantum: number
  readonly finishQuantum: number
}

const WIDEST = 2 ** 27

/** Centres that are good enough for the runs ahead. */
export function writeFirstScales(machine: TileMachine, layout: Layout, { durations, finishes }: ScaleInput): void {
  for (let node = 0; node < layout.nodeCount; node++) {
    writeScale(machine.views, layout, node, {
      durationCentre: middle(durations, node),
      finishCentre: middle(finishes, node),
      histogramLow: 0,
      binMinutes: 1,
      durationQuantum: 1,
      productQuantum: 1,
      finishQuantum: 1,
    })
  }
}

/** What the answer is worked out with. */
export interface Scales {
  readonly projectCentre: number
  readonly nodes: readonly NodeScale[]
}

/** Reads what the runs ahead have given. */
export function writeScales(machine: TileMachine, layout: Layout, input: ScaleInput, pilotRuns: number): Scales {
  const { words, doubles } = machine.views
  const { durations, finishes } = input
  const project = words.slice(layout.finishes >> 2, (layout.finishes >> 2) + pilotRuns)
  const projectCentre = Math.round(project.reduce((sum, finish) => sum + finish, 0) / pilotRuns)
  const projectRange = rangeOfAll(finishes)
  words[HEADER.finishCentre] = projectCentre
  const nodes: NodeScale[] = []
  for (let node = 0; node < layout.nodeCount; node++) {
    const sums = (layout.sums + node * SUMS_BYTES) >> 2
    const mean = (sum: number): number => Math.round((doubles[(sums + sum) >> 1] as number) / pilotRuns)
    const durationRange = range(durations, node)
    const seen = (words[sums + SUMS.greatest] as number) - (words[sums + SUMS.least] as number)
    const finishRange = Math.max(range(finishes, node), 8 * seen)
    if (Math.max(finishRange, projectRange) > WIDEST) {
      throw new InvalidSimulationError('limit', [], `finishes can differ by more than ${WIDEST} working minutes`)
    }
    const bins = chooseBins(input, node, words[sums + SUMS.least] as number, words[sums + SUMS.greatest] as number)
    const scale: NodeScale = {
      durationCentre: middle(durations, node) + mean(SUMS.duration),
      finishCentre: middle(finishes, node) + mean(SUMS.finish),
      ...bins,
      durationQuantum: quantumFor(input.runs * durationRange * durationRange),
      productQuantum: quantumFor(input.runs * durationRange * projectRange),
      finishQuantum: quantumFor(input.runs * finishRange * finishRange),
    }
    writeScale(machine.views, layout, node, scale)
    nodes.push(scale)
  }
  return { projectCentre, nodes }
}

function middle({ least, most }: Bounds, node: number): number {
  return Math.round(((least[node] as number) + (most[node] as number)) / 2)
}

function range({ least, most }: Bounds, node: number): number {
  return (most[node] as number) - (least[node] as number) + 4
}

function rangeOfAll({ least, most }: Bounds): number {
  let low = Number.NEGATIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const value of least) low = Math.max(low, value)
  for (const value of most) high = Math.max(high, value)
  return high - low + 4
}

function quantumFor(greatest: number): number {
  return 2 ** Math.max(0, Math.ceil(Math.log2(greatest)) - 52)
}

type Bins = Pick<NodeScale, 'histogramLow' | 'binMinutes'>

/** Twice the width that the runs ahead needed, and no more than there can be. */
function chooseBins(
  { finishes, dayMinutes, dayPhase }: ScaleInput,
  node: number,
  least: number,
  greatest: number,
): Bins {
  const day = dayMinutes[node] as number
  const widened = (greatest - least) * 0.75 + 1
  const low = Math.max(Math.min(finishes.least[node] as number, least) - 2, Math.floor(least - widened))
  const high = Math.min(Math.max(finishes.most[node] as number, greatest) + 2, Math.ceil(greatest + widened))
  const needed = high - low + 1
  const phase = (dayPhase[node] as number) + 1
  const narrowest = Math.ceil(needed / (HISTOGRAM_BINS - 1))
  const binMinutes = narrowest > day ? Math.ceil(narrowest / day) * day : divisorFrom(day, narrowest)
  const grid = Math.min(binMinutes, day)
  return { binMinutes, histogramLow: phase + Math.floor((low - phase) / grid) * grid }
}

/** The least divisor that is no less than `least`, which the number itself is not. */
function divisorFrom(number: number, least: number): number {
  let divisor = least
  while (number % divisor !== 0) divisor += 1
  return divisor
}

function writeScale({ words, singles, doubles }: Views, layout: Layout, index: number, scale: NodeScale): void {
  const node = (layout.nodes + index * NODE_BYTES) >> 2
  const { binMinutes } = scale
  words[node + NODE.durationCentre] = scale.durationCentre
  words[node + NODE.finishCentre] = scale.finishCentre
  words[node + NODE.histogramLow] = scale.histogramLow
  words[node + NODE.histogramTop] = HISTOGRAM_BINS * binMinutes - Math.ceil(binMinutes / 2)
  singles[node + NODE.perBin] = 1 / binMinutes
  singles[node + NODE.halfBin] = (binMinutes - 1) / (2 * binMinutes)
  doubles[(node + NODE.durationQuantum) >> 1] = 1 / scale.durationQuantum
  doubles[(node + NODE.productQuantum) >> 1] = 1 / scale.productQuantum
  doubles[(node + NODE.finishQuantum) >> 1] = 1 / scale.finishQuantum
}
