import { capacityBound, criticalPathBound, heads, tails } from './bounds.ts'
import { createDecoder } from './decoder.ts'
import type { Instance } from './instance.ts'
import type { SearchProblem } from './search-problem.ts'

/** An instance as a problem whose cost is the makespan in periods. */
export function instanceProblem(instance: Instance): SearchProblem {
  const { count, durations, lastChange } = instance
  const decoder = createDecoder(instance)
  const head = heads(instance)
  const tail = tails(instance)
  return {
    count,
    predecessors: instance.predecessors,
    successors: instance.successors,
    order: instance.order,
    isInTimeOrder: true,
    loads: loadsOf(instance),
    urgency: [Float64Array.from(tail), Float64Array.from(head)],
    urgencyUnit: 1,
    lowerBound: Math.max(criticalPathBound(instance, head), capacityBound(instance)),
    generate(direction, isParallel, list, draft, reference) {
      const { starts, ends } = draft
      const make = isParallel ? decoder.parallel : decoder.serial
      draft.length = make(direction, list, starts, reference)
      for (let i = 0; i < count; i++) ends[i] = (starts[i] as number) + (durations[i] as number)
      draft.cost = draft.length
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
