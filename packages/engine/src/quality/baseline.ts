import type { Minute } from '../plan/types.ts'

/** When the cost of a task falls due: all at its start, in step with its work (the default), or all at its end. */
export type Accrual = 'start' | 'prorated' | 'end'

/**
 * A leaf task as it was once agreed. Durations are minutes of the task's calendar, costs whole minor
 * units of the project's currency. What a summary has is the sum of its leaves.
 */
export interface BaselineTask {
  readonly taskId: string
  readonly start: Minute
  readonly finish: Minute
  readonly durationMinutes: number
  readonly workMinutes: number
  readonly costMinor: number
  readonly accrual?: Accrual
}
