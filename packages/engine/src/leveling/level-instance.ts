import type { Instance } from './instance.ts'
import { instanceProblem } from './instance-problem.ts'
import { type SearchOptions, search } from './search.ts'

export type { SearchOptions } from './search.ts'

/** `starts` in periods from 0, by activity. No schedule is shorter than `lowerBound`. */
export interface InstanceLeveling {
  readonly starts: Int32Array
  readonly makespan: number
  readonly lowerBound: number
  /** How many schedules were made; never more than the budget. */
  readonly schedules: number
}

/**
 * Without options: one pass. With a budget the best that the search finds; it stops early when the lower
 * bound is reached. The same instance, budget and seed give the same answer. Throws InvalidBudgetError.
 */
export function levelInstance(instance: Instance, options: SearchOptions = {}): InstanceLeveling {
  const problem = instanceProblem(instance)
  const { best, schedules } = search(problem, options)
  // A backward schedule, turned round, is one from the start.
  const starts = best.direction === 0 ? best.starts : best.ends.map((end) => best.length - end)
  return { starts, makespan: best.length, lowerBound: problem.lowerBound, schedules }
}
