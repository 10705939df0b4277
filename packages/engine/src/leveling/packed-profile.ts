import type { CapacityStep, Instance } from './instance.ts'

/**
 * What is free of every resource in a period, side by side in as few 32-bit words as hold it: each
 * resource has a lane with one bit more than its largest capacity needs. That guard bit is always set, and
 * subtracting a demand clears it just when the lane has too little, so that one subtraction and one mask
 * compare all resources of a word.
 */
export interface Packing {
  readonly words: number
  /** By word: its guard bits. */
  readonly guards: Int32Array
  /** By activity, then by word. */
  readonly demands: Int32Array
  /** By period up to and with the last change of a capacity, then by word. */
  readonly capacities: Int32Array
}

interface Lane {
  readonly word: number
  readonly shift: number
  readonly bits: number
}

export function packingOf(instance: Instance): Packing {
  const { count, resourceCount } = instance
  const peaks = Array.from({ length: resourceCount }, (_, resource) =>
    Math.max(instance.capacities[resource] ?? 0, ...stepsOf(instance, resource).map((step) => step.capacity)),
  )
  const lanes = lanesOf(peaks)
  const words = Math.max(1, ...lanes.map((lane) => lane.word + 1))
  const guards = new Int32Array(words)
  const demands = new Int32Array(count * words)
  const capacities = new Int32Array((instance.lastChange + 1) * words)
  lanes.forEach(({ word, shift, bits }, resource) => {
    const guard = 1 << (shift + bits)
    guards[word] = (guards[word] ?? 0) | guard
    for (let i = 0; i < count; i++) {
      const demand = instance.durations[i] === 0 ? 0 : (instance.demands[i * resourceCount + resource] ?? 0)
      demands[i * words + word] = (demands[i * words + word] ?? 0) | (demand << shift)
    }
    const steps = stepsOf(instance, resource)
    let current = 0
    for (let period = 0; period <= instance.lastChange; period++) {
      while ((steps[current + 1]?.from ?? Number.POSITIVE_INFINITY) <= period) current++
      const capacity = steps[current]?.capacity ?? 0
      capacities[period * words + word] = (capacities[period * words + word] ?? 0) | guard | (capacity << shift)
    }
  })
  return { words, guards, demands, capacities }
}

function stepsOf(instance: Instance, resource: number): readonly CapacityStep[] {
  return instance.steps[resource] ?? [{ from: 0, capacity: instance.capacities[resource] ?? 0 }]
}

/** First fit, in order of the resources. */
function lanesOf(peaks: readonly number[]): Lane[] {
  const used: number[] = []
  return peaks.map((peak) => {
    const bits = Math.max(1, 32 - Math.clz32(peak))
    let word = used.findIndex((taken) => taken + bits + 1 <= 32)
    if (word === -1) word = used.push(0) - 1
    const shift = used[word] ?? 0
    used[word] = shift + bits + 1
    return { word, shift, bits }
  })
}
