/** Progress, cost or baseline of a task that no value can be earned with. */
export class EarnedValueError extends Error {
  override readonly name = 'EarnedValueError'
  readonly taskId: string

  constructor(taskId: string, what: string) {
    super(`task ${taskId}: ${what}`)
    this.taskId = taskId
  }
}
