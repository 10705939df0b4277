import type { Network } from '../network/network.ts'

/**
 * What the passes find, by node, in minutes. For a gate `earlyStart` and `earlyFinish` are bounds
 * on the start and the finish of the leaves below, `lateStart` and `lateFinish` the least of theirs.
 * For a collector the early dates span the leaves below, the late ones limit them. The positions, on
 * the calendar of a simple leaf with a duration, are those of its early start and its late finish.
 */
export interface Dates {
  readonly earlyStart: Int32Array
  readonly earlyFinish: Int32Array
  readonly lateStart: Int32Array
  readonly lateFinish: Int32Array
  /** The late start to tell: the end of a period where an SF link asks for it (rule 8, D). */
  readonly toldLateStart: Int32Array
  readonly earlyPosition: Int32Array
  readonly latePosition: Int32Array
}

export function emptyDates({ nodeCount }: Network): Dates {
  return {
    earlyStart: new Int32Array(nodeCount),
    earlyFinish: new Int32Array(nodeCount),
    lateStart: new Int32Array(nodeCount),
    lateFinish: new Int32Array(nodeCount),
    toldLateStart: new Int32Array(nodeCount),
    earlyPosition: new Int32Array(nodeCount),
    latePosition: new Int32Array(nodeCount),
  }
}
