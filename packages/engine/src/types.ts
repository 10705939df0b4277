/** Minutes since 1970-01-01T00:00 of project-local wall time; whole numbers. */
export type Minute = number

/** Working minutes of a day, `0 <= from < to <= 1440`. */
export interface ShiftSpec {
  readonly from: number
  readonly to: number
}

/** Both days are inclusive and written YYYY-MM-DD; no shifts = a holiday. */
export interface CalendarExceptionSpec {
  readonly from: string
  readonly to: string
  readonly shifts: readonly ShiftSpec[]
}

/** `week` has seven days, Monday first. Where exceptions overlap, the later one of the list counts. */
export interface CalendarSpec {
  readonly id: string
  readonly week: readonly (readonly ShiftSpec[])[]
  readonly exceptions: readonly CalendarExceptionSpec[]
}

export type TaskKind = 'task' | 'milestone'

/**
 * A task with children is a summary: its own duration is ignored. A task without duration is a
 * point in time, whatever its kind. `startNoEarlierThan` of a summary applies to its children.
 */
export interface PlanTask {
  readonly id: string
  readonly parentId: string | null
  readonly kind: TaskKind
  readonly durationMinutes: number
  readonly calendarId: string | null
  readonly startNoEarlierThan: Minute | null
}

export type LinkType = 'FS' | 'SS' | 'FF' | 'SF'

/** `lagMinutes` are working minutes of the successor's calendar; negative = lead. */
export interface PlanLink {
  readonly id: string
  readonly predecessorId: string
  readonly successorId: string
  readonly type: LinkType
  readonly lagMinutes: number
}

/** Tasks come in any order; `calendarId` is the calendar of tasks without one of their own. */
export interface Plan {
  readonly start: Minute
  readonly calendarId: string
  readonly calendars: readonly CalendarSpec[]
  readonly tasks: readonly PlanTask[]
  readonly links: readonly PlanLink[]
}

/** What binds the early start of a task. */
export type Driver =
  | { readonly kind: 'project-start' }
  | { readonly kind: 'link'; readonly linkId: string; readonly taskId: string }
  | { readonly kind: 'constraint' }
  | { readonly kind: 'children' }

/** Floats are working minutes of the task's calendar. */
export interface ScheduledTask {
  readonly id: string
  readonly earlyStart: Minute
  readonly earlyFinish: Minute
  readonly lateStart: Minute
  readonly lateFinish: Minute
  readonly totalFloat: number
  readonly freeFloat: number
  readonly isCritical: boolean
  readonly isSummary: boolean
  readonly driver: Driver
}

/** Tasks are in the order of the plan's tasks; `finish` is the latest early finish. */
export interface Schedule {
  readonly start: Minute
  readonly finish: Minute
  readonly tasks: readonly ScheduledTask[]
}
