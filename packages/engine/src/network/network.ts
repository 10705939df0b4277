// The plan as flat arrays. Nodes are numbered in topological order, so that a pass reads all
// arrays front to back (or back to front). A leaf task is one node. A summary that has links is two
// more: its gate, whose bounds all leaves below it take over, and its collector, which spans them.
import type { WorkingTime } from '../calendar/working-time.ts'
import type { Plan, PlanOptions } from '../plan/types.ts'

export const LEAF = 0
export const GATE = 1
export const COLLECTOR = 2

/** Kinds of edges; the last two tie the leaves of a summary to its gate and its collector. */
export const FINISH_START = 0
export const START_START = 1
export const FINISH_FINISH = 2
export const START_FINISH = 3
export const TO_COLLECTOR = 4
export const FROM_GATE = 5

/** How a leaf finds its place. */
export const PLAIN = 0
/** Several assignments on calendars of their own: `profile` says which. */
export const COMPOSITE = 1
/** Started: the start is known, the rest follows `resume`. */
export const STARTED = 2
/** Complete, or placed by hand: `pinnedStart`, `pinnedFinish`. */
export const PINNED = 3

export const AS_SOON_AS_POSSIBLE = 0
export const AS_LATE_AS_POSSIBLE = 1
export const START_NO_EARLIER_THAN = 2
export const START_NO_LATER_THAN = 3
export const FINISH_NO_EARLIER_THAN = 4
export const FINISH_NO_LATER_THAN = 5
export const MUST_START_ON = 6
export const MUST_FINISH_ON = 7

/** No bound from below, and none from above. */
export const NO_MINIMUM = -0x80000000
export const NO_MAXIMUM = 0x7fffffff

/** Stands in `inLagCalendar` for a lag that runs around the clock. */
export const ELAPSED = -1

/** One assignment's share of a composite task: `minutes` on its calendar, `delay` after the start. */
export interface ProfilePart {
  readonly calendar: number
  readonly delay: number
  readonly minutes: number
  readonly resourceId: string
}

/**
 * Arrays by node have `nodeCount` entries, arrays by task `taskCount`; edges are grouped by the node
 * they enter (`in…`, from `inOffset[node]` to before `inOffset[node + 1]`) and listed again by the
 * node they leave (`outOffset`, `outEdge` = index among the `in…` arrays, `outNode`).
 */
export interface Network {
  readonly plan: Plan
  readonly options: PlanOptions
  readonly taskCount: number
  readonly nodeCount: number
  readonly indexById: ReadonlyMap<string, number>
  /** By task; -1 at the top. */
  readonly parent: Int32Array
  /** By task. */
  readonly isSummary: Uint8Array
  /** Tasks, parents before their children. */
  readonly outline: Int32Array
  /** By task: the calendar in whose working time the duration and floats of a summary are. */
  readonly summaryCalendar: Int32Array
  readonly nodeKind: Uint8Array
  readonly taskOfNode: Int32Array
  /** By task: its leaf node, or -1 for a summary. */
  readonly nodeOfTask: Int32Array
  /** 0 is the project's. */
  readonly calendars: readonly WorkingTime[]
  /** By node: index in `calendars`. */
  readonly calendar: Int32Array
  /** By node: the calendar in whose working time its floats are; without the people assigned. */
  readonly floatCalendar: Int32Array
  /** By node, minutes of its calendar, interruptions included. */
  readonly duration: Int32Array
  readonly mode: Uint8Array
  /**
   * By node: a plain leaf on its own calendar that nothing but links and "start no earlier than"
   * places, as most are; the passes keep its positions then (unless its duration is 0).
   */
  readonly isSimple: Uint8Array
  readonly isActive: Uint8Array
  /** By node: no earlier than this, by "start no earlier than" (summaries' too) and the status date. */
  readonly earliest: Int32Array
  readonly constraint: Uint8Array
  readonly constraintDate: Int32Array
  /** By node; NO_MAXIMUM without one. */
  readonly deadline: Int32Array
  /** By node, around the clock. */
  readonly levelingDelay: Int32Array
  readonly pinnedStart: Int32Array
  readonly pinnedFinish: Int32Array
  /** By node: what is left of a started task, and not before when; whole and its start otherwise. */
  readonly remaining: Int32Array
  readonly resume: Int32Array
  readonly isComplete: Uint8Array
  /** By node: index in `profiles`, or -1. */
  readonly profile: Int32Array
  readonly profiles: readonly (readonly ProfilePart[])[]
  readonly inOffset: Int32Array
  readonly inNode: Int32Array
  readonly inType: Uint8Array
  readonly inLag: Int32Array
  readonly inLagCalendar: Int32Array
  /** By edge: index in `plan.links`, or -1 for the last two kinds. */
  readonly inLink: Int32Array
  readonly outOffset: Int32Array
  readonly outNode: Int32Array
  readonly outEdge: Int32Array
  readonly hasLateTasks: boolean
}
