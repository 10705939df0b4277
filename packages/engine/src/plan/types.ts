// The words of the engine: what a plan is and what a schedule says. Times are whole minutes of
// project-local wall time, amounts of work and lags are whole working minutes. Everything that may
// be absent may be null too, so that rows of a database fit as they are.

/** Minutes since 1970-01-01T00:00 of project-local wall time; whole numbers. */
export type Minute = number

/**
 * Working minutes of a day, `0 <= from < 1440`, `from < to <= 2880`. What lies beyond 1440 is worked
 * on the day after, whatever that day's own shifts are; the shift belongs to the day it begins on.
 */
export interface ShiftSpec {
  readonly from: number
  readonly to: number
}

/**
 * Which days of the range of an exception it is about; absent: every day. `every` counts from `from`.
 * A day that a month does not have is its last day.
 */
export type Recurrence =
  | { readonly kind: 'daily'; readonly every: number }
  /** `weekdays` 1 = Monday … 7 = Sunday; weeks begin on Sunday and are counted from the week of `from`. */
  | { readonly kind: 'weekly'; readonly every: number; readonly weekdays: readonly number[] }
  /** Counted from the month of `from`, or the next one if the day has passed by then. */
  | { readonly kind: 'monthly-day'; readonly every: number; readonly day: number }
  /** `position` 1 to 4, or -1 for the last; counted from the month of `from`. */
  | { readonly kind: 'monthly-weekday'; readonly every: number; readonly weekday: number; readonly position: number }
  | { readonly kind: 'yearly-day'; readonly month: number; readonly day: number }
  | { readonly kind: 'yearly-weekday'; readonly month: number; readonly weekday: number; readonly position: number }

/**
 * Both days are inclusive and written YYYY-MM-DD; no shifts = not worked. `occurrences` ends a
 * recurrence after so many days even before `to`.
 */
export interface CalendarExceptionSpec {
  readonly from: string
  readonly to: string
  readonly shifts: readonly ShiftSpec[]
  readonly recurs?: Recurrence | null
  readonly occurrences?: number | null
}

/** Another week for some time; a day of null is as in the calendar's own week. */
export interface WorkWeekSpec {
  readonly from: string
  readonly to: string
  readonly week: readonly (readonly ShiftSpec[] | null)[]
}

/**
 * `week` has seven days, Monday first; in a derived calendar (`baseId`) a day of null is as in the
 * base calendar, in one without a base not worked. On a date an exception outranks a work week and a
 * work week the week; each of the calendar's own outranks that of its base, and a base's exception a
 * derived calendar's work week. Of exceptions that overlap, a range outranks one that recurs; every so
 * many days outranks yearly, yearly monthly, monthly weekly; of equals the later of the list counts.
 * Of work weeks that overlap, the later counts. A spec is worked out once: a calendar is changed by
 * making another object.
 */
export interface CalendarSpec {
  readonly id: string
  readonly baseId?: string | null
  readonly week: readonly (readonly ShiftSpec[] | null)[]
  readonly workWeeks?: readonly WorkWeekSpec[]
  readonly exceptions: readonly CalendarExceptionSpec[]
}

export type TaskKind = 'task' | 'milestone'

export type ConstraintKind =
  | 'asSoonAsPossible'
  | 'asLateAsPossible'
  | 'startNoEarlierThan'
  | 'startNoLaterThan'
  | 'finishNoEarlierThan'
  | 'finishNoLaterThan'
  | 'mustStartOn'
  | 'mustFinishOn'

/** `date` is null for the first two kinds and there for all others. */
export interface TaskConstraint {
  readonly kind: ConstraintKind
  readonly date: Minute | null
  /** Wins over links whatever the plan's options say, as Primavera's mandatory dates do. */
  readonly isMandatory?: boolean
}

/** An interruption after so many minutes of the task's duration, both in minutes of its duration. */
export interface TaskSplit {
  readonly afterMinutes: number
  readonly gapMinutes: number
}

/**
 * What has been done. Without `actualStart` nothing has; `actualFinish` makes the task complete.
 * `doneMinutes` of the duration are done; the rest is not resumed before `resume`.
 */
export interface TaskProgress {
  readonly actualStart: Minute | null
  readonly actualFinish: Minute | null
  readonly doneMinutes: number
  readonly resume?: Minute | null
}

