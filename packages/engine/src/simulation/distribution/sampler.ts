// A distribution made ready to draw from: minutes = base + round(scale x quantile of the shape).
// Shapes are shared, since most estimates of a plan have one of a few; the mode of a three-point
// estimate is placed in 4,096ths of its range for that.
import type { DiscreteOutcome, Distribution } from '../types.ts'
import { betaTable } from './beta.ts'
import { normalQuantile } from './normal.ts'
import { buildTable, CORNER_DISTANCES, quantileAt } from './quantile-table.ts'

export type Sampler = FixedSampler | TableSampler | DiscreteSampler

export interface FixedSampler {
  readonly kind: 'fixed'
  readonly base: number
}

export interface TableSampler {
  readonly kind: 'table'
  readonly base: number
  readonly scale: number
  readonly table: Float32Array
}

/** Once 32 random bits, unsigned, reach `thresholds[k]`, `steps[k]` is added to what came before. */
export interface DiscreteSampler {
  readonly kind: 'discrete'
  readonly base: number
  readonly thresholds: Uint32Array
  readonly steps: Int32Array
}

const MODES = 4096
const TWO_TO_32 = 4294967296

/** Tables of shapes, which are the same for all plans; so many are kept, 2 kB each. */
const keptTables = new Map<string, Float32Array>()
const MOST_KEPT = 512

/** Makes samplers that share tables. The distributions have been checked. */
export function samplerFactory(): (distribution: Distribution) => Sampler {
  const tables = new Map<string, Float32Array>()
  const tableOf = (key: string, build: () => Float32Array): Float32Array => {
    let table = tables.get(key) ?? keptTables.get(key)
    if (table === undefined) {
      table = build()
      if (keptTables.size < MOST_KEPT) keptTables.set(key, table)
    }
    tables.set(key, table)
    return table
  }
  return (distribution) => {
    switch (distribution.kind) {
      case 'triangular':
      case 'pert':
        return threePoint(distribution, tableOf)
      case 'uniform': {
        const { min, max } = distribution
        if (min === max) return { kind: 'fixed', base: min }
        return { kind: 'table', base: min, scale: max - min, table: tableOf('uniform', uniformTable) }
      }
      case 'normal':
        return normal(distribution, tableOf)
      case 'lognormal':
        return lognormal(distribution, tableOf)
      case 'discrete':
        return discrete(distribution.outcomes)
    }
  }
}

/** Minutes for a probability from 0 (the least that can be drawn) to 1 (the most). */
export function minutesAt(sampler: Sampler, probability: number): number {
  if (sampler.kind === 'fixed') return sampler.base
  if (sampler.kind === 'table') {
    return sampler.base + Math.round(sampler.scale * quantileAt(sampler.table, probability))
  }
  const draw = Math.floor(probability * TWO_TO_32)
  let minutes = sampler.base
  for (let outcome = 0; outcome < sampler.thresholds.length; outcome++) {
    if (draw >= (sampler.thresholds[outcome] as number)) minutes += sampler.steps[outcome] as number
  }
  return minutes
}

/** The same distribution of so many times the minutes, and some more. */
export function scaledSampler(sampler: Sampler, factor: number, added: number): Sampler {
  if (factor === 1 && added === 0) return sampler
  const base = Math.round(sampler.base * factor) + added
  if (sampler.kind === 'fixed') return { kind: 'fixed', base }
  if (sampler.kind === 'table') return { ...sampler, base, scale: sampler.scale * factor }
  let sum = sampler.base
  let scaledSum = base
  const steps = sampler.steps.map((step) => {
    const before = scaledSum
    sum += step
    scaledSum = Math.round(sum * factor) + added
    return scaledSum - before
  })
  return { ...sampler, base, steps }
}

type TableOf = (key: string, build: () => Float32Array) => Float32Array

function threePoint(estimate: Extract<Distribution, { kind: 'triangular' | 'pert' }>, tableOf: TableOf): Sampler {
  const { kind, min, mode, max } = estimate
  if (min === max) return { kind: 'fixed', base: min }
  const place = Math.round(((mode - min) / (max - min)) * MODES) / MODES
  const lambda = estimate.kind === 'pert' ? (estimate.lambda ?? 4) : 0
  const table = tableOf(`${kind} ${place} ${lambda}`, () =>
    kind === 'pert' ? betaTable(1 + lambda * place, 1 + lambda * (1 - place)) : triangularTable(place),
  )
  return { kind: 'table', base: min, scale: max - min, table }
}

function triangularTable(mode: number): Float32Array {
  return buildTable(
    (distance) => triangularQuantile(distance, mode),
    (distance) => 1 - triangularQuantile(distance, 1 - mode),
  )
}

function triangularQuantile(probability: number, mode: number): number {
  if (probability <= mode) return Math.sqrt(probability * mode)
  return 1 - Math.sqrt((1 - probability) * (1 - mode))
}

function uniformTable(): Float32Array {
  return buildTable(
    (distance) => distance,
    (distance) => 1 - distance,
  )
}

/** Cut off at zero: what would lie below has no minutes at all. */
function normal({ mean, standardDeviation }: { mean: number; standardDeviation: number }, tableOf: TableOf): Sampler {
  const base = Math.round(mean)
  if (standardDeviation === 0) return { kind: 'fixed', base }
  const lowest = -base / standardDeviation
  const isCut = lowest > normalQuantile(CORNER_DISTANCES[0] as number)
  const table = tableOf(isCut ? `normal ${lowest}` : 'normal', () =>
    buildTable(
      (distance) => Math.max(isCut ? lowest : Number.NEGATIVE_INFINITY, normalQuantile(distance)),
      (distance) => Math.max(isCut ? lowest : Number.NEGATIVE_INFINITY, -normalQuantile(distance)),
    ),
  )
  return { kind: 'table', base, scale: standardDeviation, table }
}

function lognormal(
  { mean, standardDeviation }: { mean: number; standardDeviation: number },
  tableOf: TableOf,
): Sampler {
  if (standardDeviation === 0) return { kind: 'fixed', base: Math.round(mean) }
  const variance = Math.log1p((standardDeviation / mean) ** 2)
  const sigma = Math.sqrt(variance)
  const table = tableOf(`lognormal ${sigma}`, () =>
    buildTable(
      (distance) => Math.exp(sigma * normalQuantile(distance)),
      (distance) => Math.exp(-sigma * normalQuantile(distance)),
    ),
  )
  return { kind: 'table', base: 0, scale: mean / Math.exp(variance / 2), table }
}

function discrete(outcomes: readonly DiscreteOutcome[]): Sampler {
  const possible = [...outcomes].filter(({ probability }) => probability > 0).sort((a, b) => a.minutes - b.minutes)
  const base = (possible[0] as DiscreteOutcome).minutes
  if (possible.every(({ minutes }) => minutes === base)) return { kind: 'fixed', base }
  const thresholds = new Uint32Array(possible.length - 1)
  const steps = new Int32Array(possible.length - 1)
  let sum = 0
  for (let outcome = 1; outcome < possible.length; outcome++) {
    const before = possible[outcome - 1] as DiscreteOutcome
    sum += before.probability
    thresholds[outcome - 1] = Math.min(TWO_TO_32 - 1, Math.round(sum * TWO_TO_32))
    steps[outcome - 1] = (possible[outcome] as DiscreteOutcome).minutes - before.minutes
  }
  return { kind: 'discrete', base, thresholds, steps }
}
