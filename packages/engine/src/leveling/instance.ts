import { CycleError } from '../errors.ts'
import { InvalidInstanceError } from './leveling-errors.ts'

/** From a period on, until the next step, so much is there. */
export interface CapacityStep {
  readonly from: number
  readonly capacity: number
}

/**
 * A resource-constrained scheduling problem in whole periods: activities 0 … n - 1 with finish-start
 * links. A capacity is one number, or steps of which the first begins at 0, in order of `from`.
 */
export interface InstanceSpec {
  readonly durations: readonly number[]
  readonly successors: readonly (readonly number[])[]
  /** By activity, then by resource. */
  readonly demands: readonly (readonly number[])[]
  readonly capacities: readonly (number | readonly CapacityStep[])[]
}

/** Links grouped by activity: those of `i` are `nodes[offset[i]] … nodes[offset[i + 1] - 1]`. */
export interface Adjacency {
  readonly offset: Int32Array
  readonly nodes: Int32Array
}

/** The typed arrays of an `InstanceSpec`; `demands` by activity, then by resource. */
export interface Instance {
  readonly count: number
  readonly resourceCount: number
  readonly durations: Int32Array
  readonly predecessors: Adjacency
  readonly successors: Adjacency
  /** A topological order of the activities. */
  readonly order: Int32Array
  readonly demands: Int32Array
  /** By resource: what is there after the last step. */
  readonly capacities: Int32Array
  /** By resource: its steps, if it has more than one. */
  readonly steps: readonly (readonly CapacityStep[] | null)[]
  /** The period from which no capacity changes; 0 when none ever does. */
  readonly lastChange: number
}

const LIMIT = 2 ** 24

const isWhole = (value: number): boolean => Number.isInteger(value) && value >= 0 && value <= LIMIT

/**
 * Activities with a demand above the capacity after the last step could wait for ever.
 * @throws InvalidInstanceError, CycleError (ids are the activities' numbers)
 */
export function createInstance(spec: InstanceSpec): Instance {
  const count = spec.durations.length
  const resourceCount = spec.capacities.length
  if (spec.successors.length !== count || spec.demands.length !== count) {
    throw new InvalidInstanceError(null, 'durations, successors and demands are of different length')
  }
  const durations = Int32Array.from(spec.durations, (duration, activity) => {
    if (!isWhole(duration)) throw new InvalidInstanceError(activity, `duration ${duration}`)
    return duration
  })
  const steps = spec.capacities.map(stepsOf)
  const capacities = Int32Array.from(steps, (list) => list.at(-1)?.capacity ?? 0)
  const demands = new Int32Array(count * resourceCount)
  spec.demands.forEach((row, activity) => {
    if (row.length !== resourceCount) throw new InvalidInstanceError(activity, `${row.length} demands`)
    row.forEach((demand, resource) => {
      if (!isWhole(demand)) throw new InvalidInstanceError(activity, `demand ${demand}`)
      if (demand > (capacities[resource] ?? 0) && durations[activity] !== 0) {
        throw new InvalidInstanceError(activity, `demand ${demand} is above the capacity of resource ${resource}`)
      }
      demands[activity * resourceCount + resource] = demand
    })
  })
  const successors = adjacencyOf(spec.successors)
  const predecessors = reversed(successors, count)
  return {
    count,
    resourceCount,
    durations,
    predecessors,
    successors,
    order: topologicalOrder(predecessors, successors, count),
    demands,
    capacities,
    steps: steps.map((list) => (list.length > 1 ? list : null)),
    lastChange: Math.max(0, ...steps.map((list) => list.at(-1)?.from ?? 0)),
  }
}

function stepsOf(capacity: number | readonly CapacityStep[], resource: number): readonly CapacityStep[] {
  const steps = typeof capacity === 'number' ? [{ from: 0, capacity }] : capacity
  const isOrdered = steps[0]?.from === 0 && steps.every((step, i) => i === 0 || step.from > (steps[i - 1]?.from ?? 0))
  if (!isOrdered || !steps.every((step) => isWhole(step.capacity) && isWhole(step.from))) {
    throw new InvalidInstanceError(null, `the capacity of resource ${resource}`)
  }
  return steps
}

function adjacencyOf(lists: readonly (readonly number[])[]): Adjacency {
  const count = lists.length
  const offset = new Int32Array(count + 1)
  lists.forEach((list, i) => {
    offset[i + 1] = (offset[i] ?? 0) + list.length
  })
  const nodes = new Int32Array(offset[count] ?? 0)
  let next = 0
  lists.forEach((list, activity) => {
    for (const node of list) {
      if (!(Number.isInteger(node) && node >= 0 && node < count)) {
        throw new InvalidInstanceError(activity, `link to ${node}`)
      }
      nodes[next++] = node
    }
  })
  return { offset, nodes }
}

function reversed({ offset, nodes }: Adjacency, count: number): Adjacency {
  const reverseOffset = new Int32Array(count + 1)
  for (const node of nodes) reverseOffset[node + 1] = (reverseOffset[node + 1] ?? 0) + 1
  for (let i = 0; i < count; i++) reverseOffset[i + 1] = (reverseOffset[i + 1] ?? 0) + (reverseOffset[i] ?? 0)
  const next = reverseOffset.slice()
  const reverseNodes = new Int32Array(nodes.length)
  for (let i = 0; i < count; i++) {
    for (let e = offset[i] ?? 0; e < (offset[i + 1] ?? 0); e++) {
      const node = nodes[e] ?? 0
      reverseNodes[next[node] ?? 0] = i
      next[node] = (next[node] ?? 0) + 1
    }
  }
  return { offset: reverseOffset, nodes: reverseNodes }
}

/** Kahn's algorithm; activities come as early as links allow, in order of their numbers. */
function topologicalOrder(predecessors: Adjacency, successors: Adjacency, count: number): Int32Array {
  const waiting = new Int32Array(count)
  const order = new Int32Array(count)
  let known = 0
  for (let i = 0; i < count; i++) {
    waiting[i] = (predecessors.offset[i + 1] ?? 0) - (predecessors.offset[i] ?? 0)
    if (waiting[i] === 0) order[known++] = i
  }
  for (let i = 0; i < known; i++) {
    const node = order[i] ?? 0
    for (let e = successors.offset[node] ?? 0; e < (successors.offset[node + 1] ?? 0); e++) {
      const next = successors.nodes[e] ?? 0
      waiting[next] = (waiting[next] ?? 0) - 1
      if (waiting[next] === 0) order[known++] = next
    }
  }
  if (known < count) throw new CycleError(circleIn(predecessors, waiting))
  return order
}

/** Every activity that still waits has a predecessor that waits too: walk back until one repeats. */
function circleIn({ offset, nodes }: Adjacency, waiting: Int32Array): string[] {
  const path: number[] = []
  const seenAt = new Map<number, number>()
  let node = waiting.findIndex((left) => left > 0)
  while (!seenAt.has(node)) {
    seenAt.set(node, path.length)
    path.push(node)
    node = nodes.subarray(offset[node], offset[node + 1]).find((from) => (waiting[from] ?? 0) > 0) ?? node
  }
  return path.slice(seenAt.get(node)).reverse().map(String)
}
