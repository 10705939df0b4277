/** An instance that no schedule can be made for; `activity` is the one that is wrong, if it is one. */
export class InvalidInstanceError extends Error {
  override readonly name = 'InvalidInstanceError'
  readonly activity: number | null

  constructor(activity: number | null, reason: string) {
    super(activity === null ? reason : `activity ${activity}: ${reason}`)
    this.activity = activity
  }
}

/** A budget that is no whole number of schedules, or one without an end. */
export class InvalidBudgetError extends Error {
  override readonly name = 'InvalidBudgetError'
  readonly schedules: number

  constructor(schedules: number, most: number) {
    super(`a budget of ${schedules} schedules; whole numbers from 1 to ${most} are possible`)
    this.schedules = schedules
  }
}
