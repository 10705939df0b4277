// What sorted finishes or bins of finishes say. A percentile is an order statistic: the least value
// that so many percent of the runs do not exceed. Inside a bin values are taken to lie evenly, so
// it is exact to a bin, and to the day where bins are no wider than a day.
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
  readonly atRank: (rank: number) => number
  /** How many runs finish at the position or before. */
  readonly countUpTo: (position: number) => number
}

export interface Axis {
  readonly minuteAt: (position: number) => Minute
  readonly positionOf: (minute: Minute) => number
}

/** Of finishes in rising order. */
export function tallyOfAll(finishes: Int32Array): Tally {
  const runs = finishes.length
  const least = finishes[0] as number
  const offset = finishes.reduce((sum, finish) => sum + (finish - least), 0) / runs
  const mean = least + offset
  const squares = finishes.reduce((sum, finish) => sum + (finish - mean) ** 2, 0)
  return {
    runs,
    mean,
    standardDeviation: Math.sqrt(squares / runs),
    least,
    greatest: finishes[runs - 1] as number,
    atRank: (rank) => finishes[rank - 1] as number,
    countUpTo: (position) => firstAtLeast(finishes, Math.floor(position) + 1),
  }
}

/** The first and the last bin also hold what lies beyond them. */
export function binTally(
  counts: Uint16Array | Uint32Array,
  { histogramLow, binMinutes }: NodeScale,
  least: number,
  greatest: number,
): Pick<Tally, 'atRank' | 'countUpTo'> {
  const firstOf = (bin: number): number => (bin === 0 ? least : Math.max(least, histogramLow + bin * binMinutes))
  const lastOf = (bin: number): number =>
    bin === HISTOGRAM_BINS - 1 ? greatest : Math.min(greatest, histogramLow + (bin + 1) * binMinutes - 1)
  let upTo: Uint32Array | null = null
  return {
    atRank: (rank) => {
      upTo ??= runningSum(counts)
      const bin = firstAtLeast(upTo, rank)
      const before = bin === 0 ? 0 : (upTo[bin - 1] as number)
      const first = firstOf(bin)
      const width = lastOf(bin) - first + 1
      return first + Math.ceil((width * (rank - before)) / (counts[bin] as number)) - 1
    },
    countUpTo: (position) => {
      let count = 0
      for (let bin = 0; bin < HISTOGRAM_BINS; bin++) {
        const inBin = counts[bin] as number
        if (inBin === 0 || firstOf(bin) > position) continue
        const last = lastOf(bin)
        const share = last <= position ? 1 : (position - firstOf(bin) + 1) / (last - firstOf(bin) + 1)
        count += Math.round(inBin * share)
      }
      return count
    },
  }
}

function runningSum(counts: Uint16Array | Uint32Array): Uint32Array {
  const sums = new Uint32Array(counts.length)
  let sum = 0
  for (let bin = 0; bin < counts.length; bin++) {
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
export function histogramOf({ least, greatest, countUpTo }: Tally, axis: Axis, bins: number): HistogramBin[] {
  const width = Math.max(1, Math.ceil((greatest - least + 1) / Math.max(1, bins)))
  const result: HistogramBin[] = []
  let before = 0
  for (let first = least; first <= greatest; first += width) {
    const last = Math.min(greatest, first + width - 1)
    const count = countUpTo(last)
    result.push({ to: axis.minuteAt(last), runs: count - before })
    before = count
  }
  return result
}
