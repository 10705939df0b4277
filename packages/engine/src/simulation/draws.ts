import type { Network } from '../network/network.ts'
import { type Sampler, samplerFactory } from './distribution/sampler.ts'
import { type Composition, compose } from './model/composition.ts'
import type { NodeDraw } from './program.ts'
import { streamKey } from './random.ts'
import { isOpen } from './run/network-tiles.ts'
import type { SimulationModel } from './types.ts'

export interface Draws {
  readonly nodes: NodeDraw[]
  readonly composition: Composition | null
}

/** What each node of the program is drawn from. Throws InvalidSimulationError for correlations. */
export function drawsOf(
  network: Network,
  model: SimulationModel,
  seed: number,
  nodeOfTask: Int32Array,
  nodeCount: number,
): Draws {
  const makeSampler = samplerFactory()
  const noDraw: NodeDraw = {
    sampler: { kind: 'fixed', base: 0 },
    key: { a: 0, b: 0 },
    isGiven: false,
    mayNotHappen: false,
  }
  const nodes: NodeDraw[] = new Array<NodeDraw>(nodeCount).fill(noDraw)
  const samplers = new Map<string, Sampler>()
  for (const [index, { id, durationMinutes }] of network.plan.tasks.entries()) {
    if (network.isSummary[index] === 1) continue
    const node = network.nodeOfTask[index] as number
    const base = isOpen(network, index) ? (network.duration[node] as number) : durationMinutes
    const sampler: Sampler = { kind: 'fixed', base }
    samplers.set(id, sampler)
    nodes[nodeOfTask[index] as number] = { ...noDraw, sampler }
  }
  const correlated = new Set((model.correlations ?? []).flatMap(({ taskIds }) => taskIds))
  const estimated = new Set<string>()
  for (const { taskId, duration } of model.estimates) {
    const index = network.indexById.get(taskId) as number
    estimated.add(taskId)
    if (!isOpen(network, index)) continue
    const sampler = makeSampler(duration)
    samplers.set(taskId, sampler)
    nodes[nodeOfTask[index] as number] = {
      sampler,
      key: streamKey(seed, 'task', taskId),
      isGiven: correlated.has(taskId),
      mayNotHappen: false,
    }
  }
  const branched = new Set((model.branches ?? []).flatMap(({ outcomes }) => outcomes.flatMap(({ taskIds }) => taskIds)))
  for (const id of branched) {
    const node = nodeOfTask[network.indexById.get(id) as number] as number
    nodes[node] = { ...(nodes[node] as NodeDraw), mayNotHappen: true }
  }
  const composition = compose({
    model,
    seed,
    makeSampler,
    samplerOf: (id) => samplers.get(id) as Sampler,
    hasEstimate: (id) => estimated.has(id),
    nodeOf: (id) => {
      const index = network.indexById.get(id) as number
      return isOpen(network, index) ? (nodeOfTask[index] as number) : -1
    },
  })
  return { nodes, composition }
}
