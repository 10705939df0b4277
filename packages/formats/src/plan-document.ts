import type {
  CalendarExceptionSpec,
  ConstraintKind,
  EffortType,
  LagUnit,
  LinkType,
  PlanOptions,
  ResourceKind,
  ShiftSpec,
  TaskKind,
  TaskSplit,
  WorkWeekSpec,
} from '@throughline/engine'

export type { ConstraintKind, EffortType, LagUnit, LinkType, ResourceKind, TaskKind }

/** "2026-03-02T08:00", project-local. */
export type WallTime = string

/**
 * What a file says about a plan, with the keys that the file uses. Tasks are in outline order,
 * parents before their children; keys of tasks, calendars and resources are unique among their kind,
 * and everything that a key names is there.
 */
export interface PlanDocument {
  readonly name: string | null
  readonly start: WallTime | null
  readonly finish: WallTime | null
  readonly scheduleFrom: 'start' | 'finish'
  readonly statusDate: WallTime | null
  readonly options: Partial<PlanOptions>
  readonly minutesPerDay: number
  readonly minutesPerWeek: number
  readonly calendars: readonly DocumentCalendar[]
  /** Null: Monday to Friday, 08:00 to 12:00 and 13:00 to 17:00. */
  readonly defaultCalendarKey: string | null
  readonly tasks: readonly DocumentTask[]
  readonly links: readonly DocumentLink[]
  readonly resources: readonly DocumentResource[]
  readonly assignments: readonly DocumentAssignment[]
  readonly warnings: readonly DocumentWarning[]
}

/** `week` is Monday first; a day of null is as in the base. Shifts may go on after midnight. */
export interface DocumentCalendar {
  readonly key: string
  readonly name: string
  readonly baseKey: string | null
  readonly week: readonly (readonly ShiftSpec[] | null)[]
  readonly workWeeks: readonly WorkWeekSpec[]
  /** Where they overlap, the later one counts. */
  readonly exceptions: readonly CalendarExceptionSpec[]
}

/** `line` is the line of the file, from 1. A task with children is a summary, whatever else it says. */
export interface DocumentTask {
  readonly key: string
  readonly parentKey: string | null
  readonly name: string
  readonly notes: string
  readonly kind: TaskKind
  /** Where in working time a milestone lies, for programs that tell those at starts from those at finishes. */
  readonly pointAt: 'start' | 'finish' | null
  /** Working minutes, or minutes around the clock when `isElapsed`; of a summary what the file says. */
  readonly durationMinutes: number
  readonly isElapsed: boolean
  readonly isEstimated: boolean
  readonly calendarKey: string | null
  readonly ignoresResourceCalendars: boolean
  readonly constraint: DocumentConstraint | null
  readonly deadline: WallTime | null
  /** Placed by hand. */
  readonly manual: { readonly start: WallTime | null; readonly finish: WallTime | null } | null
  readonly isActive: boolean
  /** Stands for a task of another project (`link`) or for another project as a whole (`project`). */
  readonly external: 'link' | 'project' | null
  readonly progress: DocumentProgress | null
  readonly percentComplete: number
  readonly splits: readonly TaskSplit[]
  /** Minutes around the clock. */
  readonly levelingDelayMinutes: number
  /** 0 to 1000. */
  readonly priority: number
  readonly effortType: EffortType
  readonly isEffortDriven: boolean
  /** As the task was once agreed; of several baselines the first. */
  readonly baseline: DocumentBaseline | null
  /** What the program that wrote the file had scheduled; null when the file does not tell. */
  readonly stored: StoredSchedule | null
  readonly line: number
}

/** Minutes as in the task; costs in hundredths of the project's currency. */
export interface DocumentBaseline {
  readonly start: WallTime
  readonly finish: WallTime
  readonly durationMinutes: number
  readonly workMinutes: number
  readonly costMinor: number
}

/** `date` is there for all kinds but as soon and as late as possible. */
export interface DocumentConstraint {
  readonly kind: ConstraintKind
  readonly date: WallTime | null
  /** Wins over links whatever the options of the plan say. */
  readonly isMandatory?: boolean
}

/** `doneMinutes` are of the duration; the rest goes on at `resume`, if that is said. */
export interface DocumentProgress {
  readonly actualStart: WallTime
  readonly actualFinish: WallTime | null
  readonly doneMinutes: number
  readonly resume: WallTime | null
}

/** Slacks are working minutes. A value of null is not in the file. */
export interface StoredSchedule {
  readonly start: WallTime | null
  readonly finish: WallTime | null
  readonly earlyStart: WallTime | null
  readonly earlyFinish: WallTime | null
  readonly lateStart: WallTime | null
  readonly lateFinish: WallTime | null
  readonly totalSlackMinutes: number | null
  readonly freeSlackMinutes: number | null
  readonly isCritical: boolean | null
  /** Work that is interrupted, or that does not come evenly. */
  readonly isSplitOrContoured: boolean
}

/** `lagMinutes` is the percentage itself when `lagUnit` is `percent`. */
export interface DocumentLink {
  readonly predecessorKey: string
  readonly successorKey: string
  readonly type: LinkType
  readonly lagMinutes: number
  readonly lagUnit: LagUnit
  readonly line: number
}

/** `maxUnits` 1 = 100 %; `availability` says otherwise for some time. */
export interface DocumentResource {
  readonly key: string
  readonly name: string
  readonly email: string | null
  readonly kind: ResourceKind
  readonly calendarKey: string | null
  readonly maxUnits: number
  readonly availability: readonly DocumentAvailability[]
}

/** Up to but not including `to`; null is open. */
export interface DocumentAvailability {
  readonly from: WallTime | null
  readonly to: WallTime | null
  readonly units: number
}

/** `units` 1 = 100 %. Work is null when the file does not tell. */
export interface DocumentAssignment {
  readonly taskKey: string
  readonly resourceKey: string
  readonly units: number
  readonly workMinutes: number | null
  /** Of the work, what is done beyond working time and so takes none of it. */
  readonly overtimeMinutes: number
  readonly actualWorkMinutes: number
  readonly remainingWorkMinutes: number | null
  /** Working minutes after the start of the task. */
  readonly delayMinutes: number
  /** Whether its work over its units is what takes the time; not when the work comes unevenly. */
  readonly drivesDuration: boolean
}

/** Something that the file says and the document cannot carry, or carries only nearly. */
export interface DocumentWarning {
  readonly line: number
  readonly column?: number
  readonly message: string
}

/** How much of the source has been read. */
export interface ReadProgress {
  readonly bytes: number
  readonly tasks: number
}

export interface ReadOptions {
  readonly onProgress?: (progress: ReadProgress) => void
}
