// What sorted finishes or bins of finishes say. A percentile is an order statistic: the least value
// that so many percent of the runs do not exceed. Inside a bin values are taken to lie evenly, so
// it is exact to a bin, and to the day where bins are no wider than a day.
import { earliestMinuteAt, positionOf } from '../../calendar/positions.ts'
import type { WorkingTime } from '../../calendar/working-time.ts'
import type { Minute } from '../../plan/types.ts'
import { HISTOGRAM_BINS } from '../layout.ts'
import type { FinishDistribution, HistogramBin } from '../types.ts'
import type { NodeScale } from './scales.ts'

/** Positions are working minutes since the project's start. */
export interface Tally {
  readonly runs: number
  readonly mean: number
  readonly standardDeviation: number
  readonly least: number
  readonly greatest: number
  /** The position of the run that comes at this place, from 1, when runs are put in order. */
  atRank(rank: number): number
  /** How many runs finish at the position or before. */
  countUpTo(position: number): number
}

/** Positions on a calendar's axis as minutes, and back. */
export class Axis {
  readonly #calendar: WorkingTime
  readonly #zero: number
  readonly #planned: Minute
  readonly #plannedPosition: number

  /** A position may be two minutes, and where the finish is `planned` there is no doubt about it. */
  constructor(calendar: WorkingTime, start: Minute, planned: Minute) {
    this.#calendar = calendar
    this.#zero = positionOf(calendar, start)
    this.#planned = planned
    this.#plannedPosition = this.positionOf(planned)
  }

  minuteAt(position: number): Minute {
    if (position === this.#plannedPosition) return this.#planned
    return earliestMinuteAt(this.#calendar, this.#zero + position)
  }

  positionOf(minute: Minute): number {
    return positionOf(this.#calendar, minute) - this.#zero
  }
}

/** Of all finishes, in rising order. */
export class SortedTally implements Tally {
  readonly runs: number
  readonly mean: number
  readonly standardDeviation: number
  readonly least: number
  readonly greatest: number
  readonly #finishes: Int32Array

  constructor(finishes: Int32Array) {
    this.#finishes = finishes
    this.runs = finishes.length
    this.least = finishes[0] as number
    this.greatest = finishes[this.runs - 1] as number
    let sum = 0
    for (let run = 0; run < this.runs; run++) sum += (finishes[run] as number) - this.least
    this.mean = this.least + sum / this.runs
    let squares = 0
    for (let run = 0; run < this.runs; run++) squares += ((finishes[run] as number) - this.mean) ** 2
    this.standardDeviation = Math.sqrt(squares / this.runs)
  }

  atRank(rank: number): number {
    return this.#finishes[rank - 1] as number
  }

  countUpTo(position: number): number {
    return firstAtLeast(this.#finishes, Math.floor(position) + 1)
  }
}

export type Bins = Uint16Array | Uint32Array

/** Of finishes in bins; the first and the last bin also hold what lies beyond them. */
export class BinTally implements Tally {
  readonly runs: number
  readonly mean: number
  readonly standardDeviation: number
  readonly least: number
  readonly greatest: number
  readonly #counts: Bins
  readonly #upTo: Uint32Array
  readonly #scale: NodeScale

  constructor(
    counts: Bins,
    scale: NodeScale,
    moments: Pick<Tally, 'runs' | 'mean' | 'standardDeviation' | 'least' | 'greatest'>,
  ) {
    this.#counts = counts
    this.#upTo = runningSum(counts, binOf(moments.least, scale), binOf(moments.greatest, scale))
    this.#scale = scale
    this.runs = moments.runs
    this.mean = moments.mean
    this.standardDeviation = moments.standardDeviation
    this.least = moments.least
    this.greatest = moments.greatest
  }

  atRank(rank: number): number {
    const bin = firstAtLeast(this.#upTo, rank)
    const before = bin === 0 ? 0 : (this.#upTo[bin - 1] as number)
    const first = this.#firstOf(bin)
    const width = this.#lastOf(bin) - first + 1
    return first + Math.ceil((width * (rank - before)) / (this.#counts[bin] as number)) - 1
  }

  countUpTo(position: number): number {
    let count = 0
    for (let bin = 0; bin < HISTOGRAM_BINS; bin++) {
      const inBin = this.#counts[bin] as number
      const first = this.#firstOf(bin)
      if (inBin === 0 || first > position) continue
      const last = this.#lastOf(bin)
      count += last <= position ? inBin : Math.round((inBin * (position - first + 1)) / (last - first + 1))
    }
    return count
  }

  #firstOf(bin: number): number {
    const { histogramLow, binMinutes } = this.#scale
    return bin === 0 ? this.least : Math.max(this.least, histogramLow + bin * binMinutes)
  }

  #lastOf(bin: number): number {
    const { histogramLow, binMinutes } = this.#scale
    if (bin === HISTOGRAM_BINS - 1) return this.greatest
    return Math.min(this.greatest, histogramLow + (bin + 1) * binMinutes - 1)
  }
}

function binOf(position: number, { histogramLow, binMinutes }: NodeScale): number {
  return Math.max(0, Math.min(HISTOGRAM_BINS - 1, Math.floor((position - histogramLow) / binMinutes)))
}

/** Of the bins from `from` to `to`; those before have none, those behind are left out. */
function runningSum(counts: Bins, from: number, to: number): Uint32Array {
  const sums = new Uint32Array(to + 1)
  let sum = 0
  for (let bin = from; bin <= to; bin++) {
    sum += counts[bin] as number
    sums[bin] = sum
  }
  return sums
}

/** Where a rising array first reaches a value; binary search. */
function firstAtLeast(values: Uint32Array | Int32Array, value: number): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((values[middle] as number) < value) low = middle + 1
    else high = middle
  }
  return low
}

export function distributionOf(tally: Tally, axis: Axis, percentiles: readonly number[]): FinishDistribution {
  const { runs, mean, standardDeviation, least, greatest } = tally
  return {
    percentiles: percentiles.map((percentile) => ({
      percentile,
      finish: axis.minuteAt(tally.atRank(rankOf(percentile, runs))),
    })),
    earliest: axis.minuteAt(least),
    latest: axis.minuteAt(greatest),
    mean: axis.minuteAt(Math.round(mean)),
    meanMinutes: mean,
    standardDeviation,
  }
}

/** Percentages such as 0.1 are not exact, so what is within rounding of a rank is that rank. */
function rankOf(percentile: number, runs: number): number {
  return Math.min(runs, Math.max(1, Math.ceil((percentile / 100) * runs - 1e-6)))
}

/** Bins of equal width from the earliest finish to the latest; empty ones are kept. */
export function histogramOf(tally: Tally, axis: Axis, bins: number): HistogramBin[] {
  const { least, greatest } = tally
  const width = Math.max(1, Math.ceil((greatest - least + 1) / Math.max(1, bins)))
  const result: HistogramBin[] = []
  let before = 0
  for (let first = least; first <= greatest; first += width) {
    const last = Math.min(greatest, first + width - 1)
    const count = tally.countUpTo(last)
    result.push({ to: axis.minuteAt(last), runs: count - before })
    before = count
  }
  return result
}
