/** The links (or the outline) run in a circle; `taskIds` are in the order of the circle. */
export class CycleError extends Error {
  override readonly name = 'CycleError'
  readonly taskIds: readonly string[]

  constructor(taskIds: readonly string[]) {
    super(`tasks depend on each other in a circle: ${taskIds.join(' > ')}`)
    this.taskIds = taskIds
  }
}

export type ReferenceKind = 'task' | 'calendar' | 'resource' | 'link'

export type InputKind = 'plan' | 'task' | 'link' | 'resource'

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

/** Something about a task, link, resource or the plan that cannot be: a negative duration, a date that is missing. */
export class InvalidInputError extends Error {
  override readonly name = 'InvalidInputError'
  readonly kind: InputKind
  readonly id: string

  constructor(kind: InputKind, id: string, reason: string) {
    super(kind === 'plan' ? `the plan ${reason}` : `${kind} ${id} ${reason}`)
    this.kind = kind
    this.id = id
  }
}

export type SimulationInput = 'estimate' | 'correlation' | 'risk' | 'branch' | 'runs' | 'seed' | 'percentile' | 'limit'

/** A simulation's input makes no sense; `ids` are of the tasks, risk or branch it is about. */
export class InvalidSimulationError extends Error {
  override readonly name = 'InvalidSimulationError'
  readonly input: SimulationInput
  readonly ids: readonly string[]

  constructor(input: SimulationInput, ids: readonly string[], reason: string) {
    super(`${[input, ...ids].join(' ')}: ${reason}`)
    this.input = input
    this.ids = ids
  }
}