/** Dates set by hand; either may be missing. */
export interface ManualDates {
  readonly start: Minute | null
  readonly finish: Minute | null
}

/** Which of work, units and duration yields when one of them changes. */
export type EffortType = 'fixedUnits' | 'fixedDuration' | 'fixedWork'

/**
 * A task with children is a summary: its own duration, progress and assignments are ignored. A task
 * without duration is a point in time, whatever its kind. Of a summary's constraint only
 * `startNoEarlierThan` counts, and applies to its children, as does its start when placed by hand.
 */
export interface PlanTask {
  readonly id: string
  readonly parentId: string | null
  readonly kind: TaskKind
  /**
   * Of a task without duration: whether it lies where working periods start, or where they end, as
   * Primavera's start and finish milestones do. Absent: wherever its links say.
   */
  readonly pointAt?: 'start' | 'finish'
  /** Working minutes, or minutes around the clock when `isElapsed`. */
  readonly durationMinutes: number
  readonly isElapsed?: boolean
  /** Said by people only; changes no date. */
  readonly isEstimated?: boolean
  readonly calendarId: string | null
  readonly ignoresResourceCalendars?: boolean
  readonly constraint?: TaskConstraint | null
  readonly deadline?: Minute | null
  /** Placed by hand: links do not move it, and it still drives its successors. */
  readonly manual?: ManualDates | null
  /** Default true; an inactive task neither drives nor counts, and links through it are not bridged. */
  readonly isActive?: boolean
  readonly progress?: TaskProgress | null
  readonly splits?: readonly TaskSplit[]
  /** Minutes around the clock, added after links and before the next working minute. */
  readonly levelingDelayMinutes?: number
  /** 0 to 1000, default 500; 1000 is never delayed by leveling. */
  readonly priority?: number
  readonly effortType?: EffortType
  readonly isEffortDriven?: boolean
}

export type LinkType = 'FS' | 'SS' | 'FF' | 'SF'

/**
 * `working`: minutes of the calendar that the plan's `lagCalendar` names. `elapsed`: around the
 * clock. `percent`: a percentage of the predecessor's duration, in its own kind of minutes.
 */
export type LagUnit = 'working' | 'elapsed' | 'percent'

/** A negative lag is a lead. `lagMinutes` holds the percentage when `lagUnit` is `percent`. */
export interface PlanLink {
  readonly id: string
  readonly predecessorId: string
  readonly successorId: string
  readonly type: LinkType
  readonly lagMinutes: number
  readonly lagUnit?: LagUnit
}

export type ResourceKind = 'work' | 'material' | 'cost'

/** From a day to before another, either open when null; 1 = 100 %. */
export interface Availability {
  readonly from: Minute | null
  readonly to: Minute | null
  readonly units: number
}

/** `maxUnits` 1 = 100 %; where `availability` says something for a time, it counts instead. */
export interface PlanResource {
  readonly id: string
  readonly kind: ResourceKind
  readonly calendarId?: string | null
  readonly maxUnits?: number
  readonly availability?: readonly Availability[]
}

/**
 * `units` 1 = 100 %. `workMinutes` null: duration times units. `delayMinutes` are working minutes
 * after the task's start.
 */
export interface PlanAssignment {
  readonly id?: string
  readonly taskId: string
  readonly resourceId: string
  readonly units: number
  readonly workMinutes?: number | null
  readonly delayMinutes?: number
}

