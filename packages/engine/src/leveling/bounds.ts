import type { Adjacency, CapacityStep, Instance } from './instance.ts'

/** By activity: the longest path that ends before it, in periods. */
export function heads(instance: Instance): Int32Array {
  const result = new Int32Array(instance.count)
  for (const activity of instance.order) {
    result[activity] = longest(instance.predecessors, activity, result, instance.durations)
  }
  return result
}

/** By activity: the longest path that begins after it, in periods. */
export function tails(instance: Instance): Int32Array {
  const result = new Int32Array(instance.count)
  for (let i = instance.count - 1; i >= 0; i--) {
    const activity = instance.order[i] ?? 0
    result[activity] = longest(instance.successors, activity, result, instance.durations)
  }
  return result
}

function longest({ offset, nodes }: Adjacency, activity: number, path: Int32Array, durations: Int32Array): number {
  let length = 0
  for (let e = offset[activity] ?? 0; e < (offset[activity + 1] ?? 0); e++) {
    const node = nodes[e] ?? 0
    length = Math.max(length, (path[node] ?? 0) + (durations[node] ?? 0))
  }
  return length
}

/** The length of the critical path, in periods. */
export function criticalPathBound(instance: Instance, head: Int32Array = heads(instance)): number {
  let length = 0
  for (let i = 0; i < instance.count; i++) length = Math.max(length, (head[i] ?? 0) + (instance.durations[i] ?? 0))
  return length
}

/** No resource does all its work in fewer periods, at the capacities that it has over time. */
export function capacityBound({ count, resourceCount, durations, demands, capacities, steps }: Instance): number {
  let bound = 0
  for (let resource = 0; resource < resourceCount; resource++) {
    let work = 0
    for (let i = 0; i < count; i++) work += (durations[i] as number) * (demands[i * resourceCount + resource] as number)
    let period = 0
    const list = steps[resource] ?? []
    for (let i = 0; i + 1 < list.length && work > 0; i++) {
      const { from, capacity } = list[i] as CapacityStep
      const to = (list[i + 1] as CapacityStep).from
      const done = Math.min(work, capacity * (to - from))
      work -= done
      period = work > 0 ? to : from + Math.ceil(done / capacity)
    }
    if (work > 0) period += Math.ceil(work / (capacities[resource] as number))
    bound = Math.max(bound, period)
  }
  return bound
}
