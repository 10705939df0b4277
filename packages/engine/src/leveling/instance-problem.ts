import { capacityBound, criticalPathBound, heads, tails } from './bounds.ts'
import { createDecoder, type Preference } from './decoder.ts'
import type { Instance } from './instance.ts'
import { byUrgency } from './one-pass.ts'
import type { Draft, SearchProblem } from './search-problem.ts'

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
  const shares = loads.map((load) => load / Math.max(1, instance.resourceCount))
  // The latest finish, and on top of it what is long and takes much (weights tuned on generated instances).
  const urgencyOf = (path: Int32Array): Float64Array =>
    Float64Array.from(path, (length, i) => {
      const duration = durations[i] as number
      return length + 0.3 * duration + (10 + 0.5 * duration) * (shares[i] as number)
    })
  const urgency = urgencyOf(tail)
  const preference: Preference = { urgency, weight: shares.map((share) => share + 0.2) }
  const finish = (draft: Draft, length: number): void => {
    const { starts, ends } = draft
    draft.length = length
    for (let i = 0; i < count; i++) ends[i] = (starts[i] as number) + (durations[i] as number)
    draft.cost = length + lateness(starts) / Math.max(1, length)
    draft.isSolution = draft.direction === 0 || lastChange === 0
  }
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
      [urgency, urgencyOf(head)],
    ],
    urgencyUnit: 1,
    lowerBound: Math.max(criticalPathBound(instance, head), capacityBound(instance)),
    generateFirst(draft) {
      draft.direction = 0
      const list = byUrgency(instance.order, urgency)
      finish(draft, decoder.parallel(0, list, draft.starts, 0, preference))
    },
    generate(direction, isParallel, list, draft, reference) {
      const make = isParallel ? decoder.parallel : decoder.serial
      finish(draft, make(direction, list, draft.starts, reference))
    },
  }
}

/** By activity: its demands as shares of the capacities, summed. */
function loadsOf({ count, resourceCount, durations, demands, capacities }: Instance): Float64Array {
  const loads = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    let load = 0
    for (let k = 0; k < resourceCount; k++) {
      const demand = demands[i * resourceCount + k] as number
      if (demand !== 0 && durations[i] !== 0) load += demand / (capacities[k] as number)
    }
    loads[i] = load
  }
  return loads
}
