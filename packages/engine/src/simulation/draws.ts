import { workingMinutesBetween } from '../calendar/positions.ts'
import type { WorkingTime } from '../calendar/working-time.ts'
import { type Network, STARTED } from '../network/network.ts'
import type { PlanTask } from '../plan/types.ts'
import { type Sampler, samplerFactory, scaledSampler } from './distribution/sampler.ts'
import { type Composition, compose } from './model/composition.ts'
import type { NodeDraw } from './program.ts'
import { streamKey } from './random.ts'
import { isOpen, tasksWithWork } from './run/network-tiles.ts'
import type { SimulationModel } from './types.ts'

export interface Draws {
  readonly nodes: NodeDraw[]
  readonly composition: Composition | null
}

const NEVER = 0x7fffffff

/** What is left of a task's duration, the whole of a complete one on its calendar. */
function plannedMinutes(network: Network, task: number): number {
  const node = network.nodeOfTask[task] as number
  if (network.isComplete[node] === 0) return network.remaining[node] as number
  const calendar = network.calendars[network.calendar[node] as number] as WorkingTime
  const [start, finish] = [network.pinnedStart[node] as number, network.pinnedFinish[node] as number]
  return workingMinutesBetween(calendar, start, finish)
}

/** Of a started task what is left is drawn, in proportion; interruptions and delays stay as they are. */
function restOf(network: Network, task: number, sampler: Sampler, withWork: ReadonlySet<string>): Sampler {
  const node = network.nodeOfTask[task] as number
  const { id, durationMinutes, progress } = network.plan.tasks[task] as PlanTask
  if (network.mode[node] !== STARTED || durationMinutes === 0) return sampler
  const remaining = network.remaining[node] as number
  if (withWork.has(id)) return scaledSampler(sampler, remaining / durationMinutes, 0)
  const rest = Math.max(0, durationMinutes - (progress?.doneMinutes ?? 0))
  return scaledSampler(sampler, rest / durationMinutes, Math.max(0, remaining - rest))
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
  const withWork = tasksWithWork(network.plan)
  const noDraw: NodeDraw = {
    sampler: { kind: 'fixed', base: 0 },
    key: { a: 0, b: 0 },
    isGiven: false,
    criticalAbove: -1,
  }
  const nodes: NodeDraw[] = new Array<NodeDraw>(nodeCount).fill(noDraw)
  const samplers = new Map<string, Sampler>()
  for (const [index, { id }] of network.plan.tasks.entries()) {
    if (network.isSummary[index] === 1) continue
    const sampler: Sampler = { kind: 'fixed', base: plannedMinutes(network, index) }
    const isComplete = network.isComplete[network.nodeOfTask[index] as number] === 1
    samplers.set(id, sampler)
    nodes[nodeOfTask[index] as number] = { ...noDraw, sampler, criticalAbove: isComplete ? NEVER : -1 }
  }
  const correlated = new Set((model.correlations ?? []).flatMap(({ taskIds }) => taskIds))
  const estimated = new Set<string>()
  for (const { taskId, duration } of model.estimates) {
    const index = network.indexById.get(taskId) as number
    estimated.add(taskId)
    if (!isOpen(network, index)) continue
    const sampler = restOf(network, index, makeSampler(duration), withWork)
    samplers.set(taskId, sampler)
    nodes[nodeOfTask[index] as number] = {
      sampler,
      key: streamKey(seed, 'task', taskId),
      isGiven: correlated.has(taskId),
      criticalAbove: -1,
    }
  }
  const branched = new Set((model.branches ?? []).flatMap(({ outcomes }) => outcomes.flatMap(({ taskIds }) => taskIds)))
  for (const id of branched) {
    const index = network.indexById.get(id) as number
    if (!isOpen(network, index)) continue
    const node = nodeOfTask[index] as number
    nodes[node] = { ...(nodes[node] as NodeDraw), criticalAbove: 0 }
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
