import type { PartialResult, SharedSimulation } from '../simulation/run/blocks.ts'

/** Words of `control`: the next block that nobody has taken, and for each thread whether it takes part. */
export const NEXT_BLOCK = 0
export const JOINED = 1

export interface ThreadJob {
  readonly id: number
  readonly shared: SharedSimulation
  readonly control: Int32Array
  /** The thread's own among those that take part. */
  readonly place: number
  readonly blocks: number
  /** The compiled kernel, for threads that have nothing else. */
  readonly module: object | null
}

export interface ThreadAnswer {
  readonly id: number
  /** Null from a thread that came too late for any block. */
  readonly partial: PartialResult | null
}
