import { capacityBound, criticalPathBound, heads, tails } from './bounds.ts'
import { createDecoder } from './decoder.ts'
import type { Instance } from './instance.ts'
import type { SearchProblem } from './search-problem.ts'

/**
 * An instance as a problem whose cost is the makespan in periods; of schedules equally long, the one that
 * does its work early is the better one to go on from.
 */
export function instanceProblem(instance: Instance): SearchProblem {
  const { count, durations, lastChange } = instance
  const decoder = createDecoder(instance)
  const head = heads(instance)
  const tail = tails(instance)
  const loads = loadsOf(instance)
  const urgencyOf = (path: Int32Array): Float64Array =>
    Float64Array.from(path, (length, i) => {
      const duration = durations[i] as number
      const share = (loads[i] as number) / Math.max(1, instance.resourceCount)
      return length + 0.3 * duration + (10 + 0.5 * duration) * share
    })
  let work = 0
  for (let i = 0; i < count; i++) work += (loads[i] as number) * (durations[i] as number)
  /** Half the time at which work is done on average. */
  const lateness = (starts: Int32Array): number => {
    let sum = 0
    for (let i = 0; i < count; i++) {
      const duration = durations[i] as number
      sum += (loads[i] as number) * duration * ((starts[i] as number) + duration / 2)
    }
    return work === 0 ? 0 : sum / work / 2
  }
  return {
    count,
    predecessors: instance.predecessors,
    successors: instance.successors,
    order: instance.order,
    isInTimeOrder: true,
    loads,
    urgencies: [
      [Float64Array.from(tail), Float64Array.from(head)],
      [urgencyOf(tail), urgencyOf(head)],
    ],
    urgencyUnit: 1,
    lowerBound: Math.max(criticalPathBound(instance, head), capacityBound(instance)),
    generate(direction, isParallel, list, draft, reference) {
      const { starts, ends } = draft
      const make = isParallel ? decoder.parallel : decoder.serial
      draft.length = make(direction, list, starts, reference)
      for (let i = 0; i < count; i++) ends[i] = (starts[i] as number) + (durations[i] as number)
      draft.cost = draft.length + lateness(starts) / Math.max(1, draft.length)
      draft.isSolution = direction === 0 || lastChange === 0
    },
  }
}

/** By activity: its demands as shares of the capacities, summed. */
export function loadsOf({ count, resourceCount, demands, capacities }: Instance): Float64Array {
  const loads = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    let load = 0
    for (let k = 0; k < resourceCount; k++) {
      if (demands[i * resourceCount + k] !== 0)
        load += (demands[i * resourceCount + k] as number) / (capacities[k] as number)
    }
    loads[i] = load
  }
  return loads
}
