import type { Minute } from '../plan/types.ts'

/** A resource is asked for more than it has: `units` above what is there, 1 = 100 %. */
export interface Overallocation {
  readonly resourceId: string
  readonly from: Minute
  readonly to: Minute
  readonly units: number
  /** Whose assignments overlap there. */
  readonly taskIds: readonly string[]
}

/**
 * `withinFloat`: no task is moved beyond its total float, so that no finish moves; what cannot be resolved
 * stays. `schedules` 1, the default, is one pass in the standard order: predecessors, float, dates, priority
 * (rule 30). More improve on it for as long as the budget lasts and `shouldStop` is not true.
 */
export interface LevelingOptions {
  readonly withinFloat?: boolean
  readonly schedules?: number
  readonly shouldStop?: () => boolean
  readonly seed?: number
}

/** Where leveling puts a task; `levelingDelayMinutes` are elapsed minutes (rule 30), for the task's field of that name. */
export interface LeveledTask {
  readonly id: string
  /** Index into the plans given. */
  readonly plan: number
  readonly levelingDelayMinutes: number
  readonly start: Minute
  readonly finish: Minute
}

/** `finishBefore` and `finishAfter` by plan. */
export interface LevelingResult {
  readonly tasks: readonly LeveledTask[]
  readonly unresolved: readonly Overallocation[]
  readonly finishBefore: readonly Minute[]
  readonly finishAfter: readonly Minute[]
  /** How many schedules were made. */
  readonly schedules: number
}
