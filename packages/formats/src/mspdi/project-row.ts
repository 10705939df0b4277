import type { WallTime } from '../plan-document.ts'
import { dateOfChild } from './values.ts'
import { numberOfChild, textOfChild, type XmlRecord } from './xml-record.ts'

/** The settings of the project that matter here. */
export interface ProjectRow {
  readonly name: string | null
  readonly title: string | null
  readonly start: WallTime | null
  readonly calendarUid: number | null
  readonly minutesPerDay: number
  readonly minutesPerWeek: number
  readonly isScheduledFromFinish: boolean
}

/** Elements right below the root that say something about the project. */
export const PROJECT_FIELDS: ReadonlySet<string> = new Set([
  'Name',
  'Title',
  'StartDate',
  'CalendarUID',
  'MinutesPerDay',
  'MinutesPerWeek',
  'ScheduleFromStart',
])

export function readProjectRow(fields: readonly XmlRecord[]): ProjectRow {
  const holder: XmlRecord = { name: 'Project', path: 'Project', line: 1, column: 1, text: '', children: [...fields] }
  return {
    name: textOfChild(holder, 'Name'),
    title: textOfChild(holder, 'Title'),
    start: dateOfChild(holder, 'StartDate'),
    calendarUid: numberOfChild(holder, 'CalendarUID'),
    minutesPerDay: positive(numberOfChild(holder, 'MinutesPerDay')) ?? 480,
    minutesPerWeek: positive(numberOfChild(holder, 'MinutesPerWeek')) ?? 2400,
    isScheduledFromFinish: textOfChild(holder, 'ScheduleFromStart') === '0',
  }
}

function positive(value: number | null): number | null {
  return value !== null && value > 0 ? value : null
}