/** Defaults are Microsoft Project's; `primaveraOptions` holds Primavera's. */
export interface PlanOptions {
  /** Rule 12, 14: whether MSO, MFO, SNLT and FNLT win over links. Default true. */
  readonly honorsConstraints: boolean
  /** Critical up to this total float, in working minutes. Default 0. */
  readonly criticalFloatMinutes: number
  /** `totalFloat`: by the limit above; `longestPath`: on a driving path to the project's finish. */
  readonly criticalBy: 'totalFloat' | 'longestPath'
  /** Each open end has its own early finish for late finish. Default false. */
  readonly hasMultipleCriticalPaths: boolean
  /** Which of start and finish float total float is. Default `smallest`. */
  readonly totalFloatBy: 'smallest' | 'start' | 'finish'
  /** Whose working time lags count in. Default `successor`. */
  readonly lagCalendar: 'successor' | 'predecessor' | 'project' | 'aroundTheClock'
  /**
   * What a link does to the rest of a task that started out of sequence. `keep` (default): nothing.
   * `retainedLogic`: the rest waits for the predecessor. `progressOverride`: unstarted predecessors are
   * ignored, the rest is done from the status date on.
   */
  readonly outOfSequence: 'keep' | 'retainedLogic' | 'progressOverride'
  /** Rule 27: whether no remaining work lies before the status date. Default false. */
  readonly statusDateMovesWork: boolean
  /**
   * Whether no task starts before the project does. Default false: the project's start binds what
   * nothing else does, and a constraint or a lead may lie before it (D).
   */
  readonly startBindsAll: boolean
  /**
   * Whose ways count where no option of its own says so. In Primavera's, tasks as late as possible use
   * free float only, an open end is free until the project finishes, points settle like other tasks,
   * and the rest of a started task may wait as long as its late dates allow.
   */
  readonly semantics: 'microsoft' | 'primavera'
  /**
   * Whether late dates are counted back from the plan's `finish` rather than from the latest early
   * finish: Primavera's "must finish by". Default false; not for plans scheduled from their finish.
   */
  readonly honorsProjectFinish: boolean
}

/**
 * Tasks come in any order; `calendarId` is the calendar of tasks without one of their own. Scheduled
 * from `finish`, every task without a constraint lies as late as possible, and `start` is not used.
 */
export interface Plan {
  readonly start: Minute
  readonly finish?: Minute | null
  readonly scheduleFrom?: 'start' | 'finish'
  readonly statusDate?: Minute | null
  readonly calendarId: string
  readonly calendars: readonly CalendarSpec[]
  readonly tasks: readonly PlanTask[]
  readonly links: readonly PlanLink[]
  readonly resources?: readonly PlanResource[]
  readonly assignments?: readonly PlanAssignment[]
  readonly options?: Partial<PlanOptions>
}

/** What binds a date. A chain of `link` and `children` drivers leads back to one of the others. */
export type Driver =
  | { readonly kind: 'project-start' }
  | { readonly kind: 'project-finish' }
  /** `onTaskId`: the summary whose link it is, when the link is not the task's own. */
  | { readonly kind: 'link'; readonly linkId: string; readonly taskId: string; readonly onTaskId?: string }
  | { readonly kind: 'constraint'; readonly constraint: ConstraintKind; readonly onTaskId?: string }
  /** Of a summary: the task below it that starts first, or finishes last. */
  | { readonly kind: 'children'; readonly taskId: string }
  | { readonly kind: 'actual' }
  /** `onTaskId`: the summary placed by hand that the task lies below. */
  | { readonly kind: 'manual'; readonly onTaskId?: string }
  | { readonly kind: 'leveling-delay'; readonly minutes: number }
  | { readonly kind: 'status-date' }
  | { readonly kind: 'resume' }
  /** A day or more without work lies between what binds and the date. */
  | { readonly kind: 'calendar-gap'; readonly from: Minute }
  /** As late as what follows allows. */
  | { readonly kind: 'late-as-possible'; readonly taskId: string | null }
  /** The date follows from the task's other date and its duration. */
  | { readonly kind: 'duration' }
  | { readonly kind: 'assignment'; readonly resourceId: string }

/** All that bind, those that a planner would look at first in front. */
export interface Drivers {
  readonly start: readonly Driver[]
  readonly finish: readonly Driver[]
}

/**
 * `start` and `finish` are where the task lies: its early dates, or its late ones when it is as late
 * as possible. Floats are working minutes of the task's calendar (rule 18, 19); negative where
 * the plan cannot hold. Inactive tasks have dates, and no say.
 */
export interface ScheduledTask {
  readonly id: string
  readonly start: Minute
  readonly finish: Minute
  readonly earlyStart: Minute
  readonly earlyFinish: Minute
  readonly lateStart: Minute
  readonly lateFinish: Minute
  readonly startFloat: number
  readonly finishFloat: number
  readonly totalFloat: number
  readonly freeFloat: number
  readonly isCritical: boolean
  readonly isSummary: boolean
  /** The first of its start drivers. */
  readonly driver: Driver
}
