/** The part of network JSON ("network/1") that the generator writes. */
export interface NetworkJson {
  readonly schema: 'network/1'
  readonly start: string
  readonly calendar: CalendarJson
  readonly calendars?: Readonly<Record<string, CalendarJson>>
  readonly tasks: readonly TaskJson[]
  readonly dependencies: readonly DependencyJson[]
}

export interface CalendarJson {
  readonly working_weekdays: readonly number[]
  readonly exceptions: readonly (readonly [string, string])[]
}

export interface TaskJson {
  readonly id: string
  readonly duration: number
  readonly o?: number
  readonly m?: number
  readonly p?: number
  readonly snet?: string
  readonly constraint?: string
  readonly constraint_date?: string
  readonly deadline?: string
  readonly calendar?: string
}

export interface DependencyJson {
  readonly from: string
  readonly to: string
  readonly type: LinkKind
  readonly lag: number
}

export type LinkKind = 'FS' | 'SS' | 'FF' | 'SF'
