/** Which pass a link is for; most are for both. */
export const FORWARD = 1
export const BACKWARD = 2

/**
 * A network whose dates are all on one axis of working minutes, counted from the project's start.
 * Nodes are in topological order; links are grouped by the node they enter, with types 0 finish to
 * start, 1 start to start, 2 finish to finish, 3 start to finish.
 */
export interface TileNetwork {
  readonly nodeCount: number
  readonly inOffset: Int32Array
  readonly inNode: Int32Array
  readonly inType: Uint8Array
  readonly inLag: Int32Array
  readonly inUse: Uint8Array
  /** No earlier than; LOWEST where nothing is asked of finishes. */
  readonly startFloor: Int32Array
  readonly finishFloor: Int32Array
  /** Late finishes are no later than; HIGHEST where only the project's finish counts. */
  readonly finishCap: Int32Array
  /** Nodes that span others and have the summary's dates; inner ones before outer ones. */
  readonly summaries: readonly number[]
  /** By node: the node of the summary right above it, or -1. */
  readonly summaryAbove: Int32Array
  readonly criticalFloat: number
}
