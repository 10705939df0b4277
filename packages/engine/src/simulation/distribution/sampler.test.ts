import { expect, test } from 'vitest'
import type { Distribution } from '../types.ts'
import { normalProbability, normalQuantile } from './normal.ts'
import { normalTable, quickProbability } from './normal-table.ts'
import { quantileAt } from './quantile-table.ts'
import { minutesAt, samplerFactory } from './sampler.ts'

const PROBABILITIES = [0.00002, 0.0005, 0.01, 0.05, 0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 0.95, 0.99, 0.9995, 0.99998]

/** The minutes at which the distribution function reaches what it should, within a probability of 1e-4. */
function expectQuantiles(distribution: Distribution, probabilityUpTo: (minutes: number) => number): void {
  const sampler = samplerFactory()(distribution)
  for (const probability of PROBABILITIES) {
    const reached = probabilityUpTo(minutesAt(sampler, probability))
    expect(Math.abs(reached - probability)).toBeLessThan(1.2e-4)
  }
}

test('uniform quantiles', () => {
  expectQuantiles({ kind: 'uniform', min: 1000, max: 101_000 }, (x) => (x - 1000) / 100_000)
})

test('triangular quantiles', () => {
  const [min, mode, max] = [20_000, 50_000, 180_000]
  expectQuantiles({ kind: 'triangular', min, mode, max }, (x) =>
    x < mode ? (x - min) ** 2 / ((max - min) * (mode - min)) : 1 - (max - x) ** 2 / ((max - min) * (max - mode)),
  )
})

test('triangular quantiles with the mode at an end', () => {
  expectQuantiles({ kind: 'triangular', min: 0, mode: 0, max: 100_000 }, (x) => 1 - (1 - x / 100_000) ** 2)
  expectQuantiles({ kind: 'triangular', min: 0, mode: 100_000, max: 100_000 }, (x) => (x / 100_000) ** 2)
})

test('PERT quantiles: beta distributions whose functions are polynomials', () => {
  const span = 200_000
  const share = (x: number): number => (x - 1000) / span
  const pert = (mode: number): Distribution => ({ kind: 'pert', min: 1000, mode: 1000 + mode * span, max: 1000 + span })
  expectQuantiles(pert(0.5), (x) => 10 * share(x) ** 3 - 15 * share(x) ** 4 + 6 * share(x) ** 5)
  expectQuantiles(pert(0.25), (x) => {
    const y = share(x)
    return 20 * (y ** 2 / 2 - y ** 3 + (3 * y ** 4) / 4 - y ** 5 / 5)
  })
  expectQuantiles(pert(0), (x) => 1 - (1 - share(x)) ** 5)
  expectQuantiles(pert(1), (x) => share(x) ** 5)
})

test('normal and lognormal quantiles', () => {
  expectQuantiles({ kind: 'normal', mean: 200_000, standardDeviation: 30_000 }, (x) =>
    normalProbability((x - 200_000) / 30_000),
  )
  const [mean, deviation] = [100_000, 40_000]
  const variance = Math.log(1 + (deviation / mean) ** 2)
  expectQuantiles({ kind: 'lognormal', mean, standardDeviation: deviation }, (x) =>
    normalProbability((Math.log(x / mean) + variance / 2) / Math.sqrt(variance)),
  )
})

test('a normal duration is never negative', () => {
  const sampler = samplerFactory()({ kind: 'normal', mean: 100, standardDeviation: 100 })
  expect(minutesAt(sampler, 0.1)).toBe(0)
  expect(minutesAt(sampler, 0.5)).toBe(100)
})

test('discrete outcomes take their share of probability, in any order', () => {
  const sampler = samplerFactory()({
    kind: 'discrete',
    outcomes: [
      { minutes: 900, probability: 0.2 },
      { minutes: 100, probability: 0.5 },
      { minutes: 300, probability: 0.3 },
      { minutes: 5, probability: 0 },
    ],
  })
  expect([0, 0.4999, 0.5001, 0.7999, 0.8001, 1].map((probability) => minutesAt(sampler, probability))).toEqual([
    100, 100, 300, 300, 900, 900,
  ])
})

test('estimates without a range are fixed', () => {
  const make = samplerFactory()
  expect(make({ kind: 'pert', min: 480, mode: 480, max: 480 })).toEqual({ kind: 'fixed', base: 480 })
  expect(make({ kind: 'normal', mean: 480, standardDeviation: 0 })).toEqual({ kind: 'fixed', base: 480 })
})

test('tables of the normal distribution', () => {
  for (const z of [-7, -5.9, -3.001, -1, -0.0004, 0, 0.7, 2.33333, 4, 6, 8]) {
    expect(Math.abs(quickProbability(z) - normalProbability(z))).toBeLessThan(1e-6)
  }
  for (const probability of PROBABILITIES) {
    expect(Math.abs(normalProbability(quantileAt(normalTable(), probability)) - probability)).toBeLessThan(1e-4)
  }
})

test('the normal distribution function and its inverse', () => {
  // Abramowitz and Stegun, table 26.1.
  expect(normalProbability(1)).toBeCloseTo(0.841344746068543, 14)
  expect(normalProbability(-3)).toBeCloseTo(0.001349898031630095, 15)
  expect(normalProbability(7)).toBeCloseTo(1 - 1.279812543885835e-12, 16)
  for (const probability of PROBABILITIES) {
    expect(normalProbability(normalQuantile(probability))).toBeCloseTo(probability, 13)
  }
})
