// What the kernels do not draw by themselves: correlated durations, risk events and branches. All of
// it is plain data, so that a thread can be handed it.
import { minutesAt, type Sampler, type samplerFactory } from '../distribution/sampler.ts'
import { type StreamKey, streamKey } from '../random.ts'
import type { SimulationModel } from '../types.ts'
import { correlatedGroups } from './correlation.ts'

export interface Composition {
  readonly groups: readonly ComposedGroup[]
  readonly risks: readonly { readonly key: StreamKey; readonly probability: number }[]
  /** `upTo`: the probability of an outcome or one before it. */
  readonly branches: readonly { readonly key: StreamKey; readonly upTo: Float64Array }[]
  /** Nodes of fixed duration that a risk or branch changes, whose rows are written each time. */
  readonly fixed: readonly { readonly node: number; readonly base: number }[]
  readonly factors: readonly { readonly node: number; readonly risk: number; readonly factor: number }[]
  readonly additions: readonly Addition[]
  /** The node takes no time unless one of these outcomes of the branch happens. */
  readonly conditions: readonly {
    readonly node: number
    readonly branch: number
    readonly outcomes: readonly number[]
  }[]
}

export interface ComposedGroup {
  readonly nodes: Int32Array
  readonly samplers: readonly Sampler[]
  readonly keys: readonly StreamKey[]
  readonly loads: Float64Array
  readonly common: number | null
  readonly commonKey: StreamKey
}

export interface Addition {
  readonly node: number
  readonly risk: number
  readonly sampler: Sampler
  readonly key: StreamKey
}

interface Context {
  readonly model: SimulationModel
  readonly seed: number
  readonly makeSampler: ReturnType<typeof samplerFactory>
  /** By task: what its duration is drawn from. */
  readonly samplerOf: (taskId: string) => Sampler
  readonly hasEstimate: (taskId: string) => boolean
  /** -1 for tasks whose duration cannot change any more. */
  readonly nodeOf: (taskId: string) => number
}

/** Null when there is nothing of the kind. Throws InvalidSimulationError. */
export function compose(context: Context): Composition | null {
  const { model, seed, makeSampler, nodeOf, samplerOf } = context
  const groups = correlatedGroups(model.correlations ?? [], context.hasEstimate).map(({ taskIds, loads, common }) => ({
    nodes: Int32Array.from(taskIds, nodeOf),
    samplers: taskIds.map(samplerOf),
    keys: taskIds.map((id) => streamKey(seed, 'correlated', id)),
    loads,
    common,
    commonKey: streamKey(seed, 'common', ...taskIds),
  }))
  const fixed = new Map<number, number>()
  /** The task's node, when its duration can change; notes those whose rows nobody else writes. */
  const changedNode = (taskId: string): number => {
    const node = nodeOf(taskId)
    const sampler = samplerOf(taskId)
    if (node >= 0 && sampler.kind === 'fixed') fixed.set(node, sampler.base)
    return node
  }
  const factors: Composition['factors'][number][] = []
  const additions: Addition[] = []
  const risks = (model.risks ?? []).map(({ id, probability, impacts }, risk) => {
    for (const impact of impacts) {
      const node = changedNode(impact.taskId)
      if (node < 0) continue
      if ('factor' in impact) factors.push({ node, risk, factor: impact.factor })
      else {
        const key = streamKey(seed, 'impact', id, impact.taskId)
        additions.push({ node, risk, sampler: makeSampler(impact.addedMinutes), key })
      }
    }
    return { key: streamKey(seed, 'risk', id), probability }
  })
  const conditions: Composition['conditions'][number][] = []
  const branches = (model.branches ?? []).map(({ id, outcomes }, branch) => {
    const taskIds = new Set(outcomes.flatMap((outcome) => outcome.taskIds))
    for (const taskId of taskIds) {
      const mine = outcomes.flatMap((outcome, index) => (outcome.taskIds.includes(taskId) ? [index] : []))
      const node = changedNode(taskId)
      if (node >= 0) conditions.push({ node, branch, outcomes: mine })
    }
    return { key: streamKey(seed, 'branch', id), upTo: runningSum(outcomes.map(({ probability }) => probability)) }
  })
  if (groups.length + factors.length + additions.length + conditions.length === 0) return null
  const fixedNodes = Array.from(fixed, ([node, base]) => ({ node, base }))
  return { groups, risks, branches, fixed: fixedNodes, factors, additions, conditions }
}

function runningSum(probabilities: readonly number[]): Float64Array {
  let sum = 0
  const sums = Float64Array.from(probabilities, (probability) => {
    sum += probability
    return sum
  })
  sums[sums.length - 1] = 1
  return sums
}

/** The least and most minutes of a node, given those of its own estimate. */
export function composedRange(
  composition: Composition | null,
  node: number,
  least: number,
  most: number,
): [number, number] {
  if (composition === null) return [least, most]
  let low = least
  let high = most
  for (const { node: at, factor } of composition.factors) {
    if (at !== node) continue
    low *= Math.min(1, factor)
    high *= Math.max(1, factor)
  }
  for (const { node: at, sampler } of composition.additions) if (at === node) high += minutesAt(sampler, 1)
  if (composition.conditions.some(({ node: at }) => at === node)) low = 0
  return [Math.floor(low), Math.ceil(high)]
}
