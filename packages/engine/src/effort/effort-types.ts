import type { PlanAssignment, PlanTask, ResourceKind } from '../plan/types.ts'

/**
 * The part of a task that the equation is about; any PlanTask is one. `workMinutes`: work that was
 * estimated before anyone was assigned; it is used by the first assignments only.
 */
export type EffortTask = Pick<PlanTask, 'id' | 'durationMinutes' | 'effortType' | 'isEffortDriven' | 'progress'> & {
  readonly workMinutes?: number | null
}

/**
 * `resourceKind` default `work`. `actualWorkMinutes` default: of the work the share of the task's
 * duration that is done.
 */
export interface EffortAssignment extends PlanAssignment {
  readonly resourceKind?: ResourceKind
  readonly actualWorkMinutes?: number
}

/** What somebody edits. Of a resource a task has one assignment. */
export type EffortChange =
  | { readonly kind: 'units'; readonly resourceId: string; readonly units: number }
  | { readonly kind: 'assignment-work'; readonly resourceId: string; readonly workMinutes: number }
  | { readonly kind: 'work'; readonly workMinutes: number }
  | { readonly kind: 'duration'; readonly durationMinutes: number }
  | { readonly kind: 'add'; readonly assignments: readonly EffortAssignment[] }
  | { readonly kind: 'remove'; readonly resourceIds: readonly string[] }

/** The assignments have whole `workMinutes`; `workMinutes` of the task is their sum. */
export interface EffortResult {
  readonly durationMinutes: number
  readonly workMinutes: number
  readonly assignments: readonly EffortAssignment[]
}
