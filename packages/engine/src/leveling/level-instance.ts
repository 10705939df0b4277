import { criticalPathBound, tails } from './bounds.ts'
import { createDecoder } from './decoder.ts'
import type { Instance } from './instance.ts'

/** `schedules` is how many schedules may be made, each pass counted; `shouldStop` is asked between passes. */
export interface SearchOptions {
  readonly schedules?: number
  readonly shouldStop?: () => boolean
  readonly seed?: number
}

/** `starts` in periods from 0, by activity. No schedule is shorter than `lowerBound`. */
export interface InstanceLeveling {
  readonly starts: Int32Array
  readonly makespan: number
  readonly lowerBound: number
  /** How many schedules were made; never more than the budget. */
  readonly schedules: number
}

/** Without options: one pass. Stops before the budget when the lower bound is reached. */
export function levelInstance(instance: Instance, options: SearchOptions = {}): InstanceLeveling {
  const tail = tails(instance)
  const list = instance.order.slice()
  const rank = new Int32Array(instance.count)
  instance.order.forEach((activity, i) => {
    rank[activity] = i
  })
  list.sort((a, b) => (tail[b] as number) - (tail[a] as number) || (rank[a] as number) - (rank[b] as number))
  const starts = new Int32Array(instance.count)
  const makespan = createDecoder(instance).parallel(0, list, starts, 0)
  return { starts, makespan, lowerBound: criticalPathBound(instance), schedules: Math.min(1, options.schedules ?? 1) }
}
