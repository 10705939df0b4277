// What a simulation is told and what it answers. Amounts of time are whole minutes of a task's
// duration, probabilities and coefficients plain numbers, percentiles between 0 and 100.
import type { Minute } from '../plan/types.ts'

/**
 * How long a task may take. `pert` is the beta distribution with the mean (min + lambda mode + max) /
 * (lambda + 2), lambda 4 when absent. `normal` is cut off at zero. `lognormal` has the mean and the
 * standard deviation of the minutes themselves, not of their logarithm. Probabilities of `discrete`
 * add up to 1. All but `discrete` end at 1 in 131,072 of either tail.
 */
export type Distribution =
  | { readonly kind: 'triangular'; readonly min: number; readonly mode: number; readonly max: number }
  | {
      readonly kind: 'pert'
      readonly min: number
      readonly mode: number
      readonly max: number
      readonly lambda?: number
    }
  | { readonly kind: 'uniform'; readonly min: number; readonly max: number }
  | { readonly kind: 'normal'; readonly mean: number; readonly standardDeviation: number }
  | { readonly kind: 'lognormal'; readonly mean: number; readonly standardDeviation: number }
  | { readonly kind: 'discrete'; readonly outcomes: readonly DiscreteOutcome[] }

export interface DiscreteOutcome {
  readonly minutes: number
  readonly probability: number
}

/** Takes the place of the task's duration; of a started task it scales what remains. */
export interface Estimate {
  readonly taskId: string
  readonly duration: Distribution
}

/** Each two of the tasks have this rank correlation (Spearman), -1 to 1; for two tasks or a group. */
export interface Correlation {
  readonly taskIds: readonly string[]
  readonly coefficient: number
}

/** Minutes added to a task's duration when the event happens, or a factor of it; factors come first. */
export type RiskImpact =
  | { readonly taskId: string; readonly addedMinutes: Distribution }
  | { readonly taskId: string; readonly factor: number }

/** What happens with a probability, once a run, to all the tasks it has an impact on. */
export interface RiskEvent {
  readonly id: string
  readonly probability: number
  readonly impacts: readonly RiskImpact[]
}

/** In each run one of the outcomes happens; tasks of the others take no time. Probabilities add up to 1. */
export interface Branch {
  readonly id: string
  readonly afterTaskId: string
  readonly outcomes: readonly BranchOutcome[]
}

export interface BranchOutcome {
  readonly probability: number
  readonly taskIds: readonly string[]
}

/** Tasks without an estimate keep their duration. */
export interface SimulationModel {
  readonly estimates: readonly Estimate[]
  readonly correlations?: readonly Correlation[]
  readonly risks?: readonly RiskEvent[]
  readonly branches?: readonly Branch[]
}

export interface SimulationOptions {
  /** 1 to 16,000,000. */
  readonly runs: number
  /** Any whole number; the same one gives the same answer. */
  readonly seed: number
  /** The percentiles to tell; default 5, 10 … 95. */
  readonly percentiles?: readonly number[]
  /** Asked between blocks of 256 runs; the answer is then about the runs done so far. */
  readonly shouldStop?: () => boolean
  readonly onProgress?: (runsDone: number) => void
  /** Default true: SIMD WebAssembly where the host has it. The answer is the same without. */
  readonly usesWebAssembly?: boolean
}

export interface FinishPercentile {
  readonly percentile: number
  readonly finish: Minute
}

/** How many runs finish later than the bin before and no later than `to`. */
export interface HistogramBin {
  readonly to: Minute
  readonly runs: number
}

/** Of where a finish lies over all runs; mean and deviation count working minutes since the project's start. */
export interface FinishDistribution {
  readonly percentiles: readonly FinishPercentile[]
  readonly earliest: Minute
  readonly latest: Minute
  readonly mean: Minute
  readonly meanMinutes: number
  readonly standardDeviation: number
}

export interface SimulatedTask {
  readonly id: string
  readonly finish: FinishDistribution
  readonly duration: { readonly mean: number; readonly standardDeviation: number }
  /** Share of the runs in which the task is critical. */
  readonly criticality: number
  /** Pearson's correlation of the task's duration with the project's finish; 0 when either never changes. */
  readonly sensitivity: number
  /** Criticality times the size of the sensitivity (Williams 1992). */
  readonly cruciality: number
}

export interface SimulationResult {
  readonly runs: number
  readonly seed: number
  readonly start: Minute
  readonly project: FinishDistribution
  /** In the plan's order. */
  readonly tasks: readonly SimulatedTask[]
  /** Up to `bins` bins of equal working time, for a task, or for the project without one. */
  readonly histogram: (taskId?: string, bins?: number) => readonly HistogramBin[]
  /** Share of the runs in which the project has finished by then. */
  readonly confidenceOf: (finish: Minute) => number
  /** Tasks by the size of their sensitivity, greatest first, without those of 0. */
  readonly tornado: (count?: number) => readonly SimulatedTask[]
}
