import type { WallTime } from '../plan-document.ts'
import { dateOfChild } from './values.ts'
import { child, flagOfChild, numberOfChild, textOfChild, type XmlRecord } from './xml-record.ts'

/** The settings of the project that matter here. */
export interface ProjectRow {
  readonly name: string | null
  readonly title: string | null
  readonly start: WallTime | null
  readonly finish: WallTime | null
  readonly statusDate: WallTime | null
  readonly calendarUid: number | null
  readonly minutesPerDay: number
  readonly minutesPerWeek: number
  readonly isScheduledFromFinish: boolean
  readonly honorsConstraints: boolean
  readonly criticalSlackDays: number
  readonly hasMultipleCriticalPaths: boolean
  readonly splitsInProgressTasks: boolean
}

/** Elements right below the root that say something about the project. */
export const PROJECT_FIELDS: ReadonlySet<string> = new Set([
  'Name',
  'Title',
  'StartDate',
  'FinishDate',
  'StatusDate',
  'CalendarUID',
  'MinutesPerDay',
  'MinutesPerWeek',
  'ScheduleFromStart',
  'HonorConstraints',
  'CriticalSlackLimit',
  'MultipleCriticalPaths',
  'SplitsInProgressTasks',
  'WBSMasks',
])

export function readProjectRow(fields: readonly XmlRecord[]): ProjectRow {
  const holder: XmlRecord = { name: 'Project', path: 'Project', line: 1, column: 1, text: '', children: [...fields] }
  return {
    name: textOfChild(holder, 'Name'),
    title: textOfChild(holder, 'Title'),
    start: dateOfChild(holder, 'StartDate'),
    finish: dateOfChild(holder, 'FinishDate'),
    statusDate: dateOfChild(holder, 'StatusDate'),
    calendarUid: numberOfChild(holder, 'CalendarUID'),
    minutesPerDay: positive(numberOfChild(holder, 'MinutesPerDay')) ?? 480,
    minutesPerWeek: positive(numberOfChild(holder, 'MinutesPerWeek')) ?? 2400,
    isScheduledFromFinish: textOfChild(holder, 'ScheduleFromStart') === '0',
    honorsConstraints: honorsConstraints(holder),
    criticalSlackDays: numberOfChild(holder, 'CriticalSlackLimit') ?? 0,
    hasMultipleCriticalPaths: flagOfChild(holder, 'MultipleCriticalPaths'),
    splitsInProgressTasks: flagOfChild(holder, 'SplitsInProgressTasks'),
  }
}

/**
 * Microsoft Project writes its flag upside down: 0 for the default, which is to honor. Other
 * programs, told by the lack of WBS masks, write 1 for that.
 */
function honorsConstraints(holder: XmlRecord): boolean {
  const text = textOfChild(holder, 'HonorConstraints')
  return child(holder, 'WBSMasks') === null ? text !== '0' : text !== '1'
}

function positive(value: number | null): number | null {
  return value !== null && value > 0 ? value : null
}
