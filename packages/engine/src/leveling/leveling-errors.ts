/** An instance that no schedule can be made for; `activity` is the one that is wrong, if it is one. */
export class InvalidInstanceError extends Error {
  override readonly name = 'InvalidInstanceError'
  readonly activity: number | null

  constructor(activity: number | null, reason: string) {
    super(activity === null ? reason : `activity ${activity}: ${reason}`)
    this.activity = activity
  }
}
