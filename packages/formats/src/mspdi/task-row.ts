import { FormatError } from '../format-error.ts'
import type { DocumentBaseline, WallTime } from '../plan-document.ts'
import { readBaseline } from './baseline-row.ts'
import { readStored, type StoredRow } from './stored-row.ts'
import { dateOfChild, isElapsedFormat, isEstimatedFormat, minutesOfChild, optionalDateOfChild } from './values.ts'
import { child, children, flagOfChild, numberOfChild, textOfChild, type XmlRecord } from './xml-record.ts'

/** What a Task element says, before it is made sense of. */
export interface TaskRow {
  readonly uid: number
  readonly name: string
  readonly notes: string
  readonly isNull: boolean
  readonly isInactive: boolean
  readonly isManual: boolean
  readonly isExternal: boolean
  readonly isSubproject: boolean
  readonly isMilestone: boolean
  readonly outlineLevel: number
  readonly durationMinutes: number | null
  readonly isElapsed: boolean
  readonly isEstimated: boolean
  /** Null too when somebody has written something that is no date. */
  readonly start: WallTime | null
  readonly finish: WallTime | null
  readonly actualStart: WallTime | null
  readonly actualFinish: WallTime | null
  readonly actualMinutes: number | null
  readonly remainingMinutes: number | null
  readonly stop: WallTime | null
  readonly resume: WallTime | null
  readonly percentComplete: number
  readonly calendarUid: number | null
  readonly ignoresResourceCalendars: boolean
  readonly constraintType: number
  readonly constraintDate: WallTime | null
  readonly deadline: WallTime | null
  readonly levelingDelayMinutes: number
  readonly priority: number
  /** 0 fixed units, 1 fixed duration, 2 fixed work. */
  readonly effortType: number
  readonly isEffortDriven: boolean
  readonly links: readonly LinkRow[]
  readonly baseline: DocumentBaseline | null
  readonly stored: StoredRow
  readonly line: number
}

/** Type 0 FF, 1 FS, 2 SF, 3 SS. Lag in tenths of a minute, or in percent by its format. */
export interface LinkRow {
  readonly predecessorUid: number
  readonly type: number
  readonly lag: number
  readonly lagFormat: number | null
  readonly isCrossProject: boolean
  readonly line: number
}

export function readTaskRow(record: XmlRecord): TaskRow {
  const uid = numberOfChild(record, 'UID')
  if (uid === null) throw new FormatError('A task has no UID', record)
  const isManual = flagOfChild(record, 'Manual')
  const hasStart = !(isManual && child(record, 'StartText') !== null)
  const hasFinish = !(isManual && child(record, 'FinishText') !== null)
  const durationFormat = numberOfChild(record, 'DurationFormat')
  return {
    uid,
    name: textOfChild(record, 'Name') ?? '',
    notes: textOfChild(record, 'Notes') ?? '',
    isNull: flagOfChild(record, 'IsNull'),
    isInactive: textOfChild(record, 'Active') === '0',
    isManual,
    isExternal: flagOfChild(record, 'ExternalTask'),
    isSubproject: flagOfChild(record, 'IsSubproject'),
    isMilestone: flagOfChild(record, 'Milestone'),
    outlineLevel: readOutlineLevel(record),
    durationMinutes: (isManual ? minutesOfChild(record, 'ManualDuration') : null) ?? minutesOfChild(record, 'Duration'),
    isElapsed: isElapsedFormat(durationFormat),
    isEstimated: isEstimatedFormat(durationFormat),
    start: hasStart ? ((isManual ? dateOfChild(record, 'ManualStart') : null) ?? dateOfChild(record, 'Start')) : null,
    finish: hasFinish
      ? ((isManual ? dateOfChild(record, 'ManualFinish') : null) ?? dateOfChild(record, 'Finish'))
      : null,
    actualStart: optionalDateOfChild(record, 'ActualStart'),
    actualFinish: optionalDateOfChild(record, 'ActualFinish'),
    actualMinutes: minutesOfChild(record, 'ActualDuration'),
    remainingMinutes: minutesOfChild(record, 'RemainingDuration'),
    stop: optionalDateOfChild(record, 'Stop'),
    resume: optionalDateOfChild(record, 'Resume'),
    percentComplete: numberOfChild(record, 'PercentComplete') ?? 0,
    calendarUid: numberOfChild(record, 'CalendarUID'),
    ignoresResourceCalendars: flagOfChild(record, 'IgnoreResourceCalendar'),
    constraintType: numberOfChild(record, 'ConstraintType') ?? 0,
    constraintDate: optionalDateOfChild(record, 'ConstraintDate'),
    deadline: optionalDateOfChild(record, 'Deadline'),
    levelingDelayMinutes: Math.max(0, Math.round((numberOfChild(record, 'LevelingDelay') ?? 0) / 10)),
    priority: numberOfChild(record, 'Priority') ?? 500,
    effortType: numberOfChild(record, 'Type') ?? 0,
    isEffortDriven: flagOfChild(record, 'EffortDriven'),
    links: children(record, 'PredecessorLink').map(readLinkRow),
    baseline: readBaseline(record),
    stored: readStored(record),
    line: record.line,
  }
}

function readLinkRow(record: XmlRecord): LinkRow {
  const predecessorUid = numberOfChild(record, 'PredecessorUID')
  if (predecessorUid === null) throw new FormatError('A link does not say which task it comes from', record)
  return {
    predecessorUid,
    type: numberOfChild(record, 'Type') ?? 1,
    lag: numberOfChild(record, 'LinkLag') ?? 0,
    lagFormat: numberOfChild(record, 'LagFormat'),
    isCrossProject: flagOfChild(record, 'CrossProject'),
    line: record.line,
  }
}

/** Without a level, the outline number tells it: "1.2.3" is level 3. */
function readOutlineLevel(record: XmlRecord): number {
  const level = numberOfChild(record, 'OutlineLevel')
  return level ?? textOfChild(record, 'OutlineNumber')?.split('.').length ?? 1
}
