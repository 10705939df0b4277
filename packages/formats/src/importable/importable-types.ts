import type { CalendarExceptionSpec, LinkType, ShiftSpec, TaskKind } from '@throughline/engine'
import type { DocumentResource, DocumentWarning, WallTime } from '../plan-document.ts'

/**
 * What of a plan can be imported today. Less than a PlanDocument: full weeks, one kind of
 * constraint, working time only, nothing inactive.
 */
export interface ImportablePlan {
  readonly name: string | null
  readonly start: WallTime | null
  readonly calendars: readonly ImportableCalendar[]
  readonly defaultCalendarKey: string | null
  readonly tasks: readonly ImportableTask[]
  readonly links: readonly ImportableLink[]
  readonly resources: readonly ImportableResource[]
  readonly assignments: readonly ImportableAssignment[]
  readonly warnings: readonly DocumentWarning[]
}

export interface ImportableCalendar {
  readonly key: string
  readonly name: string
  readonly week: readonly (readonly ShiftSpec[])[]
  readonly exceptions: readonly Pick<CalendarExceptionSpec, 'from' | 'to' | 'shifts'>[]
}

export interface ImportableTask {
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

export interface ImportableLink {
  readonly predecessorKey: string
  readonly successorKey: string
  readonly type: LinkType
  readonly lagMinutes: number
  readonly line: number
}

export type ImportableResource = Omit<DocumentResource, 'availability'>

export interface ImportableAssignment {
  readonly taskKey: string
  readonly resourceKey: string
  readonly units: number
}
