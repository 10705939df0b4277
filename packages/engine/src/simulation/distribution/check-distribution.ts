import type { Distribution } from '../types.ts'

/** Minutes of one task may differ by no more than this, so that they are exact in single precision. */
export const WIDEST_RANGE = 4_194_303
const LONGEST = 525_960_000
const TOLERANCE = 1e-6

/** What is wrong with a distribution of minutes, or null. */
export function distributionFault(distribution: Distribution): string | null {
  switch (distribution.kind) {
    case 'triangular':
      return estimateFault(distribution)
    case 'pert':
      return estimateFault(distribution) ?? lambdaFault(distribution.lambda ?? 4)
    case 'uniform':
      return estimateFault({ ...distribution, mode: distribution.min })
    case 'normal':
    case 'lognormal':
      return momentsFault(distribution.kind, distribution.mean, distribution.standardDeviation)
    case 'discrete':
      return (
        probabilitiesFault(distribution.outcomes.map(({ probability }) => probability)) ??
        rangeFault(distribution.outcomes.map(({ minutes }) => minutes))
      )
    default:
      return 'is of no kind that there is'
  }
}

/** Between 0 and 1 each, and 1 all together. */
export function probabilitiesFault(probabilities: readonly number[]): string | null {
  if (probabilities.length === 0) return 'has no outcomes'
  const odd = probabilities.find((probability) => !(probability >= 0 && probability <= 1))
  if (odd !== undefined) return `a probability of ${odd} does not lie between 0 and 1`
  const sum = probabilities.reduce((total, probability) => total + probability, 0)
  return Math.abs(sum - 1) > TOLERANCE ? `the probabilities add up to ${sum}, not to 1` : null
}

function estimateFault({ min, mode, max }: { min: number; mode: number; max: number }): string | null {
  if (!(min <= mode && mode <= max)) return `min ${min}, mode ${mode} and max ${max} are not in that order`
  return rangeFault([min, mode, max])
}

function lambdaFault(lambda: number): string | null {
  return lambda >= 0 && lambda <= 100 ? null : `a lambda of ${lambda} does not lie between 0 and 100`
}

function momentsFault(kind: 'normal' | 'lognormal', mean: number, deviation: number): string | null {
  if (!(deviation >= 0)) return `a standard deviation of ${deviation}`
  if (kind === 'lognormal' && !(mean > 0)) return 'the mean of a lognormal distribution is more than 0'
  if (!(mean >= 0 && mean <= LONGEST)) return `a mean of ${mean} minutes`
  const widest = kind === 'normal' ? deviation * 9 : mean + lognormalSpan(mean, deviation)
  return widest <= WIDEST_RANGE ? null : `it spans more than ${WIDEST_RANGE} minutes`
}

function lognormalSpan(mean: number, deviation: number): number {
  const sigma = Math.sqrt(Math.log1p((deviation / mean) ** 2))
  return mean * Math.exp(4.4 * sigma)
}

function rangeFault(minutes: readonly number[]): string | null {
  const odd = minutes.find((value) => !(Number.isInteger(value) && value >= 0 && value <= LONGEST))
  if (odd !== undefined) return `${odd} is no whole number of minutes between 0 and ${LONGEST}`
  const range = minutes.reduce((a, b) => Math.max(a, b)) - minutes.reduce((a, b) => Math.min(a, b))
  return range <= WIDEST_RANGE ? null : `it spans more than ${WIDEST_RANGE} minutes`
}
