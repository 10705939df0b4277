import type { Direction } from './decoder.ts'
import type { Adjacency } from './instance.ts'

/**
 * A schedule on its way through the search. `starts` and `ends` count in the direction's own time: from
 * the start forward, from the finish backward. `own` is the order in which it would come out again, `next` the
 * order that turns it round: generated in the other direction, everything moves to the other side and
 * gaps close (justification; Valls, Ballestin, Quintanilla 2005).
 */
export interface Draft {
  direction: Direction
  readonly starts: Int32Array
  readonly ends: Int32Array
  readonly own: Int32Array
  readonly next: Int32Array
  /** How far the last end lies from where time begins. */
  length: number
  /** What the search makes small. */
  cost: number
  /** Whether it is a schedule to go by, or only an order (backward, where time cannot be turned round). */
  isSolution: boolean
}

/** What the search needs to know of a problem, whatever its times are. */
export interface SearchProblem {
  readonly count: number
  readonly predecessors: Adjacency
  readonly successors: Adjacency
  /** A topological order. */
  readonly order: Int32Array
  /** Whether an activity always ends before those that depend on it start. */
  readonly isInTimeOrder: boolean
  /** By activity: the share of all resources that it takes while it runs. */
  readonly loads: Float64Array
  /** Rules to draw samples by; of each by direction, then by activity: what is large goes first. */
  readonly urgencies: readonly (readonly [Float64Array, Float64Array])[]
  /** A difference in urgency that hardly matters. */
  readonly urgencyUnit: number
  /** No cost is less, after its fraction is taken off. */
  readonly lowerBound: number
  /** As `generate`, by the rule for a single pass. */
  generateFirst(draft: Draft): void
  /** Fills in times, length, cost and whether it is a solution. `reference` is the length of an earlier schedule. */
  generate(direction: Direction, isParallel: boolean, list: Int32Array, draft: Draft, reference: number): void
}

export function createDraft(count: number): Draft {
  return {
    direction: 0,
    starts: new Int32Array(count),
    ends: new Int32Array(count),
    own: new Int32Array(count),
    next: new Int32Array(count),
    length: 0,
    cost: 0,
    isSolution: false,
  }
}

/** The list by which a draft comes out in a direction. */
export function listFor(draft: Draft, direction: Direction): Int32Array {
  return draft.direction === direction ? draft.own : draft.next
}
