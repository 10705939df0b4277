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
 * What a plan is outside of the database: every reader makes one of these, every writer writes one, and a project is
 * turned into one and back (`plan-rows/`). Keys are those that the file uses. Tasks are in outline order, parents before
 * their children; keys of tasks, calendars, resources, links and assignments are unique among their kind, and everything
 * that a key names is there.
 */
export interface PlanDocument {
  readonly name: string | null
  readonly description: string
  /** IANA name; null when the file does not tell, as most do not. */
  readonly timeZone: string | null
  /** ISO 4217 code. */
  readonly currency: string | null
  readonly start: WallTime | null
  readonly finish: WallTime | null
  readonly scheduleFrom: 'start' | 'finish'
  readonly statusDate: WallTime | null
  readonly options: Partial<PlanOptions>
  readonly minutesPerDay: number
  readonly minutesPerWeek: number
  readonly daysPerMonth: number
  readonly calendars: readonly DocumentCalendar[]
  /** Null: Monday to Friday, 08:00 to 12:00 and 13:00 to 17:00. */
  readonly defaultCalendarKey: string | null
  readonly tasks: readonly DocumentTask[]
  readonly links: readonly DocumentLink[]
  readonly resources: readonly DocumentResource[]
  readonly assignments: readonly DocumentAssignment[]
  /** The baselines that tasks have dates of, in order of their numbers. */
  readonly baselines: readonly DocumentBaselineHead[]
  /** What the fields are that tasks have values of in `customFields`. */
  readonly customFields: readonly DocumentCustomField[]
  readonly warnings: readonly DocumentWarning[]
  /** Rows that cannot be taken as they stand; everything else of the file can. */
  readonly faults: readonly DocumentFault[]
  readonly extra: DocumentExtra | null
  /** What the file can tell at all, where that is not everything: a table has just some columns. */
  readonly told?: DocumentTold
}

/** The rest of a document is filled in, and says nothing about a plan that it is compared with. */
export interface DocumentTold {
  /** As they are called in the product, such as `durationMinutes`. */
  readonly taskFields: readonly string[]
  readonly links: boolean
  readonly assignments: boolean
}

/**
 * What a file says beyond what is modelled, kept so that a writer of the same format can write it back where it stood.
 * `nodes` are elements of XML in their order, or columns of a table.
 */
export interface DocumentExtra {
  readonly format: 'mspdi' | 'xer' | 'pmxml'
  readonly nodes: readonly ExtraNode[]
}
export type ExtraNode = readonly [name: string, content: string | readonly ExtraNode[]]

/** A row of the file that cannot be taken as it stands: what is wrong with which field, and what the file says there. */
export interface DocumentFault {
  readonly entity: 'task' | 'link' | 'assignment'
  /** Of the row in its list; it is there, with the field as if the file said nothing. */
  readonly key: string
  /** As it is called in the product, such as `durationMinutes`. */
  readonly field: string
  readonly text: string
  readonly message: string
  readonly line: number
  readonly column: number
}

/** `number` 0 to 10. */
export interface DocumentBaselineHead {
  readonly number: number
  readonly name: string
}

/** `key` is what tasks have the value by, such as `Text1`; `name` what people call it. */
export interface DocumentCustomField {
  readonly key: string
  readonly name: string
  readonly type: 'text' | 'number' | 'date' | 'flag' | 'duration' | 'cost'
}

/** `week` is Monday first; a day of null is as in the base. Shifts may go on after midnight. */
export interface DocumentCalendar {
  readonly key: string
  /** A UUID in lower case; null when the file has none. So for all `guid`s. */
  readonly guid: string | null
  readonly name: string
  readonly baseKey: string | null
  readonly week: readonly (readonly ShiftSpec[] | null)[]
  readonly workWeeks: readonly (WorkWeekSpec & { readonly name?: string })[]
  /** Where they overlap, the later one counts. */
  readonly exceptions: readonly (CalendarExceptionSpec & { readonly name?: string })[]
  readonly extra: DocumentExtra | null
}

/** In what a duration is shown. */
export type DurationUnit = 'minutes' | 'hours' | 'days' | 'weeks' | 'months'

/** `line` is the line of the file, from 1; 0 without a file. A task with children is a summary, whatever else it says. */
export interface DocumentTask {
  readonly key: string
  readonly guid: string | null
  readonly parentKey: string | null
  readonly name: string
  /** Empty when the file has none of its own. */
  readonly wbs: string
  readonly notes: string
  readonly kind: TaskKind
  /** Where in working time a milestone lies, for programs that tell those at starts from those at finishes. */
  readonly pointAt: 'start' | 'finish' | null
  /** Working minutes, or minutes around the clock when `isElapsed`; of a summary what the file says. */
  readonly durationMinutes: number
  readonly durationUnit: DurationUnit
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
  /** Three-point estimate of the duration, in its minutes. */
  readonly estimate: DocumentEstimate | null
  /** By the keys of the document's custom fields. Dates are wall times, durations minutes, costs hundredths. */
  readonly customFields: Readonly<Record<string, string | number | boolean>>
  /** As the task was once agreed; summaries have theirs too. */
  readonly baselines: readonly DocumentBaseline[]
  /** What the program that wrote the file had scheduled; null when the file does not tell. */
  readonly stored: StoredSchedule | null
  readonly extra: DocumentExtra | null
  readonly line: number
}

export interface DocumentEstimate {
  readonly optimisticMinutes: number
  readonly mostLikelyMinutes: number
  readonly pessimisticMinutes: number
}

/** Minutes as in the task; costs in hundredths of the project's currency. */
export interface DocumentBaseline {
  readonly number: number
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
  readonly key: string
  readonly predecessorKey: string
  readonly successorKey: string
  readonly type: LinkType
  readonly lagMinutes: number
  readonly lagUnit: LagUnit
  readonly extra: DocumentExtra | null
  readonly line: number
}

/** `maxUnits` 1 = 100 %; `availability` says otherwise for some time. */
export interface DocumentResource {
  readonly key: string
  readonly guid: string | null
  readonly name: string
  readonly email: string | null
  readonly kind: ResourceKind
  readonly calendarKey: string | null
  readonly maxUnits: number
  readonly availability: readonly DocumentAvailability[]
  readonly notes: string
  /** Hundredths of the currency: an hour, an hour of overtime, a use. */
  readonly standardRateMinor: number
  readonly overtimeRateMinor: number
  readonly costPerUseMinor: number
  readonly extra: DocumentExtra | null
}

/** Up to but not including `to`; null is open. */
export interface DocumentAvailability {
  readonly from: WallTime | null
  readonly to: WallTime | null
  readonly units: number
}

/** `units` 1 = 100 %. Work is null when the file does not tell. */
export interface DocumentAssignment {
  readonly key: string
  readonly guid: string | null
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
  readonly notes: string
  readonly extra: DocumentExtra | null
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
  /** Whether what is not modelled is kept in `extra`; left out, it is. Without, reading takes less time and memory. */
  readonly keepsExtra?: boolean
}
