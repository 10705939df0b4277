import { createInstance, type Instance } from '../src/leveling/instance.ts'
import { createRandom } from '../src/leveling/random.ts'

/** The parameters of ProGen (Kolisch, Sprecher, Drexl 1995), by which the published sets were made. */
export interface InstanceShape {
  /** Without source and sink, which the instance does not have. */
  readonly activities: number
  /** Links per activity, those that follow from others not counted. */
  readonly complexity: number
  /** The share of resources that an activity uses, 0 … 1. */
  readonly resourceFactor: number
  /** 0: the largest demand is all there is; 1: the earliest dates of all can be held. */
  readonly resourceStrength: number
}

const RESOURCES = 4
const MAX_LINKS = 3
const MAX_OPEN = 3

/** Durations and demands are 1 … 10. The same shape and seed give the same instance. */
export function generateInstance(shape: InstanceShape, seed: number): Instance {
  const random = createRandom(seed)
  const pick = (from: number, to: number) => from + Math.floor(random() * (to - from + 1))
  const { activities } = shape
  const durations = Array.from({ length: activities }, () => pick(1, 10))
  const successors = linksOf(activities, Math.round(shape.complexity * activities), pick)
  const demands = demandsOf(activities, shape.resourceFactor, pick)
  const peaks = earliestPeaks(durations, successors, demands)
  const capacities = peaks.map((peak, resource) => {
    const least = Math.max(...demands.map((row) => row[resource] ?? 0))
    return Math.max(1, least + Math.round(shape.resourceStrength * Math.max(0, peak - least)))
  })
  return createInstance({ durations, successors, demands, capacities })
}

type Pick = (from: number, to: number) => number

/** Every activity but the first three gets a predecessor, all but the last three a successor, then up to `links`. */
function linksOf(count: number, links: number, pick: Pick): number[][] {
  const successors: Set<number>[] = Array.from({ length: count }, () => new Set())
  const predecessors = new Int32Array(count)
  const after: bigint[] = Array.from({ length: count }, () => 0n)
  const before: bigint[] = Array.from({ length: count }, () => 0n)
  let total = 0
  const link = (from: number, to: number): boolean => {
    const isFull = (successors[from]?.size ?? 0) >= MAX_LINKS || (predecessors[to] ?? 0) >= MAX_LINKS
    const follows = ((after[from] ?? 0n) >> BigInt(to)) & 1n
    if (isFull || follows === 1n || makesOtherFollow(from, to, successors, after, before)) return false
    successors[from]?.add(to)
    predecessors[to] = (predecessors[to] ?? 0) + 1
    total++
    const late = (after[to] ?? 0n) | (1n << BigInt(to))
    const early = (before[from] ?? 0n) | (1n << BigInt(from))
    for (let i = 0; i < count; i++) {
      if ((early >> BigInt(i)) & 1n) after[i] = (after[i] ?? 0n) | late
      if ((late >> BigInt(i)) & 1n) before[i] = (before[i] ?? 0n) | early
    }
    return true
  }
  for (let to = MAX_OPEN; to < count; to++) for (let tries = 0; tries < 50 && !link(pick(0, to - 1), to); tries++);
  for (let from = 0; from < count - MAX_OPEN; from++) {
    if (successors[from]?.size) continue
    for (let tries = 0; tries < 50 && !link(from, pick(from + 1, count - 1)); tries++);
  }
  for (let tries = 0; tries < count * 100 && total < links; tries++) {
    const from = pick(0, count - 2)
    link(from, pick(from + 1, count - 1))
  }
  return successors.map((set) => [...set].sort((a, b) => a - b))
}

/** Whether a link that exists would follow from the new one and others. */
function makesOtherFollow(
  from: number,
  to: number,
  successors: readonly ReadonlySet<number>[],
  after: readonly bigint[],
  before: readonly bigint[],
): boolean {
  const early = (before[from] ?? 0n) | (1n << BigInt(from))
  const late = (after[to] ?? 0n) | (1n << BigInt(to))
  return successors.some(
    (set, i) => ((early >> BigInt(i)) & 1n) === 1n && [...set].some((next) => ((late >> BigInt(next)) & 1n) === 1n),
  )
}

function demandsOf(count: number, resourceFactor: number, pick: Pick): number[][] {
  const demands = Array.from({ length: count }, () => new Array<number>(RESOURCES).fill(0))
  const cells = Array.from({ length: count * RESOURCES }, (_, cell) => cell)
  const wanted = Math.round(resourceFactor * cells.length)
  for (let i = 0; i < wanted; i++) {
    const other = pick(i, cells.length - 1)
    const cell = cells[other] ?? 0
    cells[other] = cells[i] ?? 0
    const row = demands[Math.floor(cell / RESOURCES)]
    if (row) row[cell % RESOURCES] = pick(1, 10)
  }
  return demands
}

function earliestPeaks(durations: readonly number[], successors: number[][], demands: number[][]): number[] {
  const starts = durations.map(() => 0)
  successors.forEach((list, i) => {
    for (const next of list) starts[next] = Math.max(starts[next] ?? 0, (starts[i] ?? 0) + (durations[i] ?? 0))
  })
  const horizon = durations.reduce((sum, duration) => sum + duration, 0)
  const usage = Array.from({ length: RESOURCES }, () => new Int32Array(horizon))
  demands.forEach((row, i) => {
    const start = starts[i] ?? 0
    row.forEach((demand, resource) => {
      const line = usage[resource]
      for (let t = start; line && t < start + (durations[i] ?? 0); t++) line[t] = (line[t] ?? 0) + demand
    })
  })
  return usage.map((line) => Math.max(...line))
}
