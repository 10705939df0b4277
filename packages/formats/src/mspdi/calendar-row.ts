import type { ShiftSpec } from '@throughline/engine'
import { MAXIMUM_SHORT_NAME, tidyName } from '../limits.ts'
import type { DocumentCalendar } from '../plan-document.ts'
import { STANDARD_SHIFTS } from '../standard-calendars.ts'
import type { Warnings } from '../warnings.ts'
import { readException, readRange } from './calendar-exception.ts'
import { mergeShifts } from './merge-shifts.ts'
import { type RawNodes, type RawRow, rawOf } from './raw-nodes.ts'
import { guidOfChild, timeOfChild } from './values.ts'
import { child, children, flagOfChild, numberOfChild, ownTextOfChild, type XmlRecord } from './xml-record.ts'

type Shifts = readonly ShiftSpec[]
type Week = readonly (Shifts | null)[]
type Exceptions = DocumentCalendar['exceptions']
type WorkWeeks = DocumentCalendar['workWeeks']

/** A calendar as the file has it: days that it does not name are those of its base. */
export interface CalendarRow extends RawRow {
  readonly uid: number
  readonly guid: string | null
  /** Empty for none. */
  readonly name: string
  readonly isBase: boolean
  readonly baseUid: number | null
  /** Monday first; null = as the base. */
  readonly week: Week
  readonly workWeeks: WorkWeeks
  readonly exceptions: Exceptions
  readonly line: number
}

const MINUTES_PER_DAY = 1440

export function readCalendarRow(record: XmlRecord, warnings: Warnings, rawNodes: RawNodes | null): CalendarRow {
  const weekDays = children(child(record, 'WeekDays'), 'WeekDay')
  const named = children(child(record, 'Exceptions'), 'Exception')
  return {
    uid: numberOfChild(record, 'UID') ?? -1,
    guid: guidOfChild(record),
    name: ownTextOfChild(record, 'Name'),
    isBase: flagOfChild(record, 'IsBaseCalendar'),
    baseUid: numberOfChild(record, 'BaseCalendarUID'),
    week: readWeek(weekDays),
    workWeeks: children(child(record, 'WorkWeeks'), 'WorkWeek').flatMap(readWorkWeek),
    // Newer files write each exception twice: by name, and as old-style days without a name.
    exceptions:
      named.length > 0
        ? named.flatMap((exception) =>
            readException(exception, readShifts(exception), warnings).map((spec) => ({
              ...spec,
              ...nameOf(exception),
            })),
          )
        : weekDays.flatMap(readOldException),
    line: record.line,
    raw: rawOf(record, rawNodes),
  }
}

function nameOf(element: XmlRecord): { name?: string } {
  const name = tidyName(ownTextOfChild(element, 'Name'), MAXIMUM_SHORT_NAME, '')
  return name === '' ? {} : { name }
}

/** DayType 1 is Sunday, 7 Saturday; 0 an old-style exception. */
function readWeek(weekDays: readonly XmlRecord[]): Week {
  const week: (Shifts | null)[] = [null, null, null, null, null, null, null]
  for (const day of weekDays) {
    const type = numberOfChild(day, 'DayType') ?? 0
    if (type >= 1 && type <= 7) week[(type + 5) % 7] = readShifts(day)
  }
  return week
}

function readShifts(day: XmlRecord): Shifts {
  if (!flagOfChild(day, 'DayWorking')) return []
  const times = children(child(day, 'WorkingTimes'), 'WorkingTime')
  return times.length === 0 ? STANDARD_SHIFTS : mergeShifts(times.flatMap(readShift))
}

/** A shift until 00:00 lasts to the end of the day; one that ends before it starts goes on after midnight. */
function readShift(time: XmlRecord): ShiftSpec[] {
  const from = timeOfChild(time, 'FromTime')
  const end = timeOfChild(time, 'ToTime')
  if (from === null || end === null || from >= MINUTES_PER_DAY) return []
  const to = end === 0 || end > MINUTES_PER_DAY ? MINUTES_PER_DAY : end
  return [{ from, to: from < to ? to : to + MINUTES_PER_DAY }]
}

function readOldException(day: XmlRecord): Exceptions {
  if (numberOfChild(day, 'DayType') !== 0) return []
  const range = readRange(day)
  return range === null ? [] : [{ ...range, shifts: readShifts(day) }]
}

function readWorkWeek(workWeek: XmlRecord): WorkWeeks {
  const range = readRange(workWeek)
  const week = readWeek(children(child(workWeek, 'WeekDays'), 'WeekDay'))
  return range === null || week.every((day) => day === null) ? [] : [{ ...range, week, ...nameOf(workWeek) }]
}
