import type { CalendarExceptionSpec, LinkType, ShiftSpec, TaskKind } from '@throughline/engine'

export type { LinkType, TaskKind }

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
  readonly calendars: readonly DocumentCalendar[]
  /** Null: Monday to Friday, 08:00 to 12:00 and 13:00 to 17:00. */
  readonly defaultCalendarKey: string | null
  readonly tasks: readonly DocumentTask[]
  readonly links: readonly DocumentLink[]
  readonly resources: readonly DocumentResource[]
  readonly assignments: readonly DocumentAssignment[]
  readonly warnings: readonly DocumentWarning[]
}

/** `week` is Monday first. A calendar may be without working time. */
export interface DocumentCalendar {
  readonly key: string
  readonly name: string
  readonly week: readonly (readonly ShiftSpec[])[]
  readonly exceptions: readonly CalendarExceptionSpec[]
}

/** `line` is the line of the file, from 1. */
export interface DocumentTask {
  readonly key: string
  readonly parentKey: string | null
  readonly name: string
  readonly notes: string
  readonly kind: TaskKind
  readonly durationMinutes: number
  readonly calendarKey: string | null
  readonly startNoEarlierThan: WallTime | null
  readonly percentComplete: number
  readonly line: number
}

export interface DocumentLink {
  readonly predecessorKey: string
  readonly successorKey: string
  readonly type: LinkType
  readonly lagMinutes: number
  readonly line: number
}

export type ResourceKind = 'work' | 'material' | 'cost'

/** `maxUnits` 1 = 100 %. */
export interface DocumentResource {
  readonly key: string
  readonly name: string
  readonly email: string | null
  readonly kind: ResourceKind
  readonly calendarKey: string | null
  readonly maxUnits: number
}

/** `units` 1 = 100 %. */
export interface DocumentAssignment {
  readonly taskKey: string
  readonly resourceKey: string
  readonly units: number
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
