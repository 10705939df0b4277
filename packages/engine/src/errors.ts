/** The links (or the outline) run in a circle; `taskIds` are in the order of the circle. */
export class CycleError extends Error {
  override readonly name = 'CycleError'
  readonly taskIds: readonly string[]

  constructor(taskIds: readonly string[]) {
    super(`tasks depend on each other in a circle: ${taskIds.join(' > ')}`)
    this.taskIds = taskIds
  }
}

export type ReferenceKind = 'task' | 'calendar'

/** A task, link or plan names a task or calendar that the plan does not have. */
export class UnknownReferenceError extends Error {
  override readonly name = 'UnknownReferenceError'
  readonly kind: ReferenceKind
  readonly id: string

  constructor(kind: ReferenceKind, id: string, referredBy: string) {
    super(`${referredBy} refers to ${kind} ${id}, which the plan does not have`)
    this.kind = kind
    this.id = id
  }
}

/** Two tasks or two calendars of a plan have the same id. */
export class DuplicateIdError extends Error {
  override readonly name = 'DuplicateIdError'
  readonly kind: ReferenceKind
  readonly id: string

  constructor(kind: ReferenceKind, id: string) {
    super(`the plan has more than one ${kind} with the id ${id}`)
    this.kind = kind
    this.id = id
  }
}

/** A calendar without working time in its week, or with shifts or days that make no sense. */
export class InvalidCalendarError extends Error {
  override readonly name = 'InvalidCalendarError'
  readonly calendarId: string

  constructor(calendarId: string, reason: string) {
    super(`calendar ${calendarId}: ${reason}`)
    this.calendarId = calendarId
  }
}

/** The arithmetic left the years that a calendar is worked out for (1600 to 3000). */
export class HorizonError extends Error {
  override readonly name = 'HorizonError'
  readonly calendarId: string

  constructor(calendarId: string) {
    super(`calendar ${calendarId}: dates leave the years 1600 to 3000`)
    this.calendarId = calendarId
  }
}
