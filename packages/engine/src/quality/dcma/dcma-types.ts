import type { Minute, Plan, ScheduledTask } from '../../plan/types.ts'
import type { BaselineTask } from '../baseline.ts'

/** What the assessment needs of a schedule. */
export interface AssessedSchedule {
  readonly finish: Minute
  readonly tasks: readonly ScheduledTask[]
}

/** Where published tools differ; the defaults are in `dcmaDefaults`. */
export interface DcmaOptions {
  /** 1: whether tasks without duration count too. */
  readonly milestonesInLogic: boolean
  /** 1: whether links of the summaries above a task are its logic (rule 10). */
  readonly summaryLinksAreLogic: boolean
  /** 1: whether a start that only FF or SF binds, or a finish that only drives by SS or SF, is open. */
  readonly danglingEndsAreOpen: boolean
  /** 2 to 4: whether links into complete tasks count. */
  readonly linksOfCompleteTasks: boolean
  /** 8: the duration in the baseline, or what remains of today's. */
  readonly highDurationBy: 'baseline' | 'remaining'
  /** 11: missed tasks of those due by the status date, or of all tasks. */
  readonly missedOf: 'due' | 'all'
  /** 13: the total float of what finishes last, or the time from its finish to the baseline's. */
  readonly cpliBy: 'total-float' | 'baseline-finish'
  /** Level of effort, external tasks and whatever else shall not count. */
  readonly excludedTaskIds: readonly string[]
  /** 10: tasks that carry a cost, though nothing is assigned. */
  readonly costedTaskIds: readonly string[]
}

export const dcmaDefaults: DcmaOptions = {
  milestonesInLogic: false,
  summaryLinksAreLogic: true,
  danglingEndsAreOpen: false,
  linksOfCompleteTasks: false,
  highDurationBy: 'baseline',
  missedOf: 'due',
  cpliBy: 'total-float',
  excludedTaskIds: [],
  costedTaskIds: [],
}

/** `minutesPerDay`: what a day of duration or float is (rule 1), default 480. The status date is the plan's. */
export interface DcmaInput {
  readonly plan: Plan
  readonly schedule: AssessedSchedule
  readonly baseline?: readonly BaselineTask[] | null
  readonly minutesPerDay?: number
  readonly options?: Partial<DcmaOptions>
}

export type DcmaNumber = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14

/**
 * `value` is a share from 0 to 1, a count, an index or days, as `unit` says, and passes when it is at
 * most or at least `threshold`. `taskIds` and `linkIds` are the offenders. A check that does not
 * apply has no value and a reason. `count` of `population` is what a share is made of.
 */
export interface DcmaCheck {
  readonly number: DcmaNumber
  readonly name: string
  readonly description: string
  readonly status: 'passed' | 'failed' | 'not-applicable'
  readonly reason: string | null
  readonly unit: 'share' | 'count' | 'index' | 'days'
  readonly value: number | null
  readonly comparison: 'at-most' | 'at-least'
  readonly threshold: number
  readonly count: number
  readonly population: number
  readonly taskIds: readonly string[]
  readonly linkIds: readonly string[]
}
