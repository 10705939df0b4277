export type EffortProblem =
  | 'units-not-positive'
  | 'work-negative'
  | 'duration-negative'
  | 'not-whole-minutes'
  | 'less-than-actual'
  | 'work-without-duration'
  | 'unknown-resource'
  | 'already-assigned'
  | 'has-actual-work'
  | 'no-work-resource'
  | 'complete'

/** A change that the task's work, units and duration cannot follow; `resourceId` null: the task as a whole. */
export class EffortError extends Error {
  override readonly name = 'EffortError'
  readonly problem: EffortProblem
  readonly taskId: string
  readonly resourceId: string | null

  constructor(problem: EffortProblem, taskId: string, resourceId: string | null, what: string) {
    super(`task ${taskId}${resourceId === null ? '' : `, resource ${resourceId}`}: ${what}`)
    this.problem = problem
    this.taskId = taskId
    this.resourceId = resourceId
  }
}
